import { hash } from 'node:crypto';
import { z } from 'zod';
import { verifyTexts as t } from '../content/en/verify.ts';
import { canonical } from './canonical.ts';
import type { Findings } from './findings.ts';
import { leafOf } from './merkle.ts';
import { clean, readSignature } from './signature.ts';

const text = z.string().max(10_000);
const Certificate = z.looseObject({
  schema: z.union([z.literal(1), z.literal(2)]),
  type: z.literal('electronic'),
  id: text,
  statements: z.array(z.looseObject({ id: text, shown: text, english: text })).min(1),
  code: z.looseObject({ sha256: text, passages: z.int() }),
  consent: z.looseObject({ version: text, shown: text, english: text }),
  signer: z.looseObject({ id: text, tenant: text, displayName: text, typedName: text }),
  exception: z.looseObject({ id: text, sha256: text }).optional(),
  obligation: z.looseObject({ id: text, cycle: text, due: text, late: z.boolean() }),
  openedAt: z.iso.datetime(),
  signedAt: z.iso.datetime(),
  authentication: z.looseObject({ method: text, at: z.iso.datetime() }),
});
const Other = z.looseObject({
  schema: z.literal(1),
  type: z.string().regex(/^[a-z-]{1,40}$/),
  id: text,
  personId: text,
  tenant: text,
  at: z.iso.datetime(),
});
/** That a paper was received: nobody's electronic signature. */
const Paper = Other.extend({
  type: z.literal('paper-certificate'),
  displayName: text,
  obligation: z.looseObject({ id: text }),
  code: z.looseObject({ sha256: text }),
  signedOn: z.iso.date(),
  scan: z.looseObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  keptAt: text.min(1),
  corrects: z.looseObject({ id: text, sha256: text }).optional(),
  by: text,
  byName: text,
});
/** What was said to be wrong in a certificate, beside it. */
const Correction = Other.extend({
  type: z.literal('correction'),
  corrects: z.looseObject({ id: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  says: text.min(1),
  by: text,
});
type Certificate = z.infer<typeof Certificate>;
type Other = z.infer<typeof Other>;
const Envelope = z.looseObject({ sha256: z.string(), jws: z.string().max(1_000_000).nullable() });

/** A signed record as it was found; its content is what was read, not what a schema made of it. */
export type Sealed = {
  readonly content: unknown;
  readonly sha256: string;
  readonly jws: string | null;
} & ({ readonly certificate: Certificate } | { readonly record: Other });

/** A signed record in `{certificate or record, sha256, jws}`; undefined where it is none. */
export function readSealed(raw: unknown): Sealed | undefined {
  const envelope = Envelope.safeParse(raw);
  if (!envelope.success) return undefined;
  const { sha256, jws } = envelope.data;
  const { certificate, record } = raw as { certificate?: unknown; record?: unknown };
  const read = Certificate.safeParse(certificate);
  if (read.success) return { content: certificate, sha256, jws, certificate: read.data };
  const other = Other.safeParse(record);
  return other.success ? { content: record, sha256, jws, record: other.data } : undefined;
}

export type Subject = {
  readonly type: string;
  readonly id: string;
  /** What it is called in findings. */
  readonly name: string;
  readonly leaf: string;
  readonly signed: boolean;
  readonly sealed: Sealed;
};

/** Checks a signed record by itself: form, hash, signature, and that its parts agree. */
export async function checkSubject(sealed: Sealed, found: Findings): Promise<Subject> {
  const isCertificate = 'certificate' in sealed;
  const { id, schema } = isCertificate ? sealed.certificate : sealed.record;
  const name = nameOf(sealed);
  const written = canonical(sealed.content);
  if (hash('sha256', written, 'hex') !== sealed.sha256) found.wrong(t.otherHash(name));
  if (sealed.jws !== null) {
    const typ = isCertificate ? 'coec-certificate+json' : 'coec-record+json';
    const signature = await readSignature(sealed.jws, typ);
    if ('wrong' in signature) found.wrong(t.signature(name, signature.wrong));
    else {
      if (signature.payload !== written) found.wrong(t.otherContent(name));
      found.signedBy(signature.kid, name);
    }
  } else if (schema !== 1 || !isCertificate) found.wrong(t.signature(name, 'there is none'));
  if (isCertificate)
    for (const why of disagreements(sealed.certificate)) found.wrong(t.notOfOnePiece(name, why));
  if (!isCertificate && sealed.record.type === PAPER)
    for (const why of paperDisagreements(sealed.record)) found.wrong(t.notOfOnePiece(name, why));
  if (!isCertificate && sealed.record.type === CORRECTION)
    for (const why of correctionDisagreements(sealed.record)) found.wrong(t.notOfOnePiece(name, why));
  const type = isCertificate ? 'certificate' : sealed.record.type;
  return { type, id, name, leaf: leafOf(written), signed: sealed.jws !== null, sealed };
}

const STATEMENTS = 'received,read,understands,applies';

function disagreements(certificate: Certificate): string[] {
  const { id, obligation, signer, openedAt, signedAt, statements } = certificate;
  return [
    ...(id === obligation.id ? [] : ['its id is not its obligation’s']),
    ...(id.endsWith(`.${signer.id}`) ? [] : ['its id is not its signer’s']),
    ...(openedAt <= signedAt ? [] : ['it was signed before the Code was opened']),
    ...(statements.map((each) => each.id).join() === STATEMENTS
      ? []
      : ['it has not the four statements of the Code']),
  ];
}

/** How records of papers are called in the ledger. */
export const PAPER = 'paper-certificate';

function paperDisagreements(record: Other): string[] {
  const paper = Paper.safeParse(record).data;
  if (!paper) return ['it does not say what the record of a paper says'];
  const { id, obligation, personId, by, corrects, signedOn, at } = paper;
  return [
    ...(id.startsWith(`${obligation.id}.paper.`) ? [] : ['its id is not its obligation’s']),
    ...(obligation.id.endsWith(`.${personId}`) ? [] : ['its obligation is not its signer’s']),
    ...(by === personId ? ['they recorded it themselves'] : []),
    // Somewhere on earth it is a day later already.
    ...(Date.parse(signedOn) <= Date.parse(at) + 86_400_000 ? [] : ['it is dated after it was recorded']),
    ...(corrects && !corrects.id.startsWith(`${obligation.id}.paper.`) ? ['it corrects another’s'] : []),
  ];
}

/** How corrections are called in the ledger. */
export const CORRECTION = 'correction';

function correctionDisagreements(record: Other): string[] {
  const correction = Correction.safeParse(record).data;
  if (!correction) return ['it does not say what is wrong in which certificate'];
  const { id, corrects, personId, by } = correction;
  return [
    ...(id.startsWith(`${corrects.id}.correction.`) ? [] : ['its id is not that of what it corrects']),
    ...(corrects.id.endsWith(`.${personId}`) ? [] : ['it corrects another’s']),
    ...(by === personId ? ['they corrected it themselves'] : []),
  ];
}

/** Which earlier record a correction, or the newer record of a paper, names by its hash. */
export function correctedBy(sealed: Sealed): { readonly id: string; readonly sha256: string } | undefined {
  return z.object({ corrects: z.object({ id: text, sha256: z.string() }) }).safeParse(sealed.content).data
    ?.corrects;
}

function nameOf(sealed: Sealed): string {
  if ('record' in sealed && sealed.record.type === PAPER) {
    const { id, displayName, byName } = sealed.record;
    return t.paper(clean(id), clean(String(displayName)), clean(String(byName)));
  }
  if ('record' in sealed) return `${sealed.record.type} ${clean(sealed.record.id)}`;
  const { id, signer } = sealed.certificate;
  return `certificate ${clean(id)} (${clean(signer.displayName)})`;
}
