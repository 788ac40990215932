import assert from 'node:assert/strict';
import type { Obligation } from '../../src/domain/obligation.ts';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { at } from '../helpers/clock.ts';
import { earlierCode } from '../helpers/code.ts';
import { did } from '../helpers/did.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { conversationOf, personId } from '../helpers/people.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

describe('delivering prompts', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const deliver = () => deliverPrompts(programme)();
  const kept = async (name: string): Promise<Obligation> => {
    const found = await programme.obligations.get(personId(name), obligationOf(name).id);
    assert.ok(found, name);
    return found.value.obligation;
  };
  const sentTo = (name: string) =>
    programme.messenger.sent.filter(({ message }) => message.obligation.personId === personId(name));

  it('writes to everybody whose message is due, where they last wrote from', async () => {
    const { person } = await admit(programme, 'Ada');
    await oblige(programme, 'Ada');
    assert.deepEqual(did(await deliver()), { sent: 1 });
    const [only] = sentTo('Ada');
    assert.deepEqual(only?.to, conversationOf('Ada'));
    assert.deepEqual([only?.message.kind, only?.message.person], ['prompt', person]);
    const { messagesSent, lastMessageAt, nextMessageAt } = await kept('Ada');
    assert.deepEqual([messagesSent, lastMessageAt], [1, programme.clock()]);
    assert.equal(nextMessageAt, '2026-12-03T14:00:00.000Z', 'the next step of the ladder');
  });

  it('sends nothing twice', async () => {
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada');
    await deliver();
    for (const hours of [0, 1, 24]) {
      programme.clock.advance({ hours });
      assert.deepEqual(did(await deliver()), {});
    }
    assert.equal(programme.messenger.sent.length, 1);
  });

  it('sends one message to somebody who is asked for the amended Code before the earlier one has ended', async () => {
    await admit(programme, 'Ada');
    await admit(programme, 'Bea');
    await oblige(programme, 'Ada', { codeHash: earlierCode.hash });
    await oblige(programme, 'Ada');
    await oblige(programme, 'Bea', { codeHash: earlierCode.hash });
    assert.deepEqual(did(await deliver()), { sent: 2, elsewhere: 1 });
    assert.deepEqual(
      sentTo('Ada').map(({ message }) => message.obligation.codeHash),
      [programme.code.hash],
    );
    assert.equal(sentTo('Bea').length, 1, 'nothing asks for the amended one yet');
  });

  it('sends one message when two processes deliver at the same time', async () => {
    for (const name of ['Ada', 'Bea', 'Cas']) {
      await admit(programme, name);
      await oblige(programme, name);
    }
    const reports = await Promise.all([deliver(), deliver()]);
    assert.equal(programme.messenger.sent.length, 3);
    assert.equal(
      reports.reduce((sum, { sent }) => sum + sent, 0),
      3,
    );
  });

  it('stores what it is about to do before it does it', async () => {
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada');
    let meanwhile: Obligation | undefined;
    programme.messenger.meanwhile(async () => {
      meanwhile = await kept('Ada');
    });
    await deliver();
    const intended = meanwhile?.history.at(-1);
    assert.ok(intended?.type === 'message-intended');
    assert.equal(meanwhile?.nextMessageAt, at('2026-11-23T15:10:00Z'));
    assert.equal(meanwhile?.messagesSent, 0);
  });

  it('reminds on the ladder, then every week, until somebody signs', async () => {
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada', { issuedAt: '2026-11-23T15:00:00Z' });
    const days: string[] = [];
    for (let hour = 0; hour < 50 * 24; hour += 1) {
      const before = programme.messenger.sent.length;
      await deliver();
      if (programme.messenger.sent.length > before) days.push(programme.clock().slice(5, 16));
      programme.clock.advance({ hours: 1 });
    }
    assert.deepEqual(days, [
      '11-23T15:00',
      '12-03T14:00',
      '12-10T14:00',
      '12-16T14:00',
      '12-17T14:00',
      '12-24T14:00',
      '12-31T14:00',
      '01-07T14:00',
    ]);
    const kinds = programme.messenger.sent.map(({ message }) => message.kind);
    assert.deepEqual(kinds, ['prompt', ...Array(7).fill('reminder')]);
  });

  it('leaves in peace who has signed, declined, is paused, excused or gone', async () => {
    for (const event of [
      happened.certified('Ada'),
      happened.declined(),
      happened.paused(),
      happened.excused(),
      happened.left(),
      happened.superseded(),
    ]) {
      await admit(programme, event.type);
      await oblige(programme, event.type, { events: [event] });
    }
    programme.clock.advance({ days: 90 });
    assert.deepEqual(did(await deliver()), {});
    assert.deepEqual(programme.messenger.sent, []);
  });

  it('falls silent about older cycles', async () => {
    await admit(programme, 'Ada');
    const old = await oblige(programme, 'Ada', { cycle: '2025', issuedAt: '2025-11-02T10:00:00Z' });
    await oblige(programme, 'Ada');
    assert.deepEqual(did(await deliver()), { sent: 1, silenced: 1 });
    assert.deepEqual(
      sentTo('Ada').map(({ message }) => message.obligation.cycle),
      ['2026'],
    );
    const found = await programme.obligations.get(old.personId, old.id);
    assert.equal(found?.value.obligation.nextMessageAt, undefined);
    assert.equal(found?.value.obligation.state.status, 'outstanding');
    programme.clock.advance({ days: 1 });
    assert.deepEqual(did(await deliver()), {});
  });

  it('does not disturb the certificate of somebody who signs while the message is under way', async () => {
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada', { events: [happened.opened()] });
    programme.messenger.meanwhile(async () => {
      const found = await programme.obligations.get(personId('Ada'), obligationOf('Ada').id);
      assert.ok(found);
      const obligation = obligationOf('Ada', { events: [happened.opened(), happened.certified('Ada')] });
      await programme.obligations.replace({ ...found, value: { ...found.value, obligation } });
    });
    await deliver();
    const { state, messagesSent } = await kept('Ada');
    assert.deepEqual([state.status, messagesSent], ['certified', 0]);
  });
});
