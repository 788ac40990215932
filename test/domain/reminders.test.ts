import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nextReminderAt, type ReminderRules } from '../../src/domain/schedule.ts';
import { dateAt, later, plusDays } from '../../src/domain/time.ts';
import { at, day } from '../helpers/clock.ts';
import { REMINDER_RULES, TIME_ZONE } from '../helpers/rules.ts';

const DUE = { due: day('2026-12-17'), overdueAfter: day('2026-12-17') };

const next = (now: string, rules: Partial<ReminderRules> = {}, dates = DUE) =>
  nextReminderAt(dates, at(now), { ...REMINDER_RULES, ...rules }, TIME_ZONE);

/** Every reminder from `now` on, by day, if each is sent when it is due. */
const ladder = (now: string, count: number, rules: Partial<ReminderRules> = {}, dates = DUE) => {
  const days: string[] = [];
  for (let moment = at(now); days.length < count; ) {
    moment = next(moment, rules, dates);
    days.push(dateAt(moment, TIME_ZONE));
  }
  return days;
};

describe('the next reminder', () => {
  it('climbs the ladder of the programme file, then repeats until something happens', () => {
    assert.deepEqual(ladder('2026-11-02T15:00:00Z', 7), [
      '2026-12-03',
      '2026-12-10',
      '2026-12-16',
      '2026-12-17',
      '2026-12-24',
      '2026-12-31',
      '2027-01-07',
    ]);
  });

  it('goes out at the hour of the company’s day, in winter and in summer', () => {
    assert.equal(next('2026-11-02T15:00:00Z'), '2026-12-03T14:00:00.000Z');
    const summer = { due: day('2027-07-15'), overdueAfter: day('2027-07-15') };
    assert.equal(next('2027-06-01T15:00:00Z', {}, summer), '2027-07-01T13:00:00.000Z');
    assert.equal(next('2026-11-02T15:00:00Z', { hour: 0 }), '2026-12-03T05:00:00.000Z');
  });

  it('is never on the day of the last one, which is the company’s day', () => {
    assert.equal(dateAt(next('2026-12-10T05:00:00Z'), TIME_ZONE), '2026-12-16');
    assert.equal(dateAt(next('2026-12-10T04:59:00Z'), TIME_ZONE), '2026-12-10', 'it is still the 9th there');
  });

  it('leaves out the due date where the file says so', () => {
    assert.deepEqual(ladder('2026-12-15T15:00:00Z', 3, { onDueDate: false }), [
      '2026-12-16',
      '2026-12-24',
      '2026-12-31',
    ]);
  });

  it('does not depend on the order in which the file lists the days', () => {
    const days = [1, 14, 7];
    assert.deepEqual(
      ladder('2026-11-02T15:00:00Z', 4, { daysBeforeDue: days }),
      ladder('2026-11-02T15:00:00Z', 4),
    );
  });

  it('follows the earlier of the due date and the end of twelve months', () => {
    const dates = { due: day('2026-12-17'), overdueAfter: day('2026-11-20') };
    assert.deepEqual(ladder('2026-11-02T15:00:00Z', 5, {}, dates), [
      '2026-11-06',
      '2026-11-13',
      '2026-11-19',
      '2026-11-20',
      '2026-11-27',
    ]);
  });

  it('comes within one round for somebody long overdue', () => {
    assert.deepEqual(ladder('2027-02-01T15:00:00Z', 2), ['2027-02-04', '2027-02-11']);
  });

  it('always lies in the future, on a later day', () => {
    const rules = fc.record({
      daysBeforeDue: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
      onDueDate: fc.boolean(),
      everyDaysAfterDue: fc.integer({ min: 1, max: 90 }),
      hour: fc.integer({ min: 0, max: 23 }),
    });
    const minutes = fc.integer({ min: 0, max: 400 * 24 * 60 });
    fc.assert(
      fc.property(rules, minutes, (some, after) => {
        const now = at(new Date(Date.parse('2026-10-01T00:00:00Z') + after * 60_000).toISOString());
        const found = next(now, some);
        const today = dateAt(now, TIME_ZONE);
        assert.ok(found > now && dateAt(found, TIME_ZONE) > today);
        const horizon = later(today, DUE.due);
        assert.ok(dateAt(found, TIME_ZONE) <= plusDays(horizon, some.everyDaysAfterDue));
      }),
    );
  });
});
