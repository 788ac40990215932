import type { ConversationAddress } from '../usecases/ports.ts';

/** People whose address this process remembers; beyond it the oldest are looked up in the store again. */
const MOST = 20_000;

/** Whether an address is the one this process saw last for a person, so that a turn need not look it up. */
export function seenLately(): (channelUser: string, address: ConversationAddress) => boolean {
  const seen = new Map<string, string>();
  return (channelUser, { serviceUrl, conversationId, locale }) => {
    const now = `${serviceUrl} ${conversationId} ${locale ?? ''}`;
    const same = seen.get(channelUser) === now;
    seen.delete(channelUser);
    seen.set(channelUser, now);
    const [oldest] = seen.keys();
    if (seen.size > MOST && oldest !== undefined) seen.delete(oldest);
    return same;
  };
}
