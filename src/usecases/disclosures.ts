import { type Disclosure, type DisclosureRef, disclosureRef } from '../domain/certificate.ts';
import { digestOf } from '../domain/digest.ts';
import type { CertificateStore } from './ports.ts';

/** Longer texts are refused: a conversation with the Compliance Office serves better than a card. Characters. */
export const DISCLOSURE_LIMIT = 4_000;

/**
 * Keeps what someone disclosed apart from everything managers and certificates show. Its id follows from its
 * content, so that a retry finds it and a different text never hides behind an earlier one. One store call.
 */
export async function sealDisclosure(
  deps: { certificates: CertificateStore },
  disclosure: Omit<Disclosure, 'id'>,
): Promise<DisclosureRef> {
  const id = `${disclosure.obligationId}.${disclosure.kind}.${digestOf(disclosure).slice(0, 16)}`;
  const kept: Disclosure = { ...disclosure, id };
  await deps.certificates.createDisclosure(kept);
  return disclosureRef(kept);
}
