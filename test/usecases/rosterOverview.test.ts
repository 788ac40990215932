import assert from 'node:assert/strict';
import { alarms } from '../../src/usecases/alarms.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import type { RosterLine } from '../../src/usecases/rosterOverview.ts';
import { rosterOverview } from '../../src/usecases/rosterOverview.ts';
import { MONDAY } from '../helpers/clock.ts';
import { earlierCode } from '../helpers/code.ts';
import { CYCLE, happened } from '../helpers/obligations.ts';
import { FINANCE_STAFF, NOT_COVERED, personId, personRecord } from '../helpers/people.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

describe('the roster, as compliance sees it', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const issue = () => issueObligations(programme)();
  const overview = async (
    page: { limit: number; after?: string } = { limit: 15 },
    stores = programme.stores,
  ) => {
    const found = await rosterOverview({ ...programme, ...stores })(page);
    assert.ok(found);
    return found;
  };
  const leave = async (name: string) => {
    const found = await programme.people.get(personId(name));
    assert.ok(found);
    await programme.people.replace({ ...found, value: personRecord(name, { coverage: NOT_COVERED }) });
  };

  it('is nothing before it is frozen', async () => {
    assert.equal(await rosterOverview(programme)({ limit: 1 }), undefined);
  });

  it('says how many had to certify, who joined and who left since, and adds up', async () => {
    for (const name of ['Ada', 'Bea', 'Cas']) await admit(programme, name);
    await issue();
    programme.clock.advance({ days: 1 });
    await admit(programme, 'New');
    await leave('Bea');
    await issue();
    const roster = await overview();
    const { roster: frozen, joined, parts, balances } = roster.equation;
    assert.deepEqual([frozen, joined, parts.outstanding, parts.left, balances], [3, 1, 3, 1, true]);
    assert.deepEqual([roster.joined, roster.left, roster.returned, roster.frozenAt], [1, 1, 0, MONDAY]);
    const lines = new Map(roster.list.items.map((line) => [line.displayName, line]));
    assert.deepEqual(lines.get('Ada')?.by, FINANCE_STAFF.by);
    assert.equal(lines.get('New')?.joinedAt, programme.clock());
    assert.deepEqual(lines.get('Bea')?.left, { at: programme.clock(), because: 'out-of-scope' });
    assert.equal(lines.get('Ada')?.left, undefined);
  });

  it('counts once who certified an earlier Code version and is asked again', async () => {
    for (const name of ['Ada', 'Bea']) await admit(programme, name);
    const signed = [happened.opened(), happened.certified('Bea')];
    await oblige(programme, 'Bea', { codeHash: earlierCode.hash, events: signed });
    await issueObligations({ ...programme, code: earlierCode })();
    programme.clock.advance({ days: 1 });
    await issue();
    const { equation } = await overview();
    assert.deepEqual([equation.roster, equation.parts.outstanding, equation.balances], [2, 2, true]);
    assert.equal(equation.parts.certified, 0);
  });

  it('counts who left before they were asked, as the nightly comparison does', async () => {
    for (const name of ['Ada', 'Bea']) await admit(programme, name);
    const dying = { ...programme.obligations, create: async () => Promise.reject(new Error('killed')) };
    await issueObligations({ ...programme, obligations: dying })().catch(() => undefined);
    await leave('Bea');
    await issue();
    const { equation } = await overview();
    assert.deepEqual([equation.roster, equation.parts.left, equation.balances], [2, 1, true]);
  });

  it('does not add up where somebody has an obligation and is not on it', async () => {
    await admit(programme, 'Ada');
    await issue();
    await oblige(programme, 'Rogue');
    assert.equal((await overview()).equation.balances, false);
    const counts = { 'without-obligation': 0, 'not-on-roster': 1, twice: 0, altered: 0 };
    await alarms(programme).raise({ kind: 'roster-differs', cycle: CYCLE, counts, differences: [] });
    assert.equal((await overview()).differsSince, MONDAY);
  });

  it('lists everybody once, page by page across the parts in which it is kept, joiners last', async () => {
    const names = Array.from({ length: 1_010 }, (_, n) => `Person ${n}`);
    for (const name of names) await admit(programme, name);
    await issue();
    for (const name of ['Late', 'Later']) await admit(programme, name);
    await issue();
    const seen: RosterLine[] = [];
    for (let after: string | undefined; ; ) {
      const { list } = await overview({ limit: 99, ...(after && { after }) });
      seen.push(...list.items);
      after = list.next;
      if (!after) break;
    }
    assert.equal(seen.length, 1_012);
    assert.equal(new Set(seen.map(({ personId: id }) => id)).size, 1_012);
    assert.ok(seen.slice(-2).every(({ joinedAt }) => joinedAt));
    const ids = seen.slice(0, -2).map(({ personId: id }) => id);
    assert.deepEqual(ids, ids.toSorted());
    const stores = countingStores(programme.stores);
    await overview({ limit: 15, after: '995' }, stores);
    const calls = stores.calls.filter((call) => call !== 'people.get');
    assert.ok(calls.length <= 10, calls.join());
    assert.equal((await overview({ limit: 15, after: '999999' })).list.items.length, 0);
  });
});
