import type { SealedCertificate } from './certificate.ts';
import { canonicalJson, digestOf } from './digest.ts';
import type { CertificateId, Instant, PersonId, Sha256, TenantId } from './ids.ts';
import type { PaperCertificate } from './paperCertificate.ts';

/** Says what is wrong in a certificate. The certificate stays as it was signed. */
export type Correction = {
  readonly schema: 1;
  readonly type: 'correction';
  /** `<certificate>.correction.<number>` */
  readonly id: string;
  /** Whose certificate it is about. */
  readonly personId: PersonId;
  readonly corrects: { readonly id: CertificateId; readonly sha256: Sha256 };
  readonly says: string;
  readonly by: PersonId;
  readonly at: Instant;
  readonly tenant: TenantId;
  readonly software: { readonly name: string; readonly version: string };
};

/** Stands where a record was that retention let go: its leaf stays in the ledger, so that all others still verify. */
export type Tombstone = {
  readonly schema: 1;
  readonly type: 'tombstone';
  /** The id of what is gone, after `tombstone.` */
  readonly id: string;
  readonly personId: PersonId;
  readonly of: { readonly type: string; readonly id: string; readonly sha256: Sha256 };
  readonly because: string;
  /** The confirmed list it went with, and that list's hash. */
  readonly under: { readonly list: string; readonly sha256: Sha256 };
  /** Who confirmed the list. */
  readonly by: PersonId;
  readonly at: Instant;
  readonly tenant: TenantId;
  readonly software: { readonly name: string; readonly version: string };
};

/** What is signed and enters the ledger beside certificates. */
export type SignedRecord = Correction | Tombstone | PaperCertificate;

export type SealedRecord<R extends SignedRecord = SignedRecord> = {
  readonly record: R;
  readonly sha256: Sha256;
  readonly jws: string;
};

export function sealRecord<R extends SignedRecord>(record: R, jws: string): SealedRecord<R> {
  return { record, sha256: digestOf(record), jws };
}

/** What was said to be wrong in certificates, in the order in which it was said: the tenth after the ninth. */
export function correctionsIn(records: readonly SealedRecord[]): readonly SealedRecord<Correction>[] {
  return records
    .flatMap((sealed) => (sealed.record.type === 'correction' ? [{ ...sealed, record: sealed.record }] : []))
    .sort(({ record: a }, { record: b }) => a.id.localeCompare(b.id, 'en', { numeric: true }));
}

/** Everything that enters the ledger. */
export type LedgerSubject = SealedCertificate | SealedRecord;

/** What a subject is, as the ledger names and hashes it. */
export function ledgered(subject: LedgerSubject): {
  readonly type: 'certificate' | SignedRecord['type'];
  readonly id: string;
  readonly personId: PersonId;
  readonly at: Instant;
  readonly canonical: string;
} {
  if ('certificate' in subject) {
    const { certificate } = subject;
    const { id, signer, signedAt } = certificate;
    const canonical = canonicalJson(certificate);
    return { type: 'certificate', id, personId: signer.id, at: signedAt, canonical };
  }
  const { record } = subject;
  const { type, id, personId, at } = record;
  return { type, id, personId, at, canonical: canonicalJson(record) };
}
