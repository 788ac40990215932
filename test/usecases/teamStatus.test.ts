import assert from 'node:assert/strict';
import { teamStatus } from '../../src/usecases/teamStatus.ts';
import { happened } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

const LEAD = personId('Lead');
const CHIEF = personId('Chief');
const PAGE = { limit: 50 };

describe('where a manager’s team stands', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    const below = [LEAD, CHIEF];
    await oblige(programme, 'Ada', { below, jobTitle: 'Analyst' });
    await oblige(programme, 'Bea', { below, events: [happened.certified('Bea')] });
    await oblige(programme, 'Cas', { below, events: [happened.certified('Cas', { withException: true })] });
    await oblige(programme, 'Dee', { below, events: [happened.declined()] });
    await oblige(programme, 'Eli', { below, due: '2026-11-20' });
    await oblige(programme, 'Fay', { below, events: [happened.paused()] });
    await oblige(programme, 'Gus', { below, events: [happened.excused()] });
    await oblige(programme, 'Lead', { below: [CHIEF] });
    await oblige(programme, 'Other', { below: [personId('Another lead'), CHIEF] });
    await oblige(programme, 'Ada', { below, cycle: '2025' });
  });
  afterEach(() => programme.stores.close());

  const status = (manager = LEAD, page: { limit: number; after?: string } = PAGE) =>
    teamStatus(programme)(manager, page);
  const names = async (...of: Parameters<typeof status>) =>
    (await status(...of)).members.map(({ displayName }) => displayName);

  it('is counted and listed, what is open first, soonest due first', async () => {
    const { cycle, counts, members } = await status();
    assert.equal(cycle, '2026');
    assert.deepEqual(counts, { complete: 2, outstanding: 2, overdue: 1, paused: 1, 'not-required': 1 });
    assert.deepEqual(
      members.map(({ displayName, view }) => `${displayName} ${view}`),
      [
        'Eli overdue',
        'Ada outstanding',
        'Dee outstanding',
        'Fay paused',
        'Bea complete',
        'Cas complete',
        'Gus not-required',
      ],
    );
    assert.equal(members[1]?.jobTitle, 'Analyst');
    assert.equal(members[1]?.due, '2026-12-17');
  });

  it('is that of their own organisation only, at any depth, without themselves', async () => {
    assert.equal((await names()).length, 7);
    const chief = await names(CHIEF);
    assert.equal(chief.length, 9);
    assert.ok(chief.includes('Lead') && chief.includes('Other'));
    assert.deepEqual(await names(personId('Another lead')), ['Other']);
    assert.deepEqual(await names(personId('Ada')), []);
  });

  it('shows nobody as having declined or disclosed anything', async () => {
    const text = JSON.stringify(await status());
    assert.doesNotMatch(text, /declin|exception|disclos|excus|record|leave|asked twice/i);
    programme.clock.set('2027-01-10T12:00:00Z');
    const { counts, members } = await status();
    assert.equal(members.find(({ displayName }) => displayName === 'Dee')?.view, 'overdue');
    assert.deepEqual([counts.outstanding, counts.overdue], [0, 3]);
  });

  it('comes in pages that hold everybody once', async () => {
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await status(LEAD, { limit: 3, ...(after && { after }) });
      seen.push(...page.members.map(({ displayName }) => displayName));
      assert.deepEqual(page.counts, (await status()).counts);
      after = page.next;
      if (after === undefined) break;
    }
    assert.deepEqual(seen, await names());
  });

  it('takes three store calls', async () => {
    const stores = countingStores(programme.stores);
    await teamStatus({ ...programme, ...stores })(LEAD, PAGE);
    assert.equal(stores.calls.length, 3);
  });
});
