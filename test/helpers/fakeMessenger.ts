import type { PersonId } from '../../src/domain/ids.ts';
import type {
  ConversationAddress,
  Delivery,
  DigestMessage,
  Messenger,
  NoticeMessage,
  PromptMessage,
} from '../../src/usecases/ports.ts';
import { conversationOf } from './people.ts';

export type SentPrompt = { readonly to: ConversationAddress; readonly message: PromptMessage };

export type SentDigest = { readonly to: ConversationAddress; readonly message: DigestMessage };

export type SentNotice = { readonly to: ConversationAddress; readonly message: NoticeMessage };

export type FakeMessenger = Messenger & {
  /** Notices that arrived, in order. */
  readonly notices: readonly SentNotice[];
  /** What comes of notices from now on; nothing arrives. */
  failNotices(failure: Extract<Delivery, { outcome: 'failed' }> | undefined): void;
  /** Digests that were sent, in order. */
  readonly digests: readonly SentDigest[];
  /** What comes of digests from now on. */
  failDigests(failure: Extract<Delivery, { outcome: 'failed' }> | undefined): void;
  /** What arrived, in order. */
  readonly sent: readonly SentPrompt[];
  /** What comes of messages to this person from now on; nothing arrives. */
  fail(person: PersonId, delivery: Extract<Delivery, { outcome: 'failed' }>): void;
  /** Messages to this person arrive again. */
  heal(person: PersonId): void;
  /** Something that happens while a message is under way; throwing is dying after it has arrived. */
  meanwhile(act: (message: PromptMessage | DigestMessage | NoticeMessage) => Promise<void> | void): void;
};

/** Keeps what would have been sent. */
export function fakeMessenger(): FakeMessenger {
  const sent: SentPrompt[] = [];
  const failures = new Map<PersonId, Delivery>();
  const digests: SentDigest[] = [];
  const notices: SentNotice[] = [];
  let noticeFailure: Delivery | undefined;
  let digestFailure: Delivery | undefined;
  let act: (message: PromptMessage | DigestMessage | NoticeMessage) => Promise<void> | void = () => undefined;
  return {
    sent,
    fail: (person, delivery) => void failures.set(person, delivery),
    heal: (person) => void failures.delete(person),
    meanwhile: (next) => {
      act = next;
    },
    async digest(to, message) {
      digests.push({ to, message });
      await act(message);
      return digestFailure ?? { outcome: 'sent' };
    },
    failDigests: (failure) => {
      digestFailure = failure;
    },
    digests,
    notices,
    failNotices: (failure) => {
      noticeFailure = failure;
    },
    async notice(to, message) {
      if (!noticeFailure) notices.push({ to, message });
      await act(message);
      return noticeFailure ?? { outcome: 'sent' };
    },
    begin: async (person) => ({
      outcome: 'begun',
      address: conversationOf('someone', { conversationId: `begun-with-${person}` }),
    }),
    ready: async () => undefined,
    async prompt(to, message) {
      const failure = failures.get(message.obligation.personId);
      if (!failure) sent.push({ to, message });
      await act(message);
      return failure ?? { outcome: 'sent' };
    },
  };
}
