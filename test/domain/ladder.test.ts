import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nextReminderAt, type ReminderRules } from '../../src/domain/ladder.ts';
import { dateAt, later, plusDays } from '../../src/domain/time.ts';
import { isWithin, type WorkingTime, workingTimeOf } from '../../src/domain/workingHours.ts';
import { at, day } from '../helpers/clock.ts';
import { REMINDER_RULES, TIME_ZONE, WORKING_RULES } from '../helpers/rules.ts';

const DUE = { due: day('2026-12-17'), overdueAfter: day('2026-12-17') };

/** The ladder of the sample programme without days off, so that each step is on its own day. */
const EVERY_DAY = workingTimeOf({}, { ...WORKING_RULES, weekend: [] });
const WEEKDAYS_ONLY = workingTimeOf({}, WORKING_RULES);

type Some = {
  readonly rules?: Partial<ReminderRules>;
  readonly dates?: typeof DUE;
  readonly time?: WorkingTime;
};

const next = (now: string, { rules = {}, dates = DUE, time = EVERY_DAY }: Some = {}) =>
  nextReminderAt(dates, at(now), { ...REMINDER_RULES, ...rules }, time);

/** Every reminder from `now` on, by the person's own day, if each is sent when it is due. */
const ladder = (now: string, count: number, some: Some = {}) => {
  const days: string[] = [];
  for (let moment = at(now); days.length < count; ) {
    moment = next(moment, some);
    days.push(dateAt(moment, (some.time ?? EVERY_DAY).timeZone));
  }
  return days;
};

const dueOn = (due: string) => ({ due: day(due), overdueAfter: day(due) });

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

  it('comes on the days after the due date that the file names, then regularly from the last of them', () => {
    assert.deepEqual(ladder('2026-12-16T15:00:00Z', 5, { rules: { daysAfterDue: [3, 1] } }), [
      '2026-12-17',
      '2026-12-18',
      '2026-12-20',
      '2026-12-27',
      '2027-01-03',
    ]);
  });

  it('goes out at the hour of the person’s own day, in winter and in summer', () => {
    assert.equal(next('2026-11-02T15:00:00Z'), '2026-12-03T14:00:00.000Z');
    assert.equal(next('2027-06-01T15:00:00Z', { dates: dueOn('2027-07-15') }), '2027-07-01T13:00:00.000Z');
    const tokyo = { ...EVERY_DAY, timeZone: 'Asia/Tokyo' };
    assert.equal(next('2026-11-02T15:00:00Z', { time: tokyo }), '2026-12-03T00:00:00.000Z');
  });

  it('is never on the day of the last one, which is the person’s day', () => {
    assert.equal(dateAt(next('2026-12-10T05:00:00Z'), TIME_ZONE), '2026-12-16');
    assert.equal(dateAt(next('2026-12-10T04:59:00Z'), TIME_ZONE), '2026-12-10', 'it is still the 9th there');
    const auckland = { ...EVERY_DAY, timeZone: 'Pacific/Auckland' };
    assert.equal(
      next('2026-12-09T12:00:00Z', { time: auckland }),
      '2026-12-15T20:00:00.000Z',
      'the 10th there',
    );
  });

  it('leaves out the due date where the file says so', () => {
    assert.deepEqual(ladder('2026-12-15T15:00:00Z', 3, { rules: { onDueDate: false } }), [
      '2026-12-16',
      '2026-12-24',
      '2026-12-31',
    ]);
  });

  it('does not depend on the order in which the file lists the days', () => {
    const rules = { daysBeforeDue: [1, 14, 7] };
    assert.deepEqual(ladder('2026-11-02T15:00:00Z', 4, { rules }), ladder('2026-11-02T15:00:00Z', 4));
  });

  it('follows the earlier of the due date and the end of twelve months', () => {
    const dates = { due: day('2026-12-17'), overdueAfter: day('2026-11-20') };
    assert.deepEqual(ladder('2026-11-02T15:00:00Z', 5, { dates }), [
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

  it('comes before a weekend rather than too late, and after it once it is overdue', () => {
    // Due on a Sunday: a day before is Saturday. Overdue, every seven days is a Sunday.
    const some = { dates: dueOn('2026-12-20'), time: WEEKDAYS_ONLY };
    assert.deepEqual(ladder('2026-12-01T15:00:00Z', 5, some), [
      '2026-12-04',
      '2026-12-11',
      '2026-12-18',
      '2026-12-28',
      '2027-01-04',
    ]);
  });

  it('that meets another one on the same working day is one reminder', () => {
    const some = { dates: dueOn('2026-12-20'), time: WEEKDAYS_ONLY, rules: { daysBeforeDue: [2, 1] } };
    assert.deepEqual(ladder('2026-12-15T15:00:00Z', 2, some), ['2026-12-18', '2026-12-28']);
    const daily = { ...some, rules: { daysBeforeDue: [], everyDaysAfterDue: 1 } };
    assert.deepEqual(ladder('2026-12-21T15:00:00Z', 6, daily), [
      '2026-12-22',
      '2026-12-23',
      '2026-12-24',
      '2026-12-25',
      '2026-12-28',
      '2026-12-29',
    ]);
  });

  it('passes over a holiday', () => {
    const time = { ...WEEKDAYS_ONLY, holidays: [{ date: '12-25', name: 'Christmas Day' }] };
    assert.deepEqual(ladder('2026-12-24T15:00:00Z', 1, { dates: dueOn('2026-12-25'), time }), ['2027-01-01']);
    assert.deepEqual(ladder('2026-12-20T15:00:00Z', 1, { dates: dueOn('2026-12-25'), time }), ['2026-12-24']);
    assert.deepEqual(ladder('2026-12-22T15:00:00Z', 1, { dates: dueOn('2026-12-18'), time }), ['2026-12-28']);
  });

  it('knows the leap day', () => {
    const some = { dates: dueOn('2028-03-01') };
    assert.deepEqual(ladder('2028-02-20T15:00:00Z', 4, some), [
      '2028-02-23',
      '2028-02-29',
      '2028-03-01',
      '2028-03-08',
    ]);
    assert.deepEqual(ladder('2028-02-28T15:00:00Z', 1, { dates: dueOn('2028-02-29') }), ['2028-02-29']);
  });

  it('always lies on a later day, within the person’s hours, and within one round', () => {
    const rules = fc.record({
      daysBeforeDue: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 4 }),
      onDueDate: fc.boolean(),
      daysAfterDue: fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 3 }),
      everyDaysAfterDue: fc.integer({ min: 1, max: 90 }),
      hour: fc.integer({ min: 9, max: 16 }),
    });
    const zone = fc.constantFrom(TIME_ZONE, 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kolkata');
    const minutes = fc.integer({ min: 0, max: 400 * 24 * 60 });
    fc.assert(
      fc.property(rules, zone, minutes, (some, timeZone, after) => {
        const now = at(new Date(Date.parse('2026-10-01T00:00:00Z') + after * 60_000).toISOString());
        const time = { ...WEEKDAYS_ONLY, timeZone, holidays: [{ date: '12-25', name: 'Christmas Day' }] };
        const found = next(now, { rules: some, time });
        const today = dateAt(now, timeZone);
        assert.ok(found > now && dateAt(found, timeZone) > today);
        assert.ok(isWithin(found, time));
        const horizon = later(today, plusDays(DUE.due, Math.max(0, ...some.daysAfterDue)));
        assert.ok(dateAt(found, timeZone) <= plusDays(horizon, some.everyDaysAfterDue + 3));
      }),
      { numRuns: 300 },
    );
  });
});
