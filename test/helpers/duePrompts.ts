import type { Stores } from '../../src/usecases/ports.ts';
import { obligationRecord } from './obligations.ts';
import { conversationOf, type PersonFacts, personRecord } from './people.ts';

/** As many as a store shares a flush among. */
const TOGETHER = 200;

/** The conversation of the n-th person. */
export const chatOf = (n: number): string => `chat-${n}`;

/** The person's number of a conversation. */
export const numberOf = (conversation: string): number => Number(conversation.slice('chat-'.length));

/** So many people with a chat, each with a prompt that is due. */
export async function fillWithDue(
  { people, obligations }: Pick<Stores, 'people' | 'obligations'>,
  options: {
    readonly count: number;
    readonly serviceUrl: string;
    readonly facts?: (n: number) => PersonFacts;
  },
): Promise<void> {
  const { count, serviceUrl, facts } = options;
  for (let from = 0; from < count; from += TOGETHER) {
    const numbers = Array.from({ length: Math.min(TOGETHER, count - from) }, (_, index) => from + index);
    await Promise.all(
      numbers.flatMap((n) => {
        const name = `Person ${n}`;
        const conversation = conversationOf(name, { serviceUrl, conversationId: chatOf(n) });
        return [
          people.create(personRecord(name, { conversation, ...facts?.(n) })),
          obligations.create(obligationRecord(name)),
        ];
      }),
    );
  }
}
