import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CalendarDate, CycleId } from '../../../src/domain/ids.ts';
import { TALLY_KEYS, type TallyKey, tallyFrom } from '../../../src/domain/progress.ts';
import { programmeCard } from '../../../src/teams/cards/programmeCard.ts';
import { teamCard } from '../../../src/teams/cards/teamCard.ts';
import { CONTEXT } from './cardWorld.ts';
import { elementsOfType, type Node, nodesOf, wordsOf } from './readCard.ts';

const CYCLE = '2026' as CycleId;
const count = fc.integer({ min: 0, max: 500 });
const teamCounts = fc.record({
  complete: count,
  outstanding: count,
  overdue: count,
  paused: count,
  'not-required': count,
});
const tally = fc
  .record(Object.fromEntries(TALLY_KEYS.map((key) => [key, count])) as Record<TallyKey, typeof count>)
  .map((counts) => tallyFrom(new Map(Object.entries(counts) as [TallyKey, number][]), 0));

describe('the picture of completion', () => {
  it('says in its table what it says in its slices, for a team of any numbers', () => {
    fc.assert(
      fc.property(teamCounts, (counts) => {
        const card = teamCard(CONTEXT, { status: { cycle: CYCLE, counts, members: [] } });
        assertSame(card, [counts.complete, counts.outstanding, counts.overdue, counts.paused]);
      }),
    );
  });

  it('says in its table what it says in its slices, for a programme of any numbers', () => {
    fc.assert(
      fc.property(tally, (numbers) => {
        const card = programmeCard(CONTEXT, { status: programmeOf(numbers) });
        assertSame(
          card,
          TALLY_KEYS.filter((key) => key !== 'superseded').map((key) => numbers[key]),
        );
      }),
    );
  });

  it('stands beside an equation whose parts add up to the roster', () => {
    fc.assert(
      fc.property(tally, (numbers) => {
        const words = wordsOf(programmeCard(CONTEXT, { status: programmeOf(numbers) }));
        const equation = /^(\d+) on the roster = (.*)$/m.exec(words);
        const parts = [...(equation?.[2] ?? '').matchAll(/\d+/g)].map(Number);
        assert.equal(
          Number(equation?.[1] ?? 0),
          parts.reduce((sum, part) => sum + part, 0),
        );
      }),
    );
  });
});

function programmeOf(numbers: ReturnType<typeof tallyFrom>) {
  const due = '2026-12-17' as CalendarDate;
  return {
    cycle: { id: CYCLE, opensOn: '2026-11-02' as CalendarDate, due },
    today: '2026-11-23' as CalendarDate,
    tally: numbers,
    list: { items: [] },
    alarms: 0,
  };
}

/** Slices, the table that stands in for them, and the numbers themselves agree; what is zero is left out. */
function assertSame(card: object, numbers: readonly number[]): void {
  const expected = numbers.filter((number) => number > 0);
  const [chart] = elementsOfType(card, 'Chart.Donut');
  if (!chart) {
    assert.deepEqual(expected, []);
    return;
  }
  const slices = (chart.data as Node[]).map(({ legend, value }) => [String(legend), Number(value)]);
  assert.deepEqual(
    slices.map(([, value]) => value),
    expected,
  );
  assert.equal((chart.fallback as Node).type, 'Table');
  // The legend carries the number too: a picture alone tells nobody how many.
  const legends = rowsOf(chart.fallback as Node).map(([label, value]) => [`${label}: ${value}`, value]);
  assert.deepEqual(legends, slices);
}

function rowsOf(table: Node): (string | number)[][] {
  const [, ...rows] = table.rows as Node[];
  return rows.map((row) => {
    const [label, value] = nodesOf(row).filter(({ type }) => type === 'TextBlock');
    return [String(label?.text), Number(value?.text)];
  });
}
