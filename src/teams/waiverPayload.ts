import { z } from 'zod';
import type { CalendarDate } from '../domain/ids.ts';
import {
  APPROVERS,
  DISCLOSURE_WAYS,
  WAIVER_KINDS,
  type WaiverFacts,
  type WaiverKind,
  type WaiverStep,
} from '../domain/waiver.ts';

/** What a card asks of the register of waivers. */
export type WaiverCommand =
  | { readonly verb: 'waiver.form'; readonly kind: WaiverKind }
  | { readonly verb: 'waiver.record'; readonly facts: WaiverFacts }
  | { readonly verb: 'waiver.show'; readonly number: number; readonly acting: boolean }
  | { readonly verb: 'waiver.step'; readonly number: number; readonly step: WaiverStep };

/** Characters. */
export const WAIVER_TEXT = 1_000;

const data = <T extends z.ZodRawShape>(shape: T) =>
  z.strictObject({ ...shape, msteams: z.unknown().optional() });
const text = z.string().max(WAIVER_TEXT).default('');
const date = z.iso.date().transform((day) => day as CalendarDate);
const number = z.coerce.number().int().min(1).max(999_999);
const kind = z.enum(WAIVER_KINDS);

/** By verb, for `cardPayload.ts`. */
export const WAIVER_DATA = {
  'waiver.form': data({ kind }),
  'waiver.record': data({
    kind,
    what: text,
    forWhom: text,
    executiveOfficer: z.enum(['yes', 'no']).default('no'),
    approver: z.enum(APPROVERS).optional(),
    on: date,
    notReportableBecause: text,
  }).transform(
    ({ msteams: _, executiveOfficer, what, forWhom, notReportableBecause, approver, ...rest }) => ({
      msteams: undefined,
      facts: {
        ...rest,
        what: what.trim(),
        executiveOfficer: executiveOfficer === 'yes',
        ...(forWhom.trim() && { forWhom: forWhom.trim() }),
        ...(approver && { approver }),
        ...(notReportableBecause.trim() && { notReportableBecause: notReportableBecause.trim() }),
      },
    }),
  ),
  'waiver.show': data({ number, acting: z.boolean().default(false) }),
  'waiver.step': z
    .union([
      data({ number, step: z.literal('disclose'), on: date, way: z.enum(DISCLOSURE_WAYS), where: text }),
      data({ number, step: z.literal('act-on'), because: text }),
    ])
    .transform((given) => ({
      msteams: undefined,
      number: given.number,
      step:
        given.step === 'disclose'
          ? { type: given.step, on: given.on, way: given.way, where: given.where.trim() }
          : { type: given.step, because: given.because.trim() },
    })),
} as const;
