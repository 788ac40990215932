import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CycleId, ObligationId, PersonId, Sha256 } from '../../src/domain/ids.ts';
import { TALLY_KEYS } from '../../src/domain/progress.ts';
import {
  EQUATION_PARTS,
  isNews,
  listedOn,
  nextPage,
  type ObligationStatusFact,
  type RosterChange,
  type RosterEntry,
  type RosterRecord,
  reconcile,
  rosterOf,
} from '../../src/domain/roster.ts';
import { at } from '../helpers/clock.ts';
import { personId } from '../helpers/people.ts';

const FROZEN = {
  cycle: '2026' as CycleId,
  frozenAt: at('2026-11-02T10:30:00Z'),
  codeHash: 'c'.repeat(64) as Sha256,
};
const LATER = at('2026-12-01T10:30:00Z');
const AMENDED = 'd'.repeat(64) as Sha256;
const BY = { rule: 'financeStaff.departments', value: 'Finance' };

const entryOf = (name: string): RosterEntry => ({ personId: personId(name), by: BY, reason: 'annual' });
const statusOf = (name: string, facts: Partial<ObligationStatusFact> = {}): ObligationStatusFact => ({
  personId: personId(name),
  obligationId: `2026.${name}` as ObligationId,
  codeHash: FROZEN.codeHash,
  issuedAt: FROZEN.frozenAt,
  part: 'outstanding',
  ...facts,
});
const recordOf = (names: readonly string[], partSize = 3): RosterRecord => ({
  roster: rosterOf(FROZEN, names.map(entryOf), { partSize }),
  pages: [],
});
const noting = (record: RosterRecord, ...changes: RosterChange[]): RosterRecord => ({
  ...record,
  pages: [...record.pages, nextPage(record, changes)],
});
const joined = (name: string): RosterChange => ({ type: 'joined', at: LATER, ...entryOf(name) });
const left = (name: string): RosterChange => ({
  type: 'left',
  at: LATER,
  personId: personId(name),
  because: 'left-company',
});
const returned = (name: string): RosterChange => ({ type: 'returned', at: LATER, personId: personId(name) });

/** A list as JSON would bring it back, so that a test can alter it. */
const copyOf = (record: RosterRecord) =>
  JSON.parse(JSON.stringify(record)) as {
    roster: { count: number; frozenAt: string; parts: { entries: (RosterEntry & { reason: string })[] }[] };
    pages: { changes: RosterChange[] }[];
  };
const again = (altered: unknown) => altered as RosterRecord;

/** Somebody's whole life in a cycle: how they came onto the list and what became of them. */
const anyLife = fc.record({
  came: fc.constantFrom('frozen', 'frozen', 'joined'),
  part: fc.constantFrom(...EQUATION_PARTS),
  amended: fc.option(fc.constantFrom(...TALLY_KEYS.filter((key) => !isOpen(key))), { nil: undefined }),
  changes: fc.constantFrom<readonly ('left' | 'returned')[]>([], ['left'], ['left', 'returned']),
});
const anyHistory = fc.array(anyLife, { minLength: 1, maxLength: 25 });
type History = readonly (typeof anyLife extends fc.Arbitrary<infer T> ? T : never)[];

function isOpen(key: string): boolean {
  return ['outstanding', 'declined', 'paused'].includes(key);
}

function lived(history: History): { record: RosterRecord; statuses: ObligationStatusFact[] } {
  const named = history.map((life, n) => ({ ...life, name: `Person ${n}` }));
  let record = recordOf(named.filter(({ came }) => came === 'frozen').map(({ name }) => name));
  for (const { name, came, changes } of named) {
    if (came === 'joined') record = noting(record, joined(name));
    for (const change of changes) record = noting(record, change === 'left' ? left(name) : returned(name));
  }
  const statuses = named.flatMap(({ name, part, amended }) =>
    amended
      ? [statusOf(name, { part: amended }), statusOf(name, { part, codeHash: AMENDED, issuedAt: LATER })]
      : [statusOf(name, { part })],
  );
  return { record, statuses };
}

const named = (found: ReturnType<typeof reconcile>) =>
  found.differences.map((each) => `${each.kind} ${each.kind === 'altered' ? each.what : each.personId}`);

describe('a roster', () => {
  it('is the same list with the same hash in whatever order people were found', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['Ada', 'Bea', 'Cas', 'Dee', 'Eva'], { minLength: 5 }), (names) => {
        assert.deepEqual(recordOf(names), recordOf(['Ada', 'Bea', 'Cas', 'Dee', 'Eva']));
      }),
    );
  });

  it('is kept in parts that hold everybody once, sorted', () => {
    const { roster } = recordOf(Array.from({ length: 10 }, (_, n) => `Person ${n}`));
    assert.deepEqual(
      roster.parts.map(({ entries }) => entries.length),
      [3, 3, 3, 1],
    );
    const ids = roster.parts.flatMap(({ entries }) => entries.map((entry) => entry.personId));
    assert.deepEqual(ids, [...new Set(ids)].sort());
    assert.equal(roster.count, 10);
  });

  it('takes note of each change once', () => {
    const record = noting(recordOf(['Ada']), joined('Bea'), left('Ada'));
    const listed = listedOn(record);
    for (const change of [joined('Ada'), joined('Bea'), left('Ada'), left('Stranger'), returned('Bea')])
      assert.equal(isNews(listed, change), false, change.type);
    for (const change of [joined('Cas'), left('Bea'), returned('Ada')])
      assert.equal(isNews(listed, change), true, change.type);
  });
});

describe('roster + joined = certified + with exception + declined + excused + left + paused + outstanding', () => {
  it('whatever happens to people', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { record, statuses } = lived(history);
        const { equation, differences } = reconcile(record, statuses);
        assert.deepEqual(differences, []);
        assert.equal(equation.balances, true);
        assert.equal(equation.roster + equation.joined, history.length);
        for (const part of EQUATION_PARTS)
          assert.equal(equation.parts[part], history.filter((life) => life.part === part).length, part);
      }),
    );
  });

  it('counts who certified and is asked again for an amended Code once, by the amended one', () => {
    const { equation, differences } = reconcile(recordOf(['Ada']), [
      statusOf('Ada', { codeHash: AMENDED, issuedAt: LATER }),
      statusOf('Ada', { part: 'certified' }),
    ]);
    assert.deepEqual([equation.parts.outstanding, equation.parts.certified, differences], [1, 0, []]);
  });

  it('counts who left before they were asked as left', () => {
    const { equation, differences } = reconcile(noting(recordOf(['Ada']), left('Ada')), []);
    assert.deepEqual([equation.parts.left, equation.balances, differences], [1, true, []]);
  });
});

describe('a reconciliation names', () => {
  const anyPlace = fc.tuple(anyHistory, fc.nat());
  const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

  it('everybody whose obligation is gone', () => {
    fc.assert(
      fc.property(anyPlace, ([history, n]) => {
        const { record, statuses } = lived(history.map((life) => ({ ...life, changes: [] })));
        const { personId: gone } = pick(statuses, n);
        const found = reconcile(
          record,
          statuses.filter((each) => each.personId !== gone),
        );
        assert.deepEqual(named(found), [`without-obligation ${gone}`]);
        assert.equal(found.equation.balances, false);
      }),
    );
  });

  it('everybody whose obligation was replaced by none', () => {
    const found = reconcile(recordOf(['Ada']), [statusOf('Ada', { part: 'superseded' })]);
    assert.deepEqual(named(found), [`without-obligation ${personId('Ada')}`]);
  });

  it('everybody who has an obligation and is not on it', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const { record, statuses } = lived(history);
        const found = reconcile(record, [...statuses, statusOf('Stranger')]);
        assert.deepEqual(named(found), [`not-on-roster ${personId('Stranger')}`]);
        assert.equal(found.equation.balances, false);
      }),
    );
  });

  it('everybody who is asked twice: for one version, or for two at a time', () => {
    for (const second of [{}, { codeHash: AMENDED, issuedAt: LATER }]) {
      const found = reconcile(recordOf(['Ada', 'Bea']), [
        statusOf('Ada'),
        statusOf('Bea'),
        statusOf('Ada', second),
      ]);
      assert.deepEqual(named(found), [`twice ${personId('Ada')}`]);
    }
  });

  it('everybody who is listed twice', () => {
    for (const record of [
      recordOf(['Ada', 'Bea', 'Ada']),
      noting(recordOf(['Ada', 'Bea']), joined('Ada')),
      noting(noting(recordOf(['Bea']), joined('Ada')), joined('Ada')),
    ]) {
      const found = reconcile(record, [statusOf('Ada'), statusOf('Bea')]);
      assert.deepEqual(named(found), [`twice ${personId('Ada')}`]);
      assert.equal(found.equation.balances, false);
    }
  });

  const frozenOnly = (history: History) =>
    lived(history.map((life) => ({ ...life, came: 'frozen', changes: [] })));

  it('every entry that was taken out, put in or doubled after it was frozen', () => {
    fc.assert(
      fc.property(anyPlace, fc.constantFrom('out', 'in', 'doubled'), ([history, n], how) => {
        const { record, statuses } = frozenOnly(history);
        const altered = copyOf(record);
        const partNumber = n % altered.roster.parts.length;
        const { entries } = pick(altered.roster.parts, partNumber);
        const entry = pick(entries, n);
        const who: PersonId = how === 'in' ? personId('Stranger') : entry.personId;
        if (how === 'out') entries.splice(entries.indexOf(entry), 1);
        else entries.push({ ...entry, personId: who });
        altered.roster.count += how === 'out' ? -1 : 1;
        const kind = { out: 'not-on-roster', in: 'without-obligation', doubled: 'twice' }[how];
        assert.deepEqual(
          named(reconcile(again(altered), statuses)).sort(),
          ['altered roster', `altered part ${partNumber + 1}`, `${kind} ${who}`].sort(),
        );
      }),
    );
  });

  it('the part in which an entry was altered', () => {
    fc.assert(
      fc.property(anyPlace, ([history, n]) => {
        const { record, statuses } = frozenOnly(history);
        const altered = copyOf(record);
        const partNumber = n % altered.roster.parts.length;
        pick(pick(altered.roster.parts, partNumber).entries, n).reason = 'hire';
        assert.deepEqual(named(reconcile(again(altered), statuses)), [
          'altered roster',
          `altered part ${partNumber + 1}`,
        ]);
      }),
    );
  });

  it('a roster whose head was altered', () => {
    for (const change of [{ frozenAt: LATER }, { codeHash: AMENDED }, { count: 2 }]) {
      const { roster, pages } = recordOf(['Ada']);
      const found = reconcile({ roster: { ...roster, ...change }, pages }, [statusOf('Ada')]);
      assert.deepEqual(named(found), ['altered roster']);
    }
  });

  it('a page of changes that was altered, and a gap in them', () => {
    const record = noting(noting(recordOf(['Ada']), joined('Bea')), left('Bea'), joined('Cas'));
    const statuses = [statusOf('Ada'), statusOf('Bea', { part: 'left' }), statusOf('Cas')];
    assert.deepEqual(named(reconcile(record, statuses)), []);
    const altered = copyOf(record);
    altered.pages[1]?.changes.shift();
    assert.deepEqual(named(reconcile(again(altered), statuses)), ['altered changes 2']);
    const [first, second] = record.pages;
    assert.ok(first && second);
    const other = nextPage(recordOf(['Ada', 'Zoe']), first.changes);
    assert.deepEqual(named(reconcile({ ...record, pages: [other, second] }, statuses)), [
      'altered changes 1',
      'altered changes 2',
    ]);
    const gap = { ...record, pages: record.pages.slice(1) };
    assert.deepEqual(named(reconcile(gap, statuses)), [
      'altered changes 1',
      `not-on-roster ${personId('Bea')}`,
    ]);
  });
});
