import type { ConversationAddress } from '../usecases/ports.ts';

/** People whose address this process remembers; beyond it the oldest are looked up in the store again. */
const MOST = 20_000;

export type KeptAddresses = {
  /** Whether this is the address that was kept last for that person, so that a turn need not look it up. */
  has(channelUser: string, address: ConversationAddress): boolean;
  add(channelUser: string, address: ConversationAddress): void;
};

/** Which addresses this process knows to be in the store. */
export function keptAddresses(): KeptAddresses {
  const kept = new Map<string, string>();
  const textOf = ({ serviceUrl, conversationId, locale }: ConversationAddress): string =>
    `${serviceUrl} ${conversationId} ${locale ?? ''}`;
  return {
    has: (channelUser, address) => kept.get(channelUser) === textOf(address),
    add(channelUser, address) {
      kept.delete(channelUser);
      kept.set(channelUser, textOf(address));
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    },
  };
}
