import assert from 'node:assert/strict';
import type { CycleId, PersonId } from '../../src/domain/ids.ts';
import type { Obligation } from '../../src/domain/obligation.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { day, MONDAY } from '../helpers/clock.ts';
import { did } from '../helpers/did.ts';
import { happened } from '../helpers/obligations.ts';
import { NOT_COVERED, type PersonFacts, personId, personRecord } from '../helpers/people.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

describe('issuing obligations', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const issue = () => issueObligations(programme)();
  const of = async (name: string): Promise<Obligation[]> =>
    (await programme.obligations.ofPerson(personId(name))).map(({ value }) => value.obligation);
  const become = async (name: string, facts: PersonFacts) => {
    const found = await programme.people.get(personId(name));
    assert.ok(found);
    await programme.people.replace({ ...found, value: personRecord(name, facts) });
  };

  it('gives everybody who is covered one in the open cycle, due to be prompted at once', async () => {
    await admit(programme, 'Ada', { managerChain: [personId('Boss')], person: { jobTitle: 'Analyst' } });
    await admit(programme, 'Bob', { coverage: NOT_COVERED });
    assert.deepEqual(did(await issue()), { issued: 1 });
    const [ada] = await of('Ada');
    assert.ok(ada);
    const { reason, due, overdueAfter, state, nextMessageAt, cycle, codeHash } = ada;
    assert.deepEqual([cycle, codeHash], ['2026', programme.code.hash]);
    assert.deepEqual([reason, due, overdueAfter], ['annual', '2026-12-17', '2026-12-17']);
    assert.deepEqual([state, nextMessageAt], [{ status: 'outstanding' }, MONDAY]);
    const kept = await programme.obligations.get(ada.personId, ada.id);
    assert.deepEqual(kept?.value.shown, {
      displayName: 'Ada',
      jobTitle: 'Analyst',
      managerChain: [personId('Boss')],
    });
    assert.deepEqual(await of('Bob'), []);
  });

  it('changes and writes nothing when it runs again, also on a later day', async () => {
    for (const name of ['Ada', 'Bea', 'Cas']) await admit(programme, name);
    await issue();
    const stores = countingStores(programme.stores);
    for (const days of [0, 1, 100]) {
      programme.clock.advance({ days });
      assert.deepEqual(did(await issueObligations({ ...programme, ...stores })()), {});
    }
    assert.deepEqual(stores.writes(), []);
  });

  it('in two processes at once gives everybody one', async () => {
    const names = Array.from({ length: 20 }, (_, n) => `Person ${n}`);
    for (const name of names) await admit(programme, name);
    const [one, other] = await Promise.all([issue(), issue()]);
    assert.equal((one?.issued ?? 0) + (other?.issued ?? 0), names.length);
    for (const name of names) assert.equal((await of(name)).length, 1);
  });

  it('waits for the day of a hire in the future', async () => {
    const person = { employeeHireDate: day('2026-12-01') };
    await admit(programme, 'New', { person, inBaseline: false, firstSeenOn: day('2026-11-20') });
    assert.deepEqual(did(await issue()), { waiting: 1 });
    programme.clock.set('2026-12-01T04:00:00Z');
    assert.deepEqual(did(await issue()), { waiting: 1 }, 'it is still November there');
    programme.clock.set('2026-12-01T10:00:00Z');
    assert.deepEqual(did(await issue()), { issued: 1 });
    const [hire] = await of('New');
    assert.deepEqual([hire?.reason, hire?.due], ['hire', '2026-12-15']);
  });

  it('gives somebody who moves into finance one on transfer', async () => {
    await admit(programme, 'Tom', { coveredSince: day('2026-11-23') });
    await issue();
    const [transfer] = await of('Tom');
    assert.deepEqual([transfer?.reason, transfer?.due], ['transfer', '2026-12-07']);
  });

  it('asks everybody again when a cycle opens, by the end of their twelve months', async () => {
    await admit(programme, 'Ada');
    await admit(programme, 'Bea');
    await oblige(programme, 'Ada', {
      events: [happened.opened(), happened.certified('Ada', { when: '2026-11-20T10:00:00Z' })],
    });
    await oblige(programme, 'Bea');
    programme.clock.set('2027-11-02T10:30:00Z');
    assert.deepEqual(did(await issue()), { issued: 2 });
    const [ada, before] = await of('Ada');
    assert.equal(ada?.cycle, '2027' as CycleId);
    assert.deepEqual([ada?.due, ada?.overdueAfter], ['2027-12-17', '2027-11-20']);
    assert.equal(before?.state.status, 'certified');
    const [bea] = await of('Bea');
    assert.deepEqual([bea?.reason, bea?.due], ['annual', '2027-12-17']);
    assert.equal(bea?.overdueAfter, '2026-12-17', 'a new cycle forgives nothing');
  });

  it('forgives an earlier cycle that was not met once somebody has certified after it', async () => {
    await admit(programme, 'Bea');
    await oblige(programme, 'Bea', { cycle: '2025', due: '2025-12-17' });
    const certified = happened.certified('Bea', { when: '2026-11-20T10:00:00Z' });
    await oblige(programme, 'Bea', { events: [happened.opened(), certified] });
    programme.clock.set('2027-11-02T10:30:00Z');
    await issue();
    assert.equal((await of('Bea'))[0]?.overdueAfter, '2027-11-20');
  });

  it('closes that of somebody who leaves, and says how', async () => {
    const gone = { at: MONDAY, reason: 'deleted' } as const;
    const ways: readonly (readonly [name: string, facts: PersonFacts, because: string])[] = [
      ['Del', { removed: gone }, 'account-deleted'],
      ['Lee', { removed: { ...gone, reason: 'changed' } }, 'left-company'],
      ['Dis', { person: { accountEnabled: false } }, 'account-disabled'],
      ['Out', {}, 'out-of-scope'],
    ];
    for (const [name] of ways) await admit(programme, name);
    await issue();
    for (const [name, facts] of ways) await become(name, { ...facts, coverage: NOT_COVERED });
    assert.deepEqual(did(await issue()), { closed: 4 });
    for (const [name, , because] of ways) {
      const [obligation] = await of(name);
      assert.deepEqual(obligation?.state, { status: 'left', at: MONDAY, because });
      assert.equal(obligation.nextMessageAt, undefined);
    }
    assert.deepEqual(did(await issue()), {});
  });

  it('leaves what somebody who leaves has certified or been excused from', async () => {
    const [certified, excused] = [happened.certified('Gone'), happened.excused()];
    for (const event of [certified, excused]) {
      await admit(programme, `Gone ${event.type}`, { coverage: NOT_COVERED });
      await oblige(programme, `Gone ${event.type}`, { events: [event] });
    }
    assert.deepEqual(did(await issue()), {});
    for (const { type } of [certified, excused])
      assert.equal((await of(`Gone ${type}`))[0]?.state.status, type);
  });

  it('closes that of somebody who declined and leaves, like anybody else’s', async () => {
    await admit(programme, 'Dee', { coverage: NOT_COVERED });
    await oblige(programme, 'Dee', { events: [happened.declined()] });
    assert.deepEqual(did(await issue()), { closed: 1 });
    assert.equal((await of('Dee'))[0]?.state.status, 'left');
  });

  it('reopens that of somebody who comes back, with the notice a joiner gets', async () => {
    const [left, moved] = ['left-company', 'out-of-scope'] as const;
    for (const [name, because] of [
      ['Rey', left],
      ['Mo', moved],
    ] as const) {
      await admit(programme, name, { coveredSince: day('2026-11-23') });
      await oblige(programme, name, { events: [{ type: 'left', at: MONDAY, because }] });
    }
    assert.deepEqual(did(await issue()), { reopened: 2 });
    for (const [name, reason] of [
      ['Rey', 'rehire'],
      ['Mo', 'transfer'],
    ] as const) {
      const [back, ...others] = await of(name);
      assert.deepEqual(others, []);
      assert.deepEqual([back?.reason, back?.due, back?.state.status], [reason, '2026-12-07', 'outstanding']);
      assert.equal(back?.nextMessageAt, MONDAY);
    }
  });

  it('reopened, is still overdue twelve months after the last certificate', async () => {
    await admit(programme, 'Ada', { coveredSince: day('2026-11-23') });
    const certified = happened.certified('Ada', { when: '2025-11-25T12:00:00Z' });
    await oblige(programme, 'Ada', { cycle: '2025', events: [happened.opened(), certified] });
    await oblige(programme, 'Ada', { overdueAfter: '2026-11-25', events: [happened.left()] });
    assert.deepEqual(did(await issue()), { reopened: 1 });
    assert.equal((await of('Ada'))[0]?.overdueAfter, '2026-11-25');
  });

  it('keeps what lists show up to date, and nothing else changes by it', async () => {
    await admit(programme, 'Ada');
    await issue();
    const [before] = await of('Ada');
    const chain: PersonId[] = [personId('New boss'), personId('Chief')];
    await become('Ada', { managerChain: chain, person: { displayName: 'Ada King', jobTitle: 'Countess' } });
    assert.deepEqual(did(await issue()), { relabelled: 1 });
    assert.ok(before);
    const kept = await programme.obligations.get(before.personId, before.id);
    assert.deepEqual(kept?.value, {
      obligation: before,
      shown: { displayName: 'Ada King', jobTitle: 'Countess', managerChain: chain },
    });
    assert.deepEqual(did(await issue()), {});
  });
});
