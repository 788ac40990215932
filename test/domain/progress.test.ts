import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isOverdue, type Obligation } from '../../src/domain/obligation.ts';
import {
  completeCount,
  managerViewOf,
  rosterSize,
  sortKeyOf,
  TALLY_KEYS,
  type TallyKey,
  tallyFrom,
  tallyKeyOf,
  teamCounts,
} from '../../src/domain/progress.ts';
import { day } from '../helpers/clock.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { anyCommand, lifeOf } from './anyCommand.ts';

const DUE = '2026-12-17';
const TOMORROW = day('2026-12-18');
const certified = (withException: boolean) => [happened.certified('Ada', { withException })];
const one = (events: Obligation['history'] = []) => obligationOf('Ada', { due: DUE, events });

const population = fc.array(
  fc.array(anyCommand(), { maxLength: 6 }).map((steps) => lifeOf(steps).at(-1) as Obligation),
  { maxLength: 30 },
);
const tallyOf = (obligations: readonly Obligation[]) => {
  const counts = new Map<TallyKey, number>();
  for (const key of obligations.map(tallyKeyOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return tallyFrom(counts, obligations.filter((each) => isOverdue(each, TOMORROW)).length);
};

describe('a tally', () => {
  it('has every obligation in exactly one part', () => {
    fc.assert(
      fc.property(population, (obligations) => {
        const tally = tallyOf(obligations);
        const parts = TALLY_KEYS.reduce((sum, key) => sum + tally[key], 0);
        assert.equal(parts, obligations.length);
        assert.equal(rosterSize(tally), obligations.length - tally.superseded);
        assert.ok(tally.overdue <= tally.outstanding + tally.declined);
      }),
    );
  });

  it('tells certificates with an exception from clean ones, and counts both as complete', () => {
    const tally = tallyOf([one(certified(false)), one(certified(true)), one(certified(true))]);
    assert.equal(tally.certified, 1);
    assert.equal(tally['certified-with-exception'], 2);
    assert.equal(completeCount(tally), 3);
  });

  it('of nobody is all zero', () => {
    assert.deepEqual(new Set(Object.values(tallyFrom(new Map(), 0))), new Set([0]));
  });
});

describe('what a manager sees', () => {
  const views = (obligation: Obligation) => [
    managerViewOf(obligation, day(DUE)),
    managerViewOf(obligation, TOMORROW),
  ];

  it('shows a decline as any other open item, and an exception as any other certificate', () => {
    assert.deepEqual(views(one()), ['outstanding', 'overdue']);
    assert.deepEqual(views(one([happened.declined()])), views(one()));
    assert.deepEqual(views(one(certified(false))), ['complete', 'complete']);
    assert.deepEqual(views(one(certified(true))), views(one(certified(false))));
  });

  it('does not say why nothing is required', () => {
    for (const event of [happened.excused(), happened.left(), happened.superseded()])
      assert.deepEqual(views(one([event])), ['not-required', 'not-required']);
    assert.deepEqual(views(one([happened.paused()])), ['paused', 'paused']);
  });

  it('counts the same people as the list shows, whatever became of them', () => {
    fc.assert(
      fc.property(population, (obligations) => {
        const counts = teamCounts(tallyOf(obligations));
        const listed = obligations.map((each) => managerViewOf(each, TOMORROW));
        for (const [view, count] of Object.entries(counts))
          assert.equal(listed.filter((each) => each === view).length, count, view);
      }),
    );
  });

  it('is in an order that shows nothing more: a decline sorts as an open item', () => {
    assert.equal(sortKeyOf(one([happened.declined()]), 'Ada'), sortKeyOf(one(), 'Ada'));
    assert.equal(sortKeyOf(one(certified(true)), 'Ada'), sortKeyOf(one(certified(false)), 'Ada'));
    assert.equal(sortKeyOf(one([happened.excused()]), 'Ada'), sortKeyOf(one([happened.left()]), 'Ada'));
  });

  it('begins with what is open, soonest due first, then goes by name without accents and case', () => {
    const keys = [
      sortKeyOf(obligationOf('Zoe', { due: '2026-12-01' }), 'Zoë'),
      sortKeyOf(obligationOf('Bo', { due: DUE }), 'bo'),
      sortKeyOf(obligationOf('Eva', { due: DUE }), 'Éva'),
      sortKeyOf(obligationOf('Flo', { due: DUE }), 'Flo'),
      sortKeyOf(obligationOf('Al', { events: [happened.paused()] }), 'Al'),
      sortKeyOf(obligationOf('Al', { events: certified(false) }), 'Al'),
      sortKeyOf(obligationOf('Al', { events: [happened.left()] }), 'Al'),
    ];
    assert.deepEqual([...keys].sort(), keys);
  });
});
