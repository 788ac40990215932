import { decide } from '../domain/decide.ts';
import type { ObligationId, PersonId } from '../domain/ids.ts';
import type { Obligation } from '../domain/obligation.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { DISCLOSURE_LIMIT, sealDisclosure } from './disclosures.ts';
import { heal, isCertified } from './heal.ts';
import type { CertificateStore, Clock, ObligationStore } from './ports.ts';
import { updateObligation } from './updateObligation.ts';

export type DeclineCommand = {
  readonly signer: PersonId;
  readonly obligationId: ObligationId;
  readonly reason: string;
};

/** Records a refusal to certify with its reason, which only compliance may read. Four store calls. */
export function declineCertificate(deps: {
  obligations: ObligationStore;
  certificates: CertificateStore;
  clock: Clock;
  nonce: () => string;
}) {
  return async (command: DeclineCommand): Promise<Obligation | Refusal> => {
    const reason = command.reason.trim();
    const found = await deps.obligations.get(command.signer, command.obligationId);
    if (!found) return refuse('unknown-obligation');
    const healed = await heal(deps, found);
    const { obligation } = healed;
    if (isCertified(healed)) return refuse('already-certified');
    const now = deps.clock();
    if (reason === '') return refuse('text-missing');
    if (reason.length > DISCLOSURE_LIMIT) return refuse('text-too-long');
    const allowed = decide(
      obligation,
      { type: 'decline', record: { id: '', sha256: obligation.codeHash } },
      now,
    );
    if (isRefusal(allowed)) return allowed;
    const record = await sealDisclosure(deps, {
      personId: command.signer,
      obligationId: obligation.id,
      kind: 'decline',
      text: reason,
      nonce: deps.nonce(),
      at: now,
    });
    const result = await updateObligation(
      deps.obligations,
      { personId: command.signer, id: obligation.id, known: found },
      (current) => decide(current, { type: 'decline', record }, now),
    );
    return isRefusal(result) ? result : result.value.obligation;
  };
}
