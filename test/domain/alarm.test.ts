import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type Alarm,
  type AlarmRecord,
  alarmFacts,
  cleared,
  confirmationOf,
  confirmed,
  gone,
  isNews,
  raised,
  told,
} from '../../src/domain/alarm.ts';
import type { CycleId, Sha256 } from '../../src/domain/ids.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { at } from '../helpers/clock.ts';
import { personId } from '../helpers/people.ts';

const [NOON, LATER, LAST] = ['12', '13', '14'].map((hour) => at(`2026-11-23T${hour}:00:00Z`)) as [
  ReturnType<typeof at>,
  ReturnType<typeof at>,
  ReturnType<typeof at>,
];
const vacant: Alarm = { kind: 'office-vacant', office: 'treasurer' };
const filled: Alarm = {
  kind: 'office-newly-filled',
  office: 'treasurer',
  holder: personId('Tom'),
  on: '2026-11-23' as never,
};
const differs: Alarm = {
  kind: 'roster-differs',
  cycle: '2026' as CycleId,
  counts: { 'without-obligation': 0, 'not-on-roster': 1, twice: 0, altered: 0 },
  differences: [],
};
const fell = (lost: number): Alarm => ({
  kind: 'population-fell',
  covered: 100,
  lost,
  limitPercent: 20,
  sha256: String(lost).padStart(64, '0') as Sha256,
});

const by = personId('Dana');
const decision = (alarm: Alarm, because = 'seen') => ({ by, because, facts: alarmFacts(alarm) });
const refusedBy = (result: unknown) => (isRefusal(result) ? result.refused : 'granted');
const granted = (result: AlarmRecord | { refused: string }): AlarmRecord => {
  assert.ok(!('refused' in result), JSON.stringify(result));
  return result;
};

describe('an alarm', () => {
  it('is raised once, however often its condition is found', () => {
    const first = raised(undefined, vacant, NOON);
    assert.equal(raised(first, { ...vacant }, LATER), first);
    assert.deepEqual([first.state, first.since], ['raised', NOON]);
  });

  it('says what is so now, since the same moment, when its facts change', () => {
    const first = raised(undefined, fell(30), NOON);
    const second = raised(first, fell(40), LATER);
    assert.deepEqual([second.alarm, second.since], [fell(40), NOON]);
    assert.deepEqual(
      second.history.map(({ type }) => type),
      ['raised', 'changed'],
    );
  });

  it('stays cleared while its facts are those that somebody has cleared, and no longer', () => {
    const first = granted(cleared(raised(undefined, filled, NOON), decision(filled), LATER));
    assert.equal(raised(first, filled, LAST), first);
    const again = raised(first, { ...filled, on: '2027-01-01' as never }, LAST);
    assert.deepEqual([again.state, again.since], ['raised', LAST]);
  });

  it('is raised anew when its condition was gone and has come back, also after somebody cleared it', () => {
    const acknowledged = granted(cleared(raised(undefined, vacant, NOON), decision(vacant), NOON));
    const over = gone(acknowledged, LATER);
    assert.equal(over.state, 'gone');
    assert.equal(raised(over, vacant, LAST).state, 'raised');
  });

  it('of a new holder ends only when somebody clears it', () => {
    const first = raised(undefined, filled, NOON);
    assert.equal(gone(first, LATER), first);
    assert.deepEqual(granted(cleared(first, decision(filled, ' Met them '), LATER)).history.at(-1), {
      type: 'cleared',
      at: LATER,
      by,
      because: 'Met them',
    });
  });

  it('that the roster differs is cleared by nobody', () => {
    const first = raised(undefined, differs, NOON);
    assert.equal(refusedBy(cleared(first, decision(differs), LATER)), 'alarm-clears-itself');
    assert.equal(refusedBy(confirmed(first, decision(differs), LATER)), 'alarm-clears-itself');
    assert.equal(gone(first, LATER).state, 'gone');
  });

  it('is not cleared without a reason, by a stale card, or twice', () => {
    const first = raised(undefined, vacant, NOON);
    assert.equal(refusedBy(cleared(first, decision(vacant, '  '), LATER)), 'text-missing');
    assert.equal(refusedBy(cleared(first, decision(vacant, 'x'.repeat(501)), LATER)), 'reason-too-long');
    const other: Alarm = { kind: 'office-vacant', office: 'controller' };
    assert.equal(refusedBy(cleared(first, decision(other), LATER)), 'alarm-changed');
    const done = granted(cleared(first, decision(vacant), LATER));
    assert.equal(refusedBy(cleared(done, decision(vacant), LAST)), 'alarm-is-over');
  });

  it('of a fall is confirmed for exactly that fall: another asks again', () => {
    const first = raised(undefined, fell(30), NOON);
    assert.equal(confirmationOf(first), undefined);
    const right = granted(confirmed(first, decision(fell(30), 'We sold the plant'), LATER));
    assert.deepEqual([right.state, confirmationOf(right)?.by], ['raised', by]);
    assert.equal(granted(confirmed(right, decision(fell(30)), LAST)), right, 'once is enough');
    assert.equal(confirmationOf(raised(right, fell(31), LAST)), undefined);
    assert.equal(refusedBy(confirmed(first, decision(fell(31)), LATER)), 'alarm-changed');
    const over = gone(right, LAST);
    assert.equal(confirmationOf(over), undefined);
    assert.equal(confirmationOf(raised(over, fell(30), LAST)), undefined, 'the same fall another time');
    assert.equal(refusedBy(cleared(first, decision(fell(30)), LATER)), 'alarm-clears-itself');
  });

  it('is told once, and again when it says something else', () => {
    const first = raised(undefined, fell(30), NOON);
    assert.equal(isNews(first), true);
    const known = told(first, 2, NOON);
    assert.equal(isNews(known), false);
    assert.equal(told(known, 2, LATER), known);
    assert.equal(isNews(raised(known, fell(31), LATER)), true);
    assert.equal(isNews(gone(first, LATER)), false);
    assert.equal(isNews(raised(gone(known, LATER), fell(30), LAST)), true);
  });

  it('never forgets anything of its history, whatever happens to it', () => {
    const step = fc.oneof(
      fc.constantFrom(fell(30), fell(31)).map((alarm) => (r: AlarmRecord) => raised(r, alarm, LATER)),
      fc.constant((r: AlarmRecord) => gone(r, LATER)),
      fc.constant((r: AlarmRecord) => told(r, 1, LATER)),
      fc.constant((r: AlarmRecord) => confirmed(r, decision(r.alarm), LATER)),
      fc.constant((r: AlarmRecord) => cleared(r, decision(r.alarm), LATER)),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let record = raised(undefined, fell(30), NOON);
        for (const take of steps) {
          const next = take(record);
          if (isRefusal(next)) continue;
          assert.deepEqual(next.history.slice(0, record.history.length), record.history);
          assert.ok(next.history.length <= record.history.length + 1);
          if (next.history.length === record.history.length) assert.equal(next, record);
          record = next;
        }
      }),
    );
  });
});
