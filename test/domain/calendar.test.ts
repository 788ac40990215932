import assert from 'node:assert/strict';
import {
  type DaysOff,
  isWorkday,
  WEEKDAYS,
  weekdayOf,
  workdayFrom,
  workdayUntil,
} from '../../src/domain/calendar.ts';
import { day } from '../helpers/clock.ts';

const OFF: DaysOff = {
  weekend: ['saturday', 'sunday'],
  holidays: [
    { date: '2026-11-26', name: 'Thanksgiving Day' },
    { date: '12-25', name: 'Christmas Day' },
  ],
};

describe('a day', () => {
  it('has its weekday, also a leap day and long ago', () => {
    assert.equal(weekdayOf(day('2026-11-23')), 'monday');
    assert.equal(weekdayOf(day('2028-02-29')), 'tuesday');
    assert.equal(weekdayOf(day('1999-12-31')), 'friday');
  });

  it('is one to work on unless it is on the weekend or a holiday, once or every year', () => {
    const free = ['2026-11-28', '2026-11-29', '2026-11-26', '2026-12-25', '2029-12-25'];
    const worked = ['2026-11-23', '2027-11-26', '2026-12-24', '2028-02-29'];
    assert.deepEqual(
      free.filter((each) => isWorkday(day(each), OFF)),
      [],
    );
    assert.deepEqual(
      worked.filter((each) => !isWorkday(day(each), OFF)),
      [],
    );
  });

  it('moves to the working day after or before it, past a holiday that meets a weekend', () => {
    assert.equal(workdayFrom(day('2026-11-26'), OFF), '2026-11-27');
    assert.equal(workdayFrom(day('2026-12-25'), OFF), '2026-12-28');
    assert.equal(workdayUntil(day('2026-12-27'), OFF), '2026-12-24');
    assert.equal(workdayFrom(day('2026-11-23'), OFF), '2026-11-23');
    assert.equal(workdayUntil(day('2026-11-23'), OFF), '2026-11-23');
  });

  it('is taken as it is in a calendar without a working day', () => {
    const never = { weekend: WEEKDAYS, holidays: [] };
    assert.equal(workdayFrom(day('2026-11-23'), never), '2026-11-23');
  });
});
