import assert from 'node:assert/strict';
import { alarmFacts } from '../../src/domain/alarm.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Obligation } from '../../src/domain/obligation.ts';
import { managerViewOf } from '../../src/domain/progress.ts';
import { alarms } from '../../src/usecases/alarms.ts';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { updateObligation } from '../../src/usecases/updateObligation.ts';
import { day } from '../helpers/clock.ts';
import { did } from '../helpers/did.ts';
import { happened } from '../helpers/obligations.ts';
import { NOT_COVERED, type PersonFacts, personId, personRecord } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { admit, ON_LEAVE, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

describe('somebody on leave', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const issue = async () => did(await issueObligations(programme)());
  const of = async (name: string): Promise<Obligation[]> =>
    (await programme.obligations.ofPerson(personId(name))).map(({ value }) => value.obligation);
  const newest = async (name: string): Promise<Obligation> => {
    const [first] = await of(name);
    assert.ok(first, name);
    return first;
  };
  const become = async (name: string, facts: PersonFacts) => {
    const found = await programme.people.get(personId(name));
    assert.ok(found);
    const { conversation } = found.value;
    const value = personRecord(name, { ...(conversation && { conversation }), ...facts });
    await programme.people.replace({ ...found, value });
  };
  const away = { person: { groupIds: [ON_LEAVE] } };
  const facts = ({ state, due, overdueAfter }: Obligation) => [state.status, due, overdueAfter].join(' ');

  it('is paused by the directory, and once back due so many days later as they were away', async () => {
    await admit(programme, 'Ada');
    await issue();
    await become('Ada', away);
    assert.deepEqual(await issue(), { paused: 1 });
    assert.deepEqual(await issue(), {}, 'once');
    assert.equal(facts(await newest('Ada')), 'paused 2026-12-17 2026-12-17');
    programme.clock.set('2027-01-22T10:30:00Z');
    assert.deepEqual(await issue(), {}, 'across the due date');
    assert.equal(managerViewOf(await newest('Ada'), day('2027-01-22')), 'paused');
    await become('Ada', {});
    assert.deepEqual(await issue(), { resumed: 1 });
    assert.equal(facts(await newest('Ada')), 'outstanding 2027-02-15 2027-02-15');
    assert.deepEqual(await issue(), {});
    const events = (await newest('Ada')).history.filter(
      ({ type }) => type === 'paused' || type === 'resumed',
    );
    assert.deepEqual(
      events.map((event) => 'by' in event && event.by),
      ['directory', 'directory'],
    );
  });

  it('is overdue all the same when twelve months end', async () => {
    await admit(programme, 'Ada', { firstSeenOn: day('2024-01-08'), coveredSince: day('2024-01-08') });
    const certified = happened.certified('Ada', { when: '2025-12-01T12:00:00Z' });
    await oblige(programme, 'Ada', { cycle: '2025', events: [happened.opened(), certified] });
    await issue();
    assert.equal(facts(await newest('Ada')), 'outstanding 2026-12-17 2026-12-01');
    await become('Ada', { ...away, coveredSince: day('2024-01-08') });
    await issue();
    programme.clock.set('2027-01-22T10:30:00Z');
    await become('Ada', { coveredSince: day('2024-01-08') });
    assert.deepEqual(await issue(), { resumed: 1 });
    assert.equal(facts(await newest('Ada')), 'outstanding 2027-02-15 2026-12-01');
  });

  it('who is newly asked is asked once they are back', async () => {
    await admit(programme, 'Ada', away);
    assert.deepEqual(await issue(), { issued: 1 });
    assert.equal((await newest('Ada')).state.status, 'paused');
    assert.deepEqual(did(await deliverPrompts(programme)()), {});
    assert.deepEqual(await issue(), {});
    await become('Ada', {});
    assert.deepEqual(await issue(), { resumed: 1 });
    assert.deepEqual(did(await deliverPrompts(programme)()), { sent: 1 });
  });

  it('who comes back to the programme while away is paused in the same run', async () => {
    await admit(programme, 'Ada');
    await issue();
    await become('Ada', { coverage: NOT_COVERED });
    assert.deepEqual(await issue(), { closed: 1 });
    await become('Ada', away);
    assert.deepEqual(await issue(), { reopened: 1 });
    assert.equal((await newest('Ada')).state.status, 'paused');
    assert.deepEqual(await issue(), {});
  });

  it('who had declined is paused like anyone, and has declined again when back', async () => {
    await admit(programme, 'Dee', away);
    await oblige(programme, 'Dee', { events: [happened.opened(), happened.declined()] });
    const { state: declined } = await newest('Dee');
    assert.deepEqual(await issue(), { paused: 1 });
    assert.equal(managerViewOf(await newest('Dee'), day('2026-11-23')), 'paused');
    await become('Dee', {});
    assert.deepEqual(await issue(), { resumed: 1 });
    const { state, nextMessageAt } = await newest('Dee');
    assert.deepEqual(state, declined);
    assert.equal(nextMessageAt, undefined);
  });

  it('who signs before the directory knows has signed', async () => {
    await admit(programme, 'Ada', away);
    await oblige(programme, 'Ada', { events: [happened.opened(), happened.certified('Ada')] });
    assert.deepEqual(await issue(), {});
  });

  it('whom compliance resumes is asked, and is not paused again by the same leave', async () => {
    await admit(programme, 'Ada', away);
    await issue();
    await command('Ada', 'resume');
    assert.deepEqual(await issue(), {});
    assert.equal((await newest('Ada')).state.status, 'outstanding');
  });

  it('or not, whoever compliance paused stays paused until compliance resumes it, also in the next cycle', async () => {
    await admit(programme, 'Ada');
    await issue();
    await command('Ada', 'pause');
    await become('Ada', away);
    assert.deepEqual(await issue(), {});
    await become('Ada', {});
    assert.deepEqual(await issue(), {});
    programme.clock.set('2027-11-02T10:30:00Z');
    assert.deepEqual(await issue(), { issued: 1 });
    const [next] = await of('Ada');
    assert.deepEqual([next?.cycle, next?.state.status], ['2027', 'paused']);
    assert.deepEqual(await issue(), {});
  });

  it('is one of a few: a group that says that nearly everybody is away is not believed', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `Person ${n}`);
    for (const name of names) await admit(programme, name);
    await issue();
    for (const name of names.slice(0, 9)) await become(name, away);
    const careful = { ...programme, mostClosedPercent: 20 };
    assert.deepEqual(did(await issueObligations(careful)()), { held: 9 });
    const { get, confirm } = alarms(programme);
    const found = await get('pausing-held.2026');
    assert.equal(found?.state, 'raised');
    const decision = { by: personId('Dana'), because: 'a strike', facts: alarmFacts(found.alarm) };
    granted(await confirm('pausing-held.2026', decision));
    await become('Person 10', away);
    assert.deepEqual(did(await issueObligations(careful)()), { held: 10 }, 'one more than was confirmed');
    await become('Person 10', {});
    assert.deepEqual(did(await issueObligations(careful)()), { paused: 9 });
    assert.equal((await get('pausing-held.2026'))?.state, 'gone');
  });

  it('is not believed either where the group says it before anybody was asked, as when a cycle opens', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `Person ${n}`);
    for (const name of names) await admit(programme, name, Number(name.slice(7)) < 9 ? away : {});
    const careful = { ...programme, mostClosedPercent: 20 };
    assert.deepEqual(did(await issueObligations(careful)()), { issued: 40, held: 9 });
    assert.equal((await newest('Person 0')).state.status, 'outstanding', 'asked like anybody');
    const { get, confirm } = alarms(programme);
    const found = await get('pausing-held.2026');
    assert.equal(found?.state, 'raised');
    const decision = { by: personId('Dana'), because: 'a strike', facts: alarmFacts(found.alarm) };
    granted(await confirm('pausing-held.2026', decision));
    assert.deepEqual(did(await issueObligations(careful)()), { paused: 9 });
    programme.clock.set('2027-11-02T10:30:00Z');
    assert.deepEqual(did(await issueObligations(careful)()), { issued: 40 });
    assert.equal((await newest('Person 0')).state.status, 'paused', 'who was away stays away');
    assert.equal((await newest('Person 9')).state.status, 'outstanding');
  });

  it('is believed without asking when they are few', async () => {
    const names = Array.from({ length: 40 }, (_, n) => `Person ${n}`);
    for (const name of names) await admit(programme, name);
    await issue();
    for (const name of names.slice(0, 8)) await become(name, away);
    const careful = { ...programme, mostClosedPercent: 20 };
    assert.deepEqual(did(await issueObligations(careful)()), { paused: 8 });
  });

  async function command(name: string, type: 'pause' | 'resume') {
    const { id } = await newest(name);
    const what = { by: personId('Compliance'), because: 'asked for', on: day('2026-11-23') };
    await updateObligation(programme.obligations, { personId: personId(name), id }, (obligation) =>
      decide(
        obligation,
        type === 'pause' ? { type, ...what } : { type, ...what, noLaterThan: undefined },
        programme.clock(),
      ),
    );
  }
});
