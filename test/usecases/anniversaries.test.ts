import assert from 'node:assert/strict';
import type { Sha256 } from '../../src/domain/ids.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { day } from '../helpers/clock.ts';
import { code } from '../helpers/code.ts';
import { did } from '../helpers/did.ts';
import { happened } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

describe('issuing obligations by anniversary', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    Object.assign(programme, { cycleRules: { ...programme.cycleRules, anchor: 'anniversary' } });
    const since = { firstSeenOn: day('2024-01-08'), coveredSince: day('2024-01-08') };
    await admit(programme, 'May', { ...since, person: { employeeHireDate: day('2014-05-01') } });
    await admit(programme, 'Nov', { ...since, person: { employeeHireDate: day('2014-12-20') } });
    await admit(programme, 'Sig', since);
    await oblige(programme, 'Sig', {
      cycle: '2025',
      events: [happened.opened(), happened.certified('Sig', { when: '2026-03-20T12:00:00Z' })],
    });
  });
  afterEach(() => programme.stores.close());

  const issue = async () => did(await issueObligations(programme)());
  const newest = async (name: string) => {
    const [found] = await programme.obligations.ofPerson(personId(name));
    const { cycle, reason, due } = found?.value.obligation ?? {};
    return [cycle, reason, due].join(' ');
  };

  it('asks each person when their own time comes, within the cycle', async () => {
    assert.deepEqual(await issue(), { issued: 1, waiting: 2 });
    assert.equal(await newest('Nov'), '2026 annual 2026-12-20');
    assert.deepEqual(await issue(), { waiting: 2 });
    programme.clock.set('2027-02-03T10:30:00Z');
    assert.deepEqual(await issue(), { issued: 1, waiting: 1 });
    assert.equal(await newest('Sig'), '2026 annual 2027-03-20');
    programme.clock.set('2027-03-17T10:30:00Z');
    assert.deepEqual(await issue(), { issued: 1 });
    assert.equal(await newest('May'), '2026 annual 2027-05-01');
    const found = await programme.programme.get('roster-page', '2026.2');
    assert.deepEqual(
      found?.value.changes.map(({ type, personId: id }) => [type, id]),
      [['joined', personId('May')]],
      'the roster says when each was asked',
    );
  });

  it('waits for nobody who has to sign an amended Code anew, and asks those who never signed when theirs comes', async () => {
    await issue();
    programme.clock.set('2026-12-01T10:30:00Z');
    Object.assign(programme, { code: { ...code, label: '2', hash: '2nd'.padEnd(64, '0') as Sha256 } });
    assert.deepEqual(await issue(), { issued: 2, waiting: 1 });
    assert.equal(await newest('Sig'), '2026 amendment 2026-12-31');
    assert.deepEqual(await issue(), { waiting: 1 });
  });
});
