import { decide } from '../domain/decide.ts';
import type { ObligationId, PersonId } from '../domain/ids.ts';
import type { Obligation } from '../domain/obligation.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import type { Clock, ObligationStore } from './ports.ts';
import { updateObligation } from './updateObligation.ts';

/** Records that the Code's text was opened, which must come before signing (C1, "has read it"). Two store calls. */
export function openCode(deps: { obligations: ObligationStore; clock: Clock }) {
  return async (personId: PersonId, id: ObligationId): Promise<Obligation | Refusal> => {
    const result = await updateObligation(deps.obligations, { personId, id }, (obligation) =>
      decide(obligation, { type: 'open-code' }, deps.clock()),
    );
    return isRefusal(result) ? result : result.value.obligation;
  };
}
