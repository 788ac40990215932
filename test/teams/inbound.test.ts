import assert from 'node:assert/strict';
import type { Activity } from 'botbuilder';
import fc from 'fast-check';
import { addressOf, isPersonal, readActivity, senderOf, tenantOf } from '../../src/teams/inbound.ts';

const ACTIVITY = {
  type: 'message',
  id: 'a-1',
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/teams/',
  from: { id: '29:1abc', aadObjectId: '20A36151-DB3D-4B4D-8703-7DFEAEC82291' },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:1', tenantId: 'tenant', conversationType: 'personal' },
  text: 'status',
};
const activity = (facts: object = {}) => ({ ...ACTIVITY, ...facts }) as unknown as Activity;

describe('the body of a request', () => {
  it('is an activity as Teams sends it, with whatever else is in it', () => {
    const body = { ...ACTIVITY, entities: [{ type: 'clientInfo' }], channelData: { tenant: { id: 't' } } };
    assert.equal(readActivity(body), body);
  });

  it('has whole characters only, or what is typed could not be signed', () => {
    const body = JSON.parse(
      String.raw`{"type":"message","value":{"action":{"data":{"typedName":"A\ud800da \ud83d\ude00","more":["\udc00"]}}}}`,
    );
    const read = readActivity({ ...ACTIVITY, ...body })?.value;
    assert.deepEqual(read, { action: { data: { typedName: 'A\ufffdda 😀', more: ['\ufffd'] } } });
  });

  it('may leave out what only some activities have', () => {
    const { text: _, id: __, ...bare } = ACTIVITY;
    assert.ok(readActivity({ ...bare, locale: null, replyToId: null, channelData: null }));
  });

  const malformed: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    'a text': 'message',
    'a list': [ACTIVITY],
    'no type': activity({ type: undefined }),
    'an empty type': activity({ type: '' }),
    'no sender': activity({ from: undefined }),
    'a sender without an id': activity({ from: {} }),
    'an object id that is no text': activity({ from: { id: 'x', aadObjectId: { $gt: '' } } }),
    'no conversation': activity({ conversation: undefined }),
    'no recipient': activity({ recipient: null }),
    'no service address': activity({ serviceUrl: undefined }),
    'a service address that is a file': activity({ serviceUrl: 'file:///etc/passwd' }),
    'a service address that is no address': activity({ serviceUrl: 'smba' }),
    'a text that is an object': activity({ text: { length: 3 } }),
    'an answer to no text': activity({ replyToId: 7 }),
    'an id of 100 KB': activity({ id: 'x'.repeat(100_000) }),
  };
  for (const [what, body] of Object.entries(malformed))
    it(`is no activity when it is or has ${what}`, () => assert.equal(readActivity(body), undefined));

  it('is read or refused, and never an error, whatever JSON it is', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readActivity(value)));
    const broken = fc.tuple(fc.constantFrom(...Object.keys(ACTIVITY)), fc.jsonValue());
    fc.assert(fc.property(broken, ([key, value]) => void readActivity({ ...ACTIVITY, [key]: value })));
  });
});

describe('an activity', () => {
  it('comes from the person whom the channel names, in the form the directory writes ids', () => {
    assert.equal(senderOf(activity()).personId, '20a36151-db3d-4b4d-8703-7dfeaec82291');
    assert.equal(senderOf(activity({ from: { id: '29:1abc' } })).personId, undefined);
  });

  it('comes from the tenant of its conversation, else of its channel', () => {
    assert.equal(tenantOf(activity()), 'tenant');
    const other = activity({ conversation: { id: 'a:1' }, channelData: { tenant: { id: 't2' } } });
    assert.equal(tenantOf(other), 't2');
    assert.equal(tenantOf(activity({ conversation: { id: 'a:1' } })), undefined);
  });

  it('is personal only when it says so', () => {
    const inA = (conversationType?: string) => activity({ conversation: { id: 'a:1', conversationType } });
    assert.equal(isPersonal(inA('personal')), true);
    assert.equal(isPersonal(inA()), false);
    assert.equal(isPersonal(inA('groupChat')), false);
    assert.equal(isPersonal(inA('channel')), false);
  });

  it('says where its sender can be written to', () => {
    assert.deepEqual(addressOf(activity({ locale: 'de-DE' })), {
      channelId: 'msteams',
      serviceUrl: ACTIVITY.serviceUrl,
      conversationId: 'a:1',
      userId: '29:1abc',
      botId: '28:bot',
      locale: 'de-DE',
    });
    assert.equal('locale' in addressOf(activity()), false);
  });
});
