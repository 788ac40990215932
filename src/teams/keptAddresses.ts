import type { ConversationAddress } from '../usecases/ports.ts';

/** People whose address this process remembers; beyond it the oldest are looked up in the store again. */
const MOST = 20_000;
/**
 * How long: whoever has unblocked the bot tells nobody, and is found again when they write; and another process may
 * have learned meanwhile that they cannot be reached. Milliseconds.
 */
const FOR = 15 * 60_000;

export type KeptAddresses = {
  /** Whether this is the address that was kept last for that person, so that a turn need not look it up. */
  has(channelUser: string, address: ConversationAddress): boolean;
  add(channelUser: string, address: ConversationAddress): void;
  forget(channelUser: string): void;
};

/** Which addresses this process knows to be in the store. */
export function keptAddresses(now: () => number = () => performance.now()): KeptAddresses {
  const kept = new Map<string, { readonly text: string; readonly until: number }>();
  const textOf = ({ serviceUrl, conversationId, locale }: ConversationAddress): string =>
    `${serviceUrl} ${conversationId} ${locale ?? ''}`;
  return {
    has(channelUser, address) {
      const known = kept.get(channelUser);
      return known !== undefined && known.until > now() && known.text === textOf(address);
    },
    forget: (channelUser) => void kept.delete(channelUser),
    add(channelUser, address) {
      kept.delete(channelUser);
      kept.set(channelUser, { text: textOf(address), until: now() + FOR });
      const [oldest] = kept.keys();
      if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    },
  };
}
