import assert from 'node:assert/strict';
import { deliverDigests } from '../../src/usecases/deliverDigests.ts';
import { findDue } from '../../src/usecases/findDue.ts';
import { legalHolds } from '../../src/usecases/legalHolds.ts';
import { putPopulation } from '../../src/usecases/putPopulation.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { mortal } from '../helpers/mortal.ts';
import { conversationOf, NOT_COVERED, personId } from '../helpers/people.ts';
import { admit, type TestProgramme } from '../helpers/testProgramme.ts';
import { signedCycle } from '../verify/exportWorld.ts';

const COMPLIANCE = ['Dana', 'Paul'].map(personId);

describe('what compliance hears of what is due to be erased', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = await signedCycle();
    await admit(programme, 'Paul', { roles: ['compliance'], person: { timeZone: 'Asia/Kolkata' } });
    await putPopulation(programme.programme, { compliance: COMPLIANCE });
    await sealLedger(programme)();
    for (const name of ['Cay', 'Eve']) await leave(name);
    // Half past three at night where the company is: when the job runs.
    programme.clock.advance({ days: 8 * 366 });
    programme.clock.set(`${programme.clock().slice(0, 10)}T07:30:00.000Z`);
  });
  afterEach(() => programme.stores.close());

  const leave = async (name: string) => {
    const found = await programme.people.get(personId(name));
    assert.ok(found);
    const removed = { at: programme.clock(), reason: 'deleted' } as const;
    await programme.people.replace({ ...found, value: { ...found.value, coverage: NOT_COVERED, removed } });
  };
  const job = () => findDue(programme)();
  const deliver = () => deliverDigests(programme)();
  const told = () =>
    programme.messenger.digests.map(({ to, message }) => [to.conversationId, message.due?.people]);
  const chat = (name: string) => conversationOf(name).conversationId;
  /** Noon in New York is evening in India. */
  const aDay = async () => {
    for (let hour = 0; hour < 24; hour += 1) {
      programme.clock.advance({ hours: 1 });
      await deliver();
    }
  };

  it('comes once, to each of them, within their own working hours', async () => {
    await job();
    const now = new Date(programme.clock()).getUTCDay();
    assert.ok(now > 0 && now < 6, 'a working day');
    await deliver();
    assert.deepEqual(told(), [[chat('Paul'), 2]], 'at 13:00 in India; in New York it is night');
    await aDay();
    assert.deepEqual(told(), [
      [chat('Paul'), 2],
      [chat('Dana'), 2],
    ]);
    for (let night = 0; night < 3; night += 1) {
      await job();
      await aDay();
    }
    assert.equal(told().length, 2);
  });

  it('comes again when somebody new is due, and not when somebody is not any more', async () => {
    await job();
    await aDay();
    await legalHolds({ ...programme, holdsRoleNow: async () => ({ outcome: 'holds' }) }).place(
      personId('Dana'),
      {
        id: 'h',
        scope: { kind: 'person', personId: personId('Eve') },
        because: 'A lawsuit.',
      },
    );
    await job();
    await aDay();
    assert.equal(told().length, 2);
    await leave('Fay');
    programme.clock.advance({ days: 8 * 366 });
    await job();
    await aDay();
    await aDay();
    await aDay();
    assert.deepEqual(
      told()
        .slice(2)
        .map(([, people]) => people),
      [2, 2],
    );
  });

  it('does not come when nothing is due by the time they are at work, nor to who has left the office', async () => {
    await job();
    const dana = await programme.people.get(personId('Dana'));
    assert.ok(dana);
    await programme.people.replace({ ...dana, value: { ...dana.value, roles: [] } });
    await aDay();
    assert.deepEqual(told(), [[chat('Paul'), 2]]);
    await legalHolds({ ...programme, holdsRoleNow: async () => ({ outcome: 'holds' }) }).place(
      personId('Paul'),
      {
        id: 'h',
        scope: { kind: 'all' },
        because: 'A lawsuit.',
      },
    );
    await leave('Fay');
    programme.clock.advance({ days: 8 * 366 });
    await job();
    await aDay();
    assert.equal(told().length, 1);
  });

  it('is lost by no crash of the job, wherever it dies', async () => {
    for (let call = 1; ; call += 1) {
      const around = mortal(programme, { call, effect: call % 2 === 0 });
      const finished = await Promise.race([
        findDue(around.deps)().then(() => true),
        around.died.then(() => false),
      ]);
      await job();
      if (finished) break;
      const digests = await programme.programme.list('digest', { limit: 10 });
      assert.deepEqual(
        digests.items.map(({ id, value }) => [id, value.dueAt !== undefined]),
        COMPLIANCE.toSorted().map((id) => [id, true]),
        `after a death at call ${call}`,
      );
      for (const { id, value, etag } of digests.items)
        await programme.programme.replace('digest', id, {
          value: { ...value, dueAt: undefined as never },
          etag,
        });
      const due = await programme.programme.get('retention-due', 'now');
      assert.ok(due);
      await programme.programme.replace('retention-due', 'now', {
        ...due,
        value: { ...due.value, entries: [] },
      });
    }
  });
});
