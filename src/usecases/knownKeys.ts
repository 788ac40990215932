import { canonicalJson } from '../domain/digest.ts';
import { isSignedWith, keyIdOf, type PublicJwk, payloadOf, thumbprint } from '../domain/jws.ts';
import type { LedgerSubject } from '../domain/signedRecord.ts';
import type { ProgrammeStore } from './ports.ts';

export type KnownKeys = {
  /** Whether a key of the programme signed just this text. */
  readonly over: (jws: string, canonical: string) => boolean;
  /** The same for a certificate or record; true for certificates of before there was a key. */
  readonly signed: (subject: LedgerSubject) => boolean;
};

/** The public keys the programme has signed with; one that is kept under another name than its own is none. */
export async function knownKeys(programme: ProgrammeStore): Promise<KnownKeys> {
  const keys = new Map<string, PublicJwk>();
  for (let after = ''; ; ) {
    const page = await programme.list('signing-key', { limit: 100, after });
    for (const { id, value } of page.items) if (thumbprint(value.jwk) === id) keys.set(id, value.jwk);
    if (page.next === undefined) break;
    after = page.next;
  }
  const over = (jws: string, canonical: string): boolean => {
    const key = keys.get(keyIdOf(jws) ?? '');
    return key !== undefined && payloadOf(jws) === canonical && isSignedWith(jws, key);
  };
  return {
    over,
    signed: (subject) =>
      'certificate' in subject
        ? subject.jws === null
          ? subject.certificate.schema === 1
          : over(subject.jws, canonicalJson(subject.certificate))
        : over(subject.jws, canonicalJson(subject.record)),
  };
}
