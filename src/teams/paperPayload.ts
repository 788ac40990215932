import { z } from 'zod';
import { ownerOf } from '../domain/actions.ts';
import type { CalendarDate, CertificateId, ObligationId, PersonId } from '../domain/ids.ts';
import { partsOfPaperId } from '../domain/paperCertificate.ts';

/** Which record of a paper is meant: of whom, for which obligation, and which in order. */
export type PaperTarget = {
  readonly person: PersonId;
  readonly obligation: ObligationId;
  readonly number: number;
};

/** What compliance typed into the form. */
export type PaperTypedIn = {
  readonly signedOn?: CalendarDate;
  readonly keptAt: string;
  readonly scan: string;
  readonly because: string;
  readonly confirmed: boolean;
};

/**
 * What a card asks about records of papers and corrections. None of it says who asks. `receipt` is checked where it is
 * used: a card can carry it, and cannot make one. Of somebody's obligation only as part of a record's id, since an
 * `obligation` in a command is whoever's pressed.
 */
export type PaperCommand =
  | { readonly verb: 'paper.find'; readonly name: string; readonly receipt?: string }
  | {
      readonly verb: 'paper.form';
      readonly person: PersonId;
      readonly target?: PaperTarget;
      readonly receipt?: string;
    }
  | {
      readonly verb: 'paper.record';
      readonly target: PaperTarget;
      readonly entries: PaperTypedIn;
      readonly receipt?: string;
    }
  | { readonly verb: 'paper.sheet'; readonly target: PaperTarget }
  | { readonly verb: 'paper.cancel' }
  | { readonly verb: 'correction.form'; readonly person: PersonId; readonly certificate?: CertificateId }
  | { readonly verb: 'correction.record'; readonly certificate: CertificateId; readonly says: string };

const data = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject({ ...shape, msteams: z.unknown().optional() });
const person = z.guid().transform((id) => id.toLowerCase() as PersonId);
const id = /^[\w.-]{1,140}$/;
const target = z
  .string()
  .regex(id)
  .transform((record, { addIssue }): PaperTarget => {
    const parts = partsOfPaperId(record);
    if (!parts) addIssue('no record of a paper');
    const obligation = parts?.obligation ?? ('' as ObligationId);
    return { person: ownerOf(obligation), obligation, number: parts?.number ?? 0 };
  });
const certificate = z
  .string()
  .regex(id)
  .transform((text) => text as CertificateId);
const receipt = z
  .string()
  .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/)
  .max(2_000)
  .optional();
const text = z.string().default('');
/** Clients may send what was typed along with a button that does not ask for it. */
const typed = {
  signedOn: z.string().max(40).optional(),
  keptAt: text,
  scan: text,
  because: text,
  confirmed: z.string().max(20).optional(),
};

/** By verb, for `cardPayload.ts`. */
export const PAPER_DATA = {
  'paper.find': data({ name: z.string().trim().max(160).default(''), receipt }),
  'paper.form': data({ person, record: target.optional(), receipt, ...typed }).transform((given) => ({
    person: given.person,
    ...(given.record && { target: given.record }),
    ...(given.receipt && { receipt: given.receipt }),
    msteams: undefined,
  })),
  'paper.record': data({ record: target, receipt, ...typed }).transform((given) => {
    const signedOn = z.iso.date().safeParse(given.signedOn);
    return {
      target: given.record,
      entries: {
        ...(signedOn.success && { signedOn: signedOn.data as CalendarDate }),
        keptAt: given.keptAt,
        scan: given.scan,
        because: given.because,
        confirmed: given.confirmed === 'confirmed',
      },
      ...(given.receipt && { receipt: given.receipt }),
      msteams: undefined,
    };
  }),
  'paper.sheet': data({ record: target, ...typed }).transform(({ record }) => ({
    target: record,
    msteams: undefined,
  })),
  'paper.cancel': data({ ...typed, says: text }).transform(() => ({ msteams: undefined })),
  'correction.form': data({ person, certificate: certificate.optional() }),
  'correction.record': data({ certificate, says: text }),
} as const;
