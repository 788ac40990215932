import type { Certificate, SealedCertificate } from '../../src/domain/certificate.ts';
import { seal } from '../../src/domain/certificate.ts';
import { canonicalJson } from '../../src/domain/digest.ts';
import type { Instant, PersonId, TenantId } from '../../src/domain/ids.ts';
import { signJws } from '../../src/usecases/signJws.ts';
import { MONDAY } from '../helpers/clock.ts';
import { obligationOf } from '../helpers/obligations.ts';
import { guid } from '../helpers/people.ts';
import { testSigner } from '../helpers/testSigner.ts';

/** A certificate of somebody as signing makes it. */
export async function certificateOf(name: string, signedAt: Instant = MONDAY): Promise<SealedCertificate> {
  const obligation = obligationOf(name);
  const certificate: Certificate = {
    schema: 2,
    type: 'electronic',
    id: obligation.id,
    addressedTo: 'Audit Committee',
    company: 'Aleris International, Inc.',
    statements: [{ id: 'received', shown: 'I have received a copy.', english: 'I have received a copy.' }],
    language: 'en',
    code: { title: 'Code', label: '1', sha256: obligation.codeHash, passages: 40 },
    consent: { version: '1', shown: 'I agree.', english: 'I agree.' },
    signer: {
      id: obligation.personId as PersonId,
      tenant: guid('tenant') as TenantId,
      displayName: name,
      typedName: name,
      role: 'finance-staff',
    },
    obligation: {
      id: obligation.id,
      reason: obligation.reason,
      cycle: obligation.cycle,
      due: obligation.due,
      overdueAfter: obligation.overdueAfter,
      late: false,
    },
    openedAt: MONDAY,
    signedAt,
    channel: { id: 'msteams', conversationId: 'c', activityId: 'a' },
    authentication: { method: 'teams', at: MONDAY, description: 'in Teams' },
    software: { name: 'bot', version: '0.1.0' },
  };
  const payload = canonicalJson(certificate);
  return seal(certificate, await signJws(testSigner, { payload, typ: 'coec-certificate+json' }));
}
