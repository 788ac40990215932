import { ActivityTypes, type Attachment, CardFactory, MessageFactory, type TurnContext } from 'botbuilder';
import type { Card } from './cards/context.ts';

/** What a turn answers with. */
export type Reply = {
  /** Takes the place of the card that was clicked; in answer to a message it is sent. */
  readonly show?: Card;
  /** The card must still look like this when the chat is opened again, also on another device. */
  readonly keep?: boolean;
  /** It shows what somebody has just typed, which must not stay in the chat. */
  readonly fleeting?: boolean;
  /** New messages below. */
  readonly send?: readonly Card[];
  /** Cards of Teams' own kinds, as new messages: a file to agree to. */
  readonly attach?: readonly Attachment[];
  /** A sentence. */
  readonly say?: string;
};

/** What the client in front of the person needs of a card: Teams can use the whole width. */
export type Present = (card: Card) => Card;

/** Sends a reply as messages. */
export async function sendReply(context: TurnContext, reply: Reply, present: Present): Promise<void> {
  if (reply.say) await context.sendActivity(MessageFactory.text(reply.say));
  for (const card of [...(reply.show ? [reply.show] : []), ...(reply.send ?? [])])
    await context.sendActivity(MessageFactory.attachment(CardFactory.adaptiveCard(present(card))));
  for (const attachment of reply.attach ?? [])
    await context.sendActivity(MessageFactory.attachment(attachment));
}

/** Answers an invoke: HTTP 200 always, what happened is in the body. */
export async function answerInvoke(context: TurnContext, reply: Reply, present: Present): Promise<void> {
  await context.sendActivity({
    type: ActivityTypes.InvokeResponse,
    value: {
      status: 200,
      body: reply.show ? cardResponse(present(reply.show)) : messageResponse(reply.say ?? ''),
    },
  });
}

function cardResponse(card: Card): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
}

function messageResponse(text: string): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text };
}
