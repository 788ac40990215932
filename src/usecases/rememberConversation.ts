import { decide } from '../domain/decide.ts';
import type { PersonId } from '../domain/ids.ts';
import { isOpen } from '../domain/obligation.ts';
import { isRefusal } from '../domain/refusal.ts';
import { type DeliverDeps, deliverOne } from './deliverOne.ts';
import type { ConversationAddress, PeopleStore } from './ports.ts';
import { updateObligation } from './updateObligation.ts';
import { updatePerson } from './updatePerson.ts';

export type Reached = { readonly known: boolean; readonly delivered: number };

/**
 * Someone's chat with the bot exists (again): keeps its address and sends what could not be sent before. Somebody
 * the directory has not shown yet is met again at their next message. To somebody who `isHere`, having just written,
 * it is sent at any hour.
 */
export function rememberConversation(deps: DeliverDeps) {
  return async (
    personId: PersonId,
    address: ConversationAddress,
    who: { readonly isHere?: boolean } = {},
  ): Promise<Reached> => {
    const changed = await keepAddress(deps.people, personId, address);
    if (changed === 'unknown') return { known: false, delivered: 0 };
    let delivered = 0;
    for (const record of await deps.obligations.ofPerson(personId)) {
      const { obligation } = record.value;
      if (!isOpen(obligation)) continue;
      const reachable = await updateObligation(
        deps.obligations,
        { personId, id: obligation.id, known: record },
        (current) => decide(current, { type: 'record-reachable' }, deps.clock()),
      );
      if (isRefusal(reachable)) continue;
      const { nextMessageAt } = reachable.value.obligation;
      const isDue = nextMessageAt && nextMessageAt <= deps.clock();
      if (isDue && (await deliverOne(deps, reachable, who)) === 'sent') delivered += 1;
    }
    return { known: true, delivered };
  };
}

/** Writes only what changed. Two store calls, one when nothing did. */
export async function keepAddress(
  people: PeopleStore,
  id: PersonId,
  address: ConversationAddress,
): Promise<'changed' | 'unchanged' | 'unknown'> {
  return await updatePerson(people, { id }, (record) => ({ ...record, conversation: address }));
}
