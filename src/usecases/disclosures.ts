import { type Disclosure, type DisclosureRef, disclosureRef } from '../domain/certificate.ts';
import { StoreUnavailable } from './failures.ts';
import type { CertificateStore } from './ports.ts';

/** Longer texts are refused: a conversation with the Compliance Office serves better than a card. Characters. */
export const DISCLOSURE_LIMIT = 4_000;

/** A person sends one text, and another when they could not know that the first was kept. */
const MOST_TEXTS = 20;

/**
 * Keeps what someone disclosed apart from everything managers and certificates show. Sent again, it is found again; a
 * different text never hides behind an earlier one. One store call, two more for each text kept before. `before` is
 * called with what the reference will be, before it is kept: what must not fail afterwards is done in it.
 */
export async function sealDisclosure(
  deps: { certificates: CertificateStore },
  disclosure: Omit<Disclosure, 'id'>,
  before: (reference: DisclosureRef) => Promise<void> = async () => undefined,
): Promise<DisclosureRef> {
  const { personId, obligationId, kind, text } = disclosure;
  for (let number = 1; number <= MOST_TEXTS; number += 1) {
    const kept: Disclosure = { ...disclosure, id: `${obligationId}.${kind}.${number}` };
    await before(disclosureRef(kept));
    if ((await deps.certificates.createDisclosure(kept)) === 'created') return disclosureRef(kept);
    const earlier = await deps.certificates.getDisclosure(personId, kept.id);
    if (earlier?.text !== text) continue;
    await before(disclosureRef(earlier));
    return disclosureRef(earlier);
  }
  throw new StoreUnavailable(`More than ${MOST_TEXTS} texts were sent for one obligation.`);
}
