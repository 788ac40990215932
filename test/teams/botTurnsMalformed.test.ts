import assert from 'node:assert/strict';
import { CONTEXT } from './cards/cardWorld.ts';
import { activityFrom, type Chat, chatOf, post, readInvoked } from './chat.ts';
import { COMPANY } from './company.ts';
import { openStage, type Stage, TENANT } from './stage.ts';

const { problems } = CONTEXT.texts;
const MAYA = { name: 'maya', aadObjectId: COMPANY.maya.id };

describe('a request that cannot be used', () => {
  let stage: Stage;
  let maya: Chat;
  let untouched: string;

  const everything = async () => {
    const kept: unknown[] = [];
    for await (const batch of stage.stores.obligations.ofCycle((await stage.obligationOf('maya')).cycle))
      kept.push(...batch);
    return JSON.stringify(kept);
  };

  before(async () => {
    stage = await openStage();
    maya = chatOf(stage, 'maya');
    await maya.install();
    untouched = await everything();
  });
  after(() => stage.close());
  afterEach(async () => assert.equal(await everything(), untouched, 'nothing may have changed'));

  const NOT_JSON = 'The body is not JSON that can be read.';
  const NO_ACTIVITY = 'This is not a Bot Framework activity.';
  const bodies: Readonly<Record<string, [body: string, status: number, says: string]>> = {
    'is cut off': ['{"type": "message", "text": ', 400, NOT_JSON],
    'is no JSON': ['marmalade', 400, NOT_JSON],
    'is nested without end and cut off': ['['.repeat(20_000), 400, NOT_JSON],
    'is JSON but no object': ['"message"', 400, NO_ACTIVITY],
    'is null': ['null', 400, NO_ACTIVITY],
    'is a list': ['[]', 400, NO_ACTIVITY],
    'is an empty object': ['{}', 400, NO_ACTIVITY],
    'is empty': ['', 400, NO_ACTIVITY],
    'has a prototype of its own': ['{"__proto__": {"type": "message"}}', 400, NO_ACTIVITY],
    'is larger than anything Teams sends': [
      JSON.stringify({ text: 'x'.repeat(300_000) }),
      413,
      'The body is larger than 262144 bytes.',
    ],
  };
  for (const [what, [body, status, says]] of Object.entries(bodies)) {
    it(`because its body ${what} is answered ${status}, in words`, async () => {
      assert.deepEqual(await post(stage, body), { status, body: { error: says } });
    });
  }

  const activities: Readonly<Record<string, object>> = {
    'has no sender': { type: 'message', text: 'status', from: undefined },
    'has no conversation': { type: 'message', text: 'status', conversation: undefined },
    'has a text that is no text': { type: 'message', text: ['status'] },
    'has an address that is none': { type: 'message', text: 'status', serviceUrl: 'x' },
  };
  for (const [what, facts] of Object.entries(activities)) {
    it(`because its activity ${what} is answered 400, in words`, async () => {
      const answer = await post(stage, activityFrom(stage, MAYA, facts));
      assert.deepEqual(answer, { status: 400, body: { error: NO_ACTIVITY } });
    });
  }

  it('because it is of another tenant or of none is answered 403', async () => {
    for (const tenantId of ['another-tenant', undefined]) {
      const facts = { type: 'message', text: 'status', conversation: { id: 'x', tenantId }, channelData: {} };
      const answer = await post(stage, activityFrom(stage, MAYA, facts));
      assert.equal(answer.status, 403);
    }
  });

  const values: Readonly<Record<string, unknown>> = {
    'there is none': undefined,
    'it is null': null,
    'it is a text': 'certificate.sign',
    'it has no action': { trigger: 'manual' },
    'its action is a text': { action: 'sign' },
    'it has no verb': { action: { type: 'Action.Execute', data: {} } },
    'its verb is unknown': { action: { type: 'Action.Execute', verb: 'certificate.forge', data: {} } },
    'its verb is that of every object': { action: { type: 'Action.Execute', verb: 'toString', data: {} } },
    'its data is missing': { action: { type: 'Action.Execute', verb: 'certificate.sign' } },
    'its obligation is a wildcard': { action: { verb: 'certificate.form', data: { obligation: '*' } } },
    'it has inputs we never asked for': {
      action: { verb: 'refresh', data: { obligation: 'a.b', admin: true } },
    },
  };
  for (const [what, value] of Object.entries(values)) {
    it(`because a card sent a value and ${what} is answered with HTTP 200 and a sentence`, async () => {
      const answer = await maya.invoke(value);
      assert.equal(answer.status, 200);
      assert.deepEqual(readInvoked(answer.body), { sentence: problems.unusableCard });
    });
  }

  it('because it invokes something else is answered with HTTP 200 and a sentence', async () => {
    for (const name of ['signin/verifyState', 'composeExtension/query', 'task/fetch', undefined]) {
      const answer = await post(stage, activityFrom(stage, MAYA, { type: 'invoke', name, value: {} }));
      assert.equal(answer.status, 200);
      assert.equal(readInvoked(answer.body).sentence, problems.unusableCard);
    }
  });

  it('because a person has no object id changes nothing and says that they are not known', async () => {
    const value = {
      action: { verb: 'refresh', data: { obligation: (await stage.obligationOf('maya')).id } },
    };
    const nobody = { from: { id: '29:anonymous' } };
    const invoke = { type: 'invoke', name: 'adaptiveCard/action', value, ...nobody };
    const answer = await post(stage, activityFrom(stage, MAYA, invoke));
    assert.equal(readInvoked(answer.body).sentence, CONTEXT.texts.certification.standing.unknown);
  });

  it('because it only tells of typing, a reaction or an edit is taken and left', async () => {
    const before = stage.connector.sent.length;
    for (const type of [
      'typing',
      'messageReaction',
      'messageUpdate',
      'messageDelete',
      'event',
      'something-new',
    ]) {
      const { status } = await post(stage, activityFrom(stage, MAYA, { type }));
      assert.equal(status, 200, type);
    }
    assert.equal(stage.connector.sent.length, before);
  });

  it('because its text is 100 KB or no words is answered like any other', async () => {
    for (const text of ['what about gifts? '.repeat(5_500), '', '\u0000\u202E', '🦔'.repeat(5_000)]) {
      const [answer, ...more] = await maya.type(text);
      assert.ok(answer && more.length === 0);
    }
  });

  it('because somebody else joined is taken and left', async () => {
    const conversation = { id: 'chat-of-maya', tenantId: TENANT, conversationType: 'personal' };
    const joined = { type: 'conversationUpdate', membersAdded: [{ id: '29:somebody' }], conversation };
    assert.equal((await post(stage, activityFrom(stage, MAYA, joined))).status, 200);
  });
});
