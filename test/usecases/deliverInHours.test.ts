import assert from 'node:assert/strict';
import type { Obligation } from '../../src/domain/obligation.ts';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { rememberConversation } from '../../src/usecases/rememberConversation.ts';
import { did } from '../helpers/did.ts';
import { obligationOf } from '../helpers/obligations.ts';
import { conversationOf, personId } from '../helpers/people.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

describe('a message that is due outside working hours', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    // A Saturday afternoon in New York, where Sunday has begun in Auckland.
    programme = testProgramme({ now: '2026-11-28T18:00:00Z' });
  });
  afterEach(() => programme.stores.close());

  const deliver = async () => did(await deliverPrompts(programme)());
  const kept = async (name: string): Promise<Obligation> => {
    const found = await programme.obligations.get(personId(name), obligationOf(name).id);
    assert.ok(found, name);
    return found.value.obligation;
  };

  it('waits until they begin, each person’s own', async () => {
    await admit(programme, 'Ada');
    await admit(programme, 'Kiri', { person: { timeZone: 'Pacific/Auckland' } });
    for (const name of ['Ada', 'Kiri']) await oblige(programme, name);
    assert.deepEqual(await deliver(), { postponed: 2 });
    assert.equal((await kept('Ada')).nextMessageAt, '2026-11-30T14:00:00.000Z');
    assert.equal((await kept('Kiri')).nextMessageAt, '2026-11-29T20:00:00.000Z');
    assert.deepEqual(await deliver(), {}, 'and is not looked at before');
    programme.clock.set('2026-11-29T20:00:00Z');
    assert.deepEqual(await deliver(), { sent: 1 });
    programme.clock.set('2026-11-30T14:00:00Z');
    assert.deepEqual(await deliver(), { sent: 1 });
  });

  it('is sent at once to somebody who is there, having just written', async () => {
    await admit(programme, 'Ada', { withoutChat: true });
    await oblige(programme, 'Ada');
    const remember = rememberConversation(programme);
    const installed = await remember(personId('Ada'), conversationOf('Ada'));
    assert.equal(installed.delivered, 0, 'an app is installed for people while they sleep');
    programme.clock.set('2026-11-30T14:00:00Z');
    await deliver();
    assert.equal(programme.messenger.sent.length, 1);

    await admit(programme, 'Bea', { withoutChat: true });
    await oblige(programme, 'Bea');
    programme.clock.set('2026-12-05T18:00:00Z');
    const wrote = await remember(personId('Bea'), conversationOf('Bea'), { isHere: true });
    assert.equal(wrote.delivered, 1);
  });
});
