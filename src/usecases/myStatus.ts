import type { SealedCertificate } from '../domain/certificate.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Obligation } from '../domain/obligation.ts';
import { heal } from './heal.ts';
import type { CertificateStore, ObligationStore, PeopleStore, PersonRecord } from './ports.ts';

export type MyStatus = {
  readonly record: PersonRecord | undefined;
  /** The newest obligation; older ones are history. */
  readonly obligation: Obligation | undefined;
  /** Present when the newest obligation is certified. */
  readonly certificate: SealedCertificate | undefined;
};

type Deps = { people: PeopleStore; obligations: ObligationStore; certificates: CertificateStore };

/**
 * Where one person stands: at most three store calls, or four on the one occasion where it finds and heals a
 * certificate whose obligation a crash left open.
 */
export function myStatus(deps: Deps) {
  return async (personId: PersonId): Promise<MyStatus> => {
    const [record, obligations] = await Promise.all([
      deps.people.get(personId),
      deps.obligations.ofPerson(personId),
    ]);
    const [newest] = obligations;
    if (!newest) return { record: record?.value, obligation: undefined, certificate: undefined };
    return { record: record?.value, ...(await heal(deps, newest)) };
  };
}
