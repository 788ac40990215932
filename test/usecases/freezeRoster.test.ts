import assert from 'node:assert/strict';
import type { CycleId } from '../../src/domain/ids.ts';
import { entriesOf } from '../../src/domain/roster.ts';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { CycleIsOver } from '../../src/usecases/failures.ts';
import { freezeRoster } from '../../src/usecases/freezeRoster.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { openCode } from '../../src/usecases/openCode.ts';
import { programmeStatus } from '../../src/usecases/programmeStatus.ts';
import { readRoster } from '../../src/usecases/readRoster.ts';
import { recordRosterChange } from '../../src/usecases/recordRosterChange.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { teamStatus } from '../../src/usecases/teamStatus.ts';
import { unreachedPeople } from '../../src/usecases/unreachedPeople.ts';
import { whyCovered } from '../../src/usecases/whyCovered.ts';
import { day, MONDAY } from '../helpers/clock.ts';
import { earlierCode } from '../helpers/code.ts';
import { did } from '../helpers/did.ts';
import { CYCLE, happened } from '../helpers/obligations.ts';
import { FINANCE_STAFF, NOT_COVERED, type PersonFacts, personId, personRecord } from '../helpers/people.ts';
import { granted, signCommand } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { Killed, watchedStores } from '../helpers/watchedStores.ts';

describe('the roster of a cycle', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const issue = () => issueObligations(programme)();
  const roster = () => readRoster(programme.programme, CYCLE);
  const listed = async () => {
    const record = await roster();
    return record && entriesOf(record.roster).map((entry) => entry.personId);
  };
  const changes = async () =>
    (await roster())?.pages.flatMap((page) =>
      page.changes.map((change) => [change.type, change.personId, 'because' in change ? change.because : '']),
    );
  const become = async (name: string, facts: PersonFacts) => {
    const found = await programme.people.get(personId(name));
    assert.ok(found);
    await programme.people.replace({ ...found, value: personRecord(name, facts) });
  };
  const ids = (...names: string[]) => names.map(personId).sort();

  it('is frozen by the first run: who is asked, by which rule and why, for which Code', async () => {
    await admit(programme, 'Ada');
    await admit(programme, 'Tom', { coveredSince: day('2026-11-23') });
    await admit(programme, 'Out', { coverage: NOT_COVERED });
    await admit(programme, 'New', { person: { employeeHireDate: day('2026-12-01') } });
    await issue();
    const record = await roster();
    assert.ok(record);
    const { cycle, frozenAt, codeHash, count } = record.roster;
    assert.deepEqual([cycle, frozenAt, codeHash, count], [CYCLE, MONDAY, programme.code.hash, 2]);
    const entries = Object.fromEntries(entriesOf(record.roster).map((entry) => [entry.personId, entry]));
    assert.deepEqual(entries, {
      [personId('Ada')]: { personId: personId('Ada'), by: FINANCE_STAFF.by, reason: 'annual' },
      [personId('Tom')]: { personId: personId('Tom'), by: FINANCE_STAFF.by, reason: 'transfer' },
    });
    assert.deepEqual(record.pages, []);
    assert.deepEqual((await programme.programme.get('cycle', CYCLE))?.value, {
      id: CYCLE,
      opensOn: '2026-11-02',
      due: '2026-12-17',
      openedAt: MONDAY,
      codeHash: programme.code.hash,
    });
  });

  it('holds those who were asked before there were rosters, whatever has become of them', async () => {
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada', { codeHash: earlierCode.hash, events: [happened.certified('Ada')] });
    await admit(programme, 'Gone', { coverage: NOT_COVERED });
    await oblige(programme, 'Gone', { events: [happened.left()] });
    await oblige(programme, 'Unknown');
    await issue();
    assert.deepEqual(await listed(), ids('Ada', 'Gone', 'Unknown'));
    assert.deepEqual(await changes(), [['left', personId('Gone'), 'left-company']]);
  });

  it('is not frozen while nobody is covered, or while the first reading of the directory is cut short', async () => {
    await issue();
    assert.equal(await roster(), undefined);
    await admit(programme, 'Ada');
    await programme.programme.create('cursor', 'directory', {});
    assert.deepEqual(did(await issue()), { issued: 1 });
    assert.equal(await roster(), undefined);
    const cursor = await programme.programme.get('cursor', 'directory');
    assert.ok(cursor);
    await admit(programme, 'Bea');
    await programme.programme.replace('cursor', 'directory', { ...cursor, value: { completedAt: MONDAY } });
    await issue();
    assert.deepEqual(await listed(), ids('Ada', 'Bea'));
  });

  it('does not change when people join and leave: that is recorded beside it, once', async () => {
    for (const name of ['Ada', 'Bea', 'Cas']) await admit(programme, name);
    await issue();
    const before = (await roster())?.roster;
    await admit(programme, 'New');
    await become('Ada', { coverage: NOT_COVERED });
    for (let run = 0; run < 3; run += 1) await issue();
    assert.deepEqual((await roster())?.roster, before);
    const once = [
      ['joined', personId('New'), ''],
      ['left', personId('Ada'), 'out-of-scope'],
    ];
    assert.deepEqual(await changes(), once);
    await become('Ada', {});
    for (let run = 0; run < 2; run += 1) await issue();
    assert.deepEqual(await changes(), [...once, ['returned', personId('Ada'), '']]);
  });

  it('takes note of a joiner before they are asked, and of a leaver though the process died', async () => {
    await admit(programme, 'Ada');
    await issue();
    await admit(programme, 'New');
    await become('Ada', { coverage: NOT_COVERED });
    for (const fatal of ['obligations.create', 'programme.create']) {
      let armed = false;
      const dying = watchedStores(programme.stores, (call, [kind]) => {
        if (call === 'obligations.replace') armed = true;
        if (call === fatal && (fatal === 'obligations.create' || (armed && kind === 'roster-page')))
          throw new Killed();
      });
      await assert.rejects(issueObligations({ ...programme, ...dying })(), Killed);
    }
    assert.deepEqual(await changes(), [['joined', personId('New'), '']]);
    await issue();
    assert.deepEqual(await changes(), [
      ['joined', personId('New'), ''],
      ['left', personId('Ada'), 'out-of-scope'],
    ]);
  });

  it('records that somebody left between being listed and being asked', async () => {
    for (const name of ['Ada', 'Bea']) await admit(programme, name);
    const dying = watchedStores(programme.stores, (call) => {
      if (call === 'obligations.create') throw new Killed();
    });
    await assert.rejects(issueObligations({ ...programme, ...dying })(), Killed);
    assert.deepEqual(await listed(), ids('Ada', 'Bea'));
    await become('Ada', { coverage: NOT_COVERED });
    await issue();
    assert.deepEqual(await changes(), [['left', personId('Ada'), 'out-of-scope']]);
    await become('Ada', {});
    await issue();
    assert.deepEqual((await changes())?.at(-1), ['returned', personId('Ada'), '']);
  });

  it('is whole or not there: what a crash between its parts left behind is never taken for a part', async () => {
    const entries = Array.from({ length: 2_500 }, (_, n) => ({
      personId: personId(`Person ${n}`),
      by: FINANCE_STAFF.by,
      reason: 'annual' as const,
    }));
    const cycle = { id: CYCLE, codeHash: programme.code.hash };
    for (const fatal of [2, 3, 4]) {
      let writes = 0;
      const dying = watchedStores(programme.stores, (call) => {
        if (call === 'programme.create') writes += 1;
        if (writes === fatal) throw new Killed();
      });
      await assert.rejects(
        freezeRoster({ ...programme, programme: dying.programme }, cycle, entries),
        Killed,
      );
      assert.equal(await roster(), undefined);
    }
    const fewer = entries.slice(1);
    const frozen = await freezeRoster(programme, cycle, fewer);
    assert.deepEqual(await roster(), frozen);
    assert.deepEqual(await listed(), fewer.map((entry) => entry.personId).sort());
    assert.deepEqual(await freezeRoster(programme, cycle, entries), frozen, 'once');
  });

  it('loses no change and notes none twice when two record at once', async () => {
    await admit(programme, 'Ada');
    await issue();
    const record = await roster();
    assert.ok(record);
    const joined = (name: string) =>
      ({
        type: 'joined',
        at: MONDAY,
        personId: personId(name),
        by: FINANCE_STAFF.by,
        reason: 'hire',
      }) as const;
    await Promise.all([
      recordRosterChange(programme.programme, record, [joined('Bea'), joined('Cas')]),
      recordRosterChange(programme.programme, record, [joined('Cas'), joined('Dee')]),
    ]);
    const noted = (await changes())?.map(([, id]) => id).sort();
    assert.deepEqual(noted, ids('Bea', 'Cas', 'Dee'));
    assert.deepEqual(
      (await roster())?.pages.map((page) => page.number),
      [1, 2],
    );
  });
});

describe('a programme file whose opening day was moved later', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    await admit(programme, 'Ada');
    await issueObligations(programme)();
  });
  afterEach(() => programme.stores.close());

  const moved = (annualOpensOn: string) =>
    issueObligations({ ...programme, cycleRules: { ...programme.cycleRules, annualOpensOn } })();
  const cycles = async () =>
    (await programme.obligations.ofPerson(personId('Ada'))).map(({ value }) => value.obligation.cycle);

  it('issues and closes nothing, and says why', async () => {
    await admit(programme, 'New');
    await assert.rejects(moved('12-01'), (error) => {
      assert.ok(error instanceof CycleIsOver);
      assert.match(error.message, /annualOpensOn.* 2025, but 2026 was opened on 2026-11-02/);
      return true;
    });
    assert.deepEqual(await cycles(), ['2026']);
    assert.deepEqual(await programme.obligations.ofPerson(personId('New')), []);
    assert.equal(await readRoster(programme.programme, '2025' as CycleId), undefined);
  });

  it('leaves everybody’s views, signatures and messages in the cycle that was opened', async () => {
    const later = { ...programme, cycleRules: { ...programme.cycleRules, annualOpensOn: '12-01' } };
    const page = { limit: 10 };
    assert.equal((await teamStatus(later)(personId('Boss'), page)).cycle, '2026');
    assert.equal((await programmeStatus(later)(page)).cycle.id, '2026');
    assert.equal((await unreachedPeople(later)(page)).cycle, '2026');
    const why = await whyCovered(later)({ name: 'Ada' });
    assert.equal(why.outcome === 'person' && why.obligation?.cycle, '2026');
    assert.deepEqual(did(await deliverPrompts(later)()), { sent: 1 });
    const [ada] = await programme.obligations.ofPerson(personId('Ada'));
    assert.ok(ada);
    const { id: obligationId } = ada.value.obligation;
    granted(await openCode(later)(personId('Ada'), obligationId));
    granted(await signCertificate(later)(signCommand('Ada', { obligationId })));
  });

  it('goes on with the same cycle once its day has come', async () => {
    programme.clock.set('2026-12-02T10:30:00Z');
    assert.deepEqual(did(await moved('12-01')), {});
    assert.deepEqual(await cycles(), ['2026']);
  });

  it('opens the next cycle as ever', async () => {
    programme.clock.set('2027-12-02T10:30:00Z');
    assert.deepEqual(did(await moved('12-01')), { issued: 1 });
    assert.equal((await programme.programme.get('cycle', 'newest'))?.value.id, '2027');
  });
});
