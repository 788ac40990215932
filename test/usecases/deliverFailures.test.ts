import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { UnreachableReason } from '../../src/domain/obligation.ts';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { did } from '../helpers/did.ts';
import { mortal } from '../helpers/mortal.ts';
import { obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { ALWAYS_AT_WORK } from '../helpers/rules.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

const NAMES = ['Ada', 'Bea', 'Cas', 'Dee'];

describe('a message', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const deliver = () => deliverPrompts({ ...programme, workingRules: ALWAYS_AT_WORK })();
  const kept = async (name: string) =>
    (await programme.obligations.get(personId(name), obligationOf(name).id))?.value.obligation;
  const arrivals = () => {
    const counts = new Map(NAMES.map((name) => [personId(name), 0]));
    for (const { message } of programme.messenger.sent) {
      const { personId: id } = message.obligation;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return [...counts.values()];
  };

  it('that was under way when the process died is sent again after ten minutes, and no other', async () => {
    for (const name of NAMES) {
      await admit(programme, name);
      await oblige(programme, name);
    }
    const life = mortal(programme);
    programme.messenger.meanwhile(() => {
      if (programme.messenger.sent.length === 2) life.kill();
    });
    void deliverPrompts(life.deps)();
    await life.died;
    programme.messenger.meanwhile(() => undefined);
    const others = NAMES.length - programme.messenger.sent.length;
    programme.clock.advance({ minutes: 9, seconds: 59 });
    assert.deepEqual(did(await deliver()), {});
    programme.clock.advance({ seconds: 1 });
    assert.deepEqual(did(await deliver()), { sent: NAMES.length });
    assert.deepEqual(arrivals().sort(), [...Array(others).fill(1), 2, 2].sort());
    programme.clock.advance({ minutes: 30 });
    assert.deepEqual(did(await deliver()), {});
  });

  it('is never lost, and arrives twice only if it was under way, wherever the process dies', async () => {
    const deaths = fc.array(fc.record({ call: fc.integer({ min: 1, max: 40 }), effect: fc.boolean() }), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(deaths, async (fatal) => {
        await programme.stores.close();
        programme = testProgramme();
        for (const name of NAMES) {
          await admit(programme, name);
          await oblige(programme, name);
        }
        let atRisk = 0;
        for (const each of fatal) {
          const life = mortal(programme, each);
          await Promise.race([deliverPrompts(life.deps)(), life.died]);
          atRisk += NAMES.length;
          programme.clock.advance({ minutes: 11 });
        }
        await deliver();
        const counts = arrivals();
        assert.ok(counts.every((count) => count >= 1));
        assert.ok(counts.reduce((sum, count) => sum + count - 1, 0) <= atRisk);
        programme.clock.advance({ minutes: 30 });
        assert.deepEqual(did(await deliver()), {});
      }),
      { numRuns: 60 },
    );
  });

  it('to somebody who has no chat yet makes them unreachable, and says why', async () => {
    await admit(programme, 'Ada', { withoutChat: true });
    await oblige(programme, 'Ada');
    assert.deepEqual(did(await deliver()), { unreachable: 1 });
    const { unreachable, nextMessageAt, messagesSent } = (await kept('Ada')) ?? {};
    assert.deepEqual(unreachable, { since: programme.clock(), because: 'app-not-installed' });
    assert.deepEqual([nextMessageAt, messagesSent], [undefined, 0]);
    programme.clock.advance({ days: 30 });
    assert.deepEqual(did(await deliver()), {});
    assert.deepEqual(programme.messenger.sent, []);
  });

  it('that is refused for good is not repeated before the app is installed again', async () => {
    const reasons: UnreachableReason[] = ['blocked-by-user', 'disabled-by-admin', 'not-found', 'refused'];
    for (const because of reasons) {
      await admit(programme, because);
      await oblige(programme, because);
      programme.messenger.fail(personId(because), { outcome: 'failed', because, retry: 'on-reinstall' });
    }
    assert.deepEqual(did(await deliver()), { unreachable: reasons.length });
    for (const because of reasons) assert.equal((await kept(because))?.unreachable?.because, because);
    programme.clock.advance({ days: 60 });
    assert.deepEqual(did(await deliver()), {});
  });

  it('that fails for the moment is tried again later, less and less often, until it arrives', async () => {
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada');
    const failed = { outcome: 'failed', because: 'service-unavailable', retry: 'later' } as const;
    programme.messenger.fail(personId('Ada'), failed);
    const since = programme.clock();
    for (const minutes of [15, 30, 60, 120, 240, 480, 960, 1440, 1440]) {
      assert.deepEqual(did(await deliver()), { later: 1 });
      programme.clock.advance({ minutes: minutes - 1 });
      assert.deepEqual(did(await deliver()), {}, `not before ${minutes} minutes`);
      programme.clock.advance({ minutes: 1 });
    }
    assert.deepEqual((await kept('Ada'))?.unreachable, { since, because: 'service-unavailable' });
    programme.messenger.heal(personId('Ada'));
    assert.deepEqual(did(await deliver()), { sent: 1 });
    assert.equal(programme.messenger.sent[0]?.message.kind, 'prompt');
    assert.equal((await kept('Ada'))?.unreachable, undefined);
    programme.messenger.fail(personId('Ada'), failed);
    programme.clock.set((await kept('Ada'))?.nextMessageAt ?? '');
    assert.deepEqual(did(await deliver()), { later: 1 });
    programme.clock.advance({ minutes: 15 });
    assert.deepEqual(did(await deliver()), { later: 1 }, 'the next message begins anew');
  });

  it('that fails does not keep others waiting', async () => {
    for (const name of NAMES) {
      await admit(programme, name);
      await oblige(programme, name);
    }
    const failed = { outcome: 'failed', because: 'not-found', retry: 'on-reinstall' } as const;
    programme.messenger.fail(personId('Bea'), failed);
    assert.deepEqual(did(await deliver()), { sent: 3, unreachable: 1 });
  });

  it('reaches all of more people than one batch of the store holds', async () => {
    const many = Array.from({ length: 450 }, (_, n) => `Person ${n}`);
    for (const name of many) {
      await admit(programme, name);
      await oblige(programme, name);
    }
    assert.deepEqual(did(await deliver()), { sent: many.length });
    assert.equal(new Set(programme.messenger.sent.map(({ to }) => to.conversationId)).size, many.length);
  });
});
