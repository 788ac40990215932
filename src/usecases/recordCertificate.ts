import type { SealedCertificate } from '../domain/certificate.ts';
import { decide } from '../domain/decide.ts';
import type { Obligation } from '../domain/obligation.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { ObligationRecord, ObligationStore, Versioned } from './ports.ts';
import { updateObligation } from './updateObligation.ts';

/** Brings an obligation up to a certificate that exists: after signing, and when healing a crash in between. */
export async function recordCertificate(
  deps: { obligations: ObligationStore },
  { certificate }: SealedCertificate,
  known: Versioned<ObligationRecord>,
): Promise<Obligation> {
  const { obligation } = known.value;
  const { signedAt } = certificate;
  const result = await updateObligation(
    deps.obligations,
    { personId: obligation.personId, id: obligation.id, known },
    (current) =>
      decide(
        current,
        {
          type: 'record-certificate',
          signedAt,
          certificateId: certificate.id,
          withException: certificate.exception !== undefined,
          late: certificate.obligation.late,
        },
        signedAt,
      ),
  );
  if (isRefusal(result)) throw new Error(`A certificate's obligation refuses it: ${result.refused}.`);
  return result.value.obligation;
}
