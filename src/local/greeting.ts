import type { PersonId } from '../domain/ids.ts';
import type { ConversationAddress } from '../usecases/ports.ts';
import type { Reached } from '../usecases/rememberConversation.ts';

type ChatExists = (person: PersonId, address: ConversationAddress) => Promise<void>;

/** Agents Playground reports an opened page two or three times within moments. Milliseconds. */
const ONE_OPENING = 3_000;

/**
 * Agents Playground forgets a chat when its page is loaded again, which Teams never does: whoever opens it then sees
 * where they stand instead of an empty chat. Reports of the same opening wait for the first and add nothing.
 */
export function greetingChats(deps: {
  remember: (person: PersonId, address: ConversationAddress) => Promise<Reached>;
  greet: (person: PersonId, address: ConversationAddress) => Promise<void>;
}): ChatExists {
  const openings = new Map<string, { at: number; done: Promise<void> }>();
  return async (person, address) => {
    const current = openings.get(address.conversationId);
    if (current && performance.now() - current.at < ONE_OPENING) return await current.done;
    const done = open(deps, person, address);
    openings.set(address.conversationId, { at: performance.now(), done });
    await done;
  };
}

async function open(
  { remember, greet }: Parameters<typeof greetingChats>[0],
  person: PersonId,
  address: ConversationAddress,
): Promise<void> {
  const { delivered } = await remember(person, address);
  if (delivered === 0) await greet(person, address);
}
