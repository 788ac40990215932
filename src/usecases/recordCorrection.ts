import { canonicalJson } from '../domain/digest.ts';
import type { CertificateId, PersonId, TenantId } from '../domain/ids.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { type Correction, type SealedRecord, sealRecord } from '../domain/signedRecord.ts';
import type { HoldsRoleNow } from './holdsRoleNow.ts';
import { foretell } from './noticeBox.ts';
import type { CertificateStore, Clock, PeopleStore, ProgrammeStore, Signer } from './ports.ts';
import { signJws } from './signJws.ts';

export type CorrectionCommand = {
  /** From the verified token. */
  readonly by: PersonId;
  readonly personId: PersonId;
  readonly certificateId: CertificateId;
  /** What is wrong in the certificate, and how it is right. */
  readonly says: string;
};

/** UTF-16 units. */
export const LONGEST_CORRECTION = 4_000;
/** More of one certificate would say that something else is wrong. */
export const MOST_CORRECTIONS = 20;

/**
 * Says what is wrong in a certificate, beside it and signed like it: the certificate itself stays as it was. For
 * compliance as the directory says at this moment, and not for the signer about themselves, who is told of it. The same
 * said again by the same person is the same correction. Some seven store calls.
 */
export function recordCorrection(deps: {
  readonly people: Pick<PeopleStore, 'get'>;
  readonly certificates: CertificateStore;
  readonly programme: ProgrammeStore;
  readonly signer: Signer;
  readonly holdsRoleNow: HoldsRoleNow;
  readonly clock: Clock;
  readonly tenant: TenantId;
  readonly software: Correction['software'];
}) {
  return async (command: CorrectionCommand): Promise<SealedRecord<Correction> | Refusal> => {
    const { by, personId, certificateId } = command;
    const says = command.says.trim();
    const actor = await deps.people.get(by);
    if (!actor?.value.roles.includes('compliance')) return refuse('role-missing');
    if (by === personId) return refuse('not-yours');
    if (says === '') return refuse('text-missing');
    if (says.length > LONGEST_CORRECTION) return refuse('text-too-long');
    const certificate = await deps.certificates.get(personId, certificateId);
    if (!certificate) return refuse('unknown-obligation');
    if ((await deps.holdsRoleNow({ person: by, role: 'compliance' })).outcome !== 'holds')
      return refuse('role-missing');
    for (let number = 1; number <= MOST_CORRECTIONS; number += 1) {
      const record: Correction = {
        schema: 1,
        type: 'correction',
        id: `${certificateId}.correction.${number}`,
        personId,
        corrects: { id: certificateId, sha256: certificate.sha256 },
        says,
        by,
        at: deps.clock(),
        tenant: deps.tenant,
        software: deps.software,
      };
      const found = await deps.certificates.getRecord(personId, record.id);
      if (found?.record.type === 'correction' && found.record.says === says && found.record.by === by)
        return { ...found, record: found.record };
      if (found) continue;
      const jws = await signJws(deps.signer, { payload: canonicalJson(record), typ: 'coec-record+json' });
      const sealed = sealRecord(record, jws);
      await foretell(deps.programme, personId, { record: record.id, at: record.at });
      if ((await deps.certificates.createRecord(sealed)) === 'created') return sealed;
      // Two clicks at once: whether it says the same is looked at again.
      number -= 1;
    }
    return refuse('too-many');
  };
}
