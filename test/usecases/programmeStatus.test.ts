import assert from 'node:assert/strict';
import { OFFICES, type Office } from '../../src/domain/coverage.ts';
import { rosterSize, TALLY_KEYS } from '../../src/domain/progress.ts';
import { alarms } from '../../src/usecases/alarms.ts';
import { officeStatus, programmeStatus } from '../../src/usecases/programmeStatus.ts';
import { MONDAY } from '../helpers/clock.ts';
import { CYCLE, happened } from '../helpers/obligations.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

describe('where the programme stands', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const status = () => programmeStatus(programme)({ limit: 100 });

  it('has everybody who had to certify in exactly one part', async () => {
    const roads = [
      [],
      [],
      [happened.certified('x')],
      [happened.certified('x', { withException: true })],
      [happened.declined()],
      [happened.excused()],
      [happened.left()],
      [happened.paused()],
      [happened.superseded()],
      [happened.onPaper()],
    ];
    for (const [n, events] of roads.entries()) await oblige(programme, `Person ${n}`, { events });
    await oblige(programme, 'Late', { due: '2026-11-20' });
    const { tally, list, cycle, today } = await status();
    assert.deepEqual([cycle.id, today], ['2026', '2026-11-23']);
    assert.deepEqual(tally, {
      certified: 1,
      'certified-with-exception': 1,
      'certified-on-paper': 1,
      declined: 1,
      excused: 1,
      left: 1,
      paused: 1,
      outstanding: 3,
      superseded: 1,
      overdue: 1,
    });
    assert.equal(rosterSize(tally) + tally.superseded, list.items.length);
    assert.equal(
      TALLY_KEYS.reduce((sum, key) => sum + tally[key], 0),
      roads.length + 1,
    );
  });

  it('says when the directory was read, once it was', async () => {
    assert.equal((await status()).directoryReadAt, undefined);
    await programme.programme.create('cursor', 'directory', { completedAt: MONDAY });
    assert.equal((await status()).directoryReadAt, MONDAY);
  });

  it('says since when the roster and the obligations differ, until they do no more', async () => {
    const counts = { 'without-obligation': 1, 'not-on-roster': 0, twice: 0, altered: 0 };
    const { raise, settle } = alarms(programme);
    await raise({ kind: 'office-vacant', office: 'treasurer' });
    await raise({ kind: 'roster-differs', cycle: CYCLE, counts, differences: [] });
    const before = await status();
    assert.deepEqual([before.rosterDiffersSince, before.alarms], [MONDAY, 2]);
    await settle(['roster-differs'], []);
    assert.equal((await status()).alarms, 1);
    assert.equal((await status()).rosterDiffersSince, undefined);
  });

  it('takes five store calls', async () => {
    const stores = countingStores(programme.stores);
    await programmeStatus({ ...programme, ...stores })({ limit: 10 });
    assert.equal(stores.calls.length, 5);
  });
});

describe('the six offices', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const appoint = (name: string, ...offices: Office[]) =>
    admit(programme, name, {
      coverage: { kind: 'senior-officer', offices, by: { rule: 'offices.x.titles', value: '' } },
    });
  const holders = async () =>
    Object.fromEntries(
      (await officeStatus(programme)()).map((each) => [
        each.office,
        each.holders.map(({ record }) => record.person.displayName).sort(),
      ]),
    );

  it('are always all there, also when vacant or doubled', async () => {
    await appoint('Cora', 'chief-financial-officer', 'treasurer');
    await appoint('Tess', 'treasurer');
    await admit(programme, 'Fin');
    assert.deepEqual(Object.keys(await holders()), [...OFFICES]);
    assert.deepEqual(await holders(), {
      'chief-executive-officer': [],
      'chief-financial-officer': ['Cora'],
      'assistant-chief-financial-officer': [],
      controller: [],
      'chief-accounting-officer': [],
      treasurer: ['Cora', 'Tess'],
    });
  });

  it('show where each holder stands in the newest cycle, and who is overdue', async () => {
    await appoint('Cora', 'chief-financial-officer');
    await appoint('Tess', 'treasurer');
    await oblige(programme, 'Cora', { cycle: '2025', events: [happened.certified('Cora')] });
    const cora = await oblige(programme, 'Cora', { due: '2026-11-20' });
    const status = await officeStatus(programme)();
    const [cfo] = status.find(({ office }) => office === 'chief-financial-officer')?.holders ?? [];
    assert.deepEqual([cfo?.obligation, cfo?.overdue], [cora, true]);
    const [treasurer] = status.find(({ office }) => office === 'treasurer')?.holders ?? [];
    assert.deepEqual([treasurer?.obligation, treasurer?.overdue], [undefined, false]);
  });
});
