import assert from 'node:assert/strict';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { rememberConversation } from '../../src/usecases/rememberConversation.ts';
import { did } from '../helpers/did.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { conversationOf, personId } from '../helpers/people.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

const ADA = personId('Ada');
const CHAT = conversationOf('Ada');

describe('a chat that begins', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const begin = (name = 'Ada', address = CHAT) => rememberConversation(programme)(personId(name), address);
  const deliver = () => deliverPrompts(programme)();

  it('is kept as the place to write to', async () => {
    await admit(programme, 'Ada', { withoutChat: true });
    assert.deepEqual(await begin(), { known: true, delivered: 0 });
    assert.deepEqual((await programme.people.get(ADA))?.value.conversation, CHAT);
    const moved = { ...CHAT, serviceUrl: 'https://smba.trafficmanager.net/amer/' };
    await begin('Ada', moved);
    assert.deepEqual((await programme.people.get(ADA))?.value.conversation, moved);
  });

  it('brings the prompt that is due', async () => {
    await admit(programme, 'Ada', { withoutChat: true });
    await oblige(programme, 'Ada');
    assert.deepEqual(await begin(), { known: true, delivered: 1 });
    assert.equal(programme.messenger.sent[0]?.message.kind, 'prompt');
    assert.deepEqual(did(await deliver()), {});
  });

  it('brings what could not be delivered before, once', async () => {
    await admit(programme, 'Ada', { withoutChat: true });
    await oblige(programme, 'Ada');
    await deliver();
    programme.clock.advance({ days: 3 });
    assert.deepEqual(await begin(), { known: true, delivered: 1 });
    assert.deepEqual(await begin(), { known: true, delivered: 0 });
    const found = await programme.obligations.get(ADA, obligationOf('Ada').id);
    assert.equal(found?.value.obligation.unreachable, undefined);
    assert.equal(programme.messenger.sent.length, 1);
  });

  it('again after the app was removed brings it again', async () => {
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada');
    const gone = { outcome: 'failed', because: 'blocked-by-user', retry: 'on-reinstall' } as const;
    programme.messenger.fail(ADA, gone);
    await deliver();
    programme.messenger.heal(ADA);
    assert.deepEqual(await begin(), { known: true, delivered: 1 });
  });

  it('and is reported twice at once brings one prompt', async () => {
    await admit(programme, 'Ada', { withoutChat: true });
    await oblige(programme, 'Ada');
    await deliver();
    const reports = await Promise.all([begin(), begin()]);
    assert.equal(programme.messenger.sent.length, 1);
    assert.equal(
      reports.reduce((sum, { delivered }) => sum + delivered, 0),
      1,
    );
  });

  it('and is known already costs no write', async () => {
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada');
    await deliver();
    const stores = countingStores(programme.stores);
    assert.deepEqual(await rememberConversation({ ...programme, ...stores })(ADA, CHAT), {
      known: true,
      delivered: 0,
    });
    assert.deepEqual(stores.writes(), []);
  });

  it('of somebody the directory has not shown yet is met again later', async () => {
    assert.deepEqual(await begin('Stranger'), { known: false, delivered: 0 });
    assert.equal(await programme.people.get(personId('Stranger')), undefined);
  });

  it('brings nothing to who has signed, declined or is paused, nor about older cycles', async () => {
    for (const event of [happened.certified('Ada'), happened.declined(), happened.paused()]) {
      await admit(programme, event.type, { withoutChat: true });
      await oblige(programme, event.type, { events: [event] });
      assert.deepEqual(await begin(event.type), { known: true, delivered: 0 }, event.type);
    }
    await admit(programme, 'Ada', { withoutChat: true });
    await oblige(programme, 'Ada', { cycle: '2025' });
    assert.deepEqual(await begin(), { known: true, delivered: 0 });
    assert.deepEqual(programme.messenger.sent, []);
  });
});
