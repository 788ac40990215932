import assert from 'node:assert/strict';
import type { Card } from '../../src/teams/cards/context.ts';
import { elementsOfType, type Node } from './cards/readCard.ts';
import { COMPANY, type CompanyName } from './company.ts';
import { cardOf, type Sent } from './connectorStub.ts';
import { type Stage, TENANT } from './stage.ts';

export type Answered = { readonly status: number; readonly body: unknown };

/** What the body of an invoke's answer says: a card that takes the place of the one clicked, or a sentence. */
export type Invoked = { readonly card?: Card; readonly sentence?: string };

export type PressOptions = {
  /** The card's message; the receipt takes its place. */
  readonly on?: Sent;
  readonly trigger?: 'automatic' | 'manual';
};

/** One person's personal chat with the bot, as their Teams client would hold it. */
export type Chat = {
  install(): Promise<void>;
  /** Types a text; gives what the bot wrote in answer. */
  type(text: string): Promise<readonly Sent[]>;
  /** Types a text that is answered by one card. */
  see(text: string): Promise<Card>;
  /** Presses the button of a card that has this verb. */
  press(card: Card, verb: string, inputs?: object, options?: PressOptions): Promise<Invoked>;
  /** Sends any value as a card's action would. */
  invoke(value: unknown, options?: PressOptions): Promise<Answered>;
  /** The newest prompt. */
  prompt(): Sent;
};

export function chatOf(stage: Stage, name: CompanyName): Chat {
  const who = { name, aadObjectId: COMPANY[name].id };
  const conversation = `chat-of-${name}`;
  const send = async (facts: object): Promise<Answered> => {
    const answer = await post(
      stage,
      activityFrom(stage, who, { conversation: personal(conversation), ...facts }),
    );
    await stage.service.settle();
    return answer;
  };
  const chat: Chat = {
    async install() {
      const answer = await send({ type: 'installationUpdate', action: 'add' });
      assert.equal(answer.status, 200);
    },
    async type(text) {
      const before = stage.connector.sent.length;
      const answer = await send({ type: 'message', text });
      assert.equal(answer.status, 200);
      return stage.connector.sent.slice(before);
    },
    async see(text) {
      const [answer, ...more] = await chat.type(text);
      assert.ok(answer && more.length === 0, `one answer to "${text}"`);
      return cardOf(answer);
    },
    async press(card, verb, inputs = {}, options = {}) {
      const action = buttonOf(card, verb);
      const data = { ...(action.data as object), ...inputs };
      const { status, body } = await chat.invoke({ action: { type: 'Action.Execute', verb, data } }, options);
      assert.equal(status, 200);
      return readInvoked(body);
    },
    invoke: (value, { on, trigger } = {}) =>
      send({
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: trigger && typeof value === 'object' ? { ...value, trigger } : value,
        ...(on && { replyToId: on.id }),
      }),
    prompt() {
      const prompts = stage.connector.sent.filter(
        (sent) =>
          sent.conversation === conversation &&
          sent.activity.summary &&
          JSON.stringify(cardOf(sent)).includes(who.aadObjectId),
      );
      const newest = prompts.at(-1);
      assert.ok(newest, `${name} has no prompt`);
      return newest;
    },
  };
  return chat;
}

/** The answer to an invoke, which is always HTTP 200 with what happened in the body. */
export function readInvoked(body: unknown): Invoked {
  const { statusCode, type, value } = body as { statusCode: number; type: string; value: unknown };
  assert.equal(statusCode, 200);
  if (type === 'application/vnd.microsoft.card.adaptive') return { card: value as Card };
  assert.equal(type, 'application/vnd.microsoft.activity.message');
  return { sentence: String(value) };
}

export function buttonOf(card: Card, verb: string): Node {
  const action = elementsOfType(card, 'Action.Execute').find((each) => each.verb === verb);
  assert.ok(action, `the card has a button for ${verb}`);
  return action;
}

export function personal(id: string): object {
  return { id, tenantId: TENANT, conversationType: 'personal' };
}

let activities = 0;

/** An activity as Teams sends it. */
export function activityFrom(
  stage: Pick<Stage, 'connector'>,
  who: { name: string; aadObjectId: string },
  facts: object,
): object {
  activities += 1;
  return {
    id: `activity-${activities}`,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl: stage.connector.url,
    from: { id: `29:${who.name}`, name: who.name, aadObjectId: who.aadObjectId },
    recipient: { id: '28:bot', name: 'Code of Ethics' },
    conversation: personal('a-chat'),
    channelData: { tenant: { id: TENANT } },
    ...facts,
  };
}

export async function post(stage: Pick<Stage, 'url'>, body: object | string): Promise<Answered> {
  const response = await fetch(stage.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
