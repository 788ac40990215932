import type { PersonId } from '../domain/ids.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import type { ConversationAddress, PeopleStore, PersonRecord, ProgrammeStore } from './ports.ts';

export type HandOverDeps = {
  readonly people: PeopleStore;
  readonly programme: ProgrammeStore;
  /** Shows it to one of the Compliance Office. @throws when it cannot be delivered. */
  readonly tell: (to: ConversationAddress, question: HandedOver) => Promise<void>;
};

export type HandedOver = { readonly from: PersonRecord; readonly text: string };

/** Characters. */
export const HAND_OVER_LIMIT = 2_000;

/**
 * Passes on what somebody chose to write to the Compliance Office, to everyone of it who has a chat with the bot. It
 * is kept nowhere: who could not be told is not told later (promise 6). Two store calls, and one for each of them.
 * Gives how many were told.
 */
export function handOver({ people, programme, tell }: HandOverDeps) {
  return async (from: PersonId, written: string): Promise<{ readonly told: number } | Refusal> => {
    const text = written.trim();
    if (text === '') return refuse('text-missing');
    if (text.length > HAND_OVER_LIMIT) return refuse('text-too-long');
    const [asker, population] = await Promise.all([people.get(from), programme.get('population', 'now')]);
    if (!asker) return refuse('not-covered');
    const office = await Promise.all((population?.value.compliance ?? []).map((id) => people.get(id)));
    const addresses = office.flatMap((found) =>
      found?.value.roles.includes('compliance') && !found.value.removed
        ? (found.value.conversation ?? [])
        : [],
    );
    const outcomes = await Promise.allSettled(addresses.map((to) => tell(to, { from: asker.value, text })));
    return { told: outcomes.filter(({ status }) => status === 'fulfilled').length };
  };
}
