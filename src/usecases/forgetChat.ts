import { decide } from '../domain/decide.ts';
import type { PersonId } from '../domain/ids.ts';
import { isOpen } from '../domain/obligation.ts';
import type { Clock, ObligationStore } from './ports.ts';
import { updateObligation } from './updateObligation.ts';

/**
 * Somebody has removed the app: what they still owe is on the list of those not reached from now on, and not only
 * when the next reminder fails. It goes on when the app is there again.
 */
export function forgetChat(deps: { readonly obligations: ObligationStore; readonly clock: Clock }) {
  return async (personId: PersonId): Promise<void> => {
    for (const known of await deps.obligations.ofPerson(personId)) {
      const { obligation } = known.value;
      if (!isOpen(obligation) || !obligation.nextMessageAt) continue;
      const kind = obligation.messagesSent === 0 ? 'prompt' : 'reminder';
      await updateObligation(deps.obligations, { personId, id: obligation.id, known }, (current) =>
        decide(current, { type: 'record-failed', kind, because: 'app-not-installed' }, deps.clock()),
      );
    }
  };
}
