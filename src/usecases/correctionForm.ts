import type { SealedCertificate } from '../domain/certificate.ts';
import type { PersonId } from '../domain/ids.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { type Correction, correctionsIn, type SealedRecord } from '../domain/signedRecord.ts';
import { mayAct } from './mayAct.ts';
import { type Telling, tellingOf } from './noticeBox.ts';
import type { CertificateStore, PeopleStore, PersonRecord, ProgrammeStore } from './ports.ts';

/** A certificate somebody signed here, and what was said to be wrong in it. */
export type Correctable = {
  readonly sealed: SealedCertificate;
  readonly corrections: readonly (SealedRecord<Correction> & { readonly telling?: Telling })[];
};

export type CorrectionForm = {
  readonly person: PersonRecord;
  /** The newest first; perhaps none. */
  readonly certificates: readonly Correctable[];
};

/** What of somebody's can be corrected: for compliance, and never about themselves. Five store calls. */
export function correctionForm(deps: {
  readonly people: PeopleStore;
  readonly certificates: CertificateStore;
  readonly programme: ProgrammeStore;
}) {
  return async (by: PersonId, personId: PersonId): Promise<CorrectionForm | Refusal> => {
    if (!(await mayAct(deps.people, by, 'compliance'))) return refuse('role-missing');
    if (by === personId) return refuse('not-yours');
    const [person, certificates, records, notices] = await Promise.all([
      deps.people.get(personId),
      deps.certificates.ofPerson(personId),
      deps.certificates.recordsOf(personId),
      deps.programme.get('notice', personId),
    ]);
    if (!person) return refuse('unknown-obligation');
    const corrections = correctionsIn(records);
    return {
      person: person.value,
      certificates: certificates.map((sealed) => ({
        sealed,
        corrections: corrections.flatMap((each) => {
          if (each.record.corrects.id !== sealed.certificate.id) return [];
          const telling = tellingOf(notices?.value, each.record.id);
          return [{ ...each, ...(telling && { telling }) }];
        }),
      })),
    };
  };
}
