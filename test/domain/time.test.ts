import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  atHour,
  dateAt,
  dayOfYear,
  daysBetween,
  earlier,
  instantOf,
  later,
  millisecondsBetween,
  plusDays,
  plusMilliseconds,
  plusMonths,
  yearOf,
} from '../../src/domain/time.ts';
import { at, day } from '../helpers/clock.ts';

const NEW_YORK = 'America/New_York';
const anyDay = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => day(date.toISOString().slice(0, 10)));

describe('calendar days', () => {
  it('are counted as Temporal counts them', () => {
    const days = fc.integer({ min: -40_000, max: 40_000 });
    fc.assert(
      fc.property(anyDay, days, (date, n) => {
        const there = plusDays(date, n);
        assert.equal(there, Temporal.PlainDate.from(date).add({ days: n }).toString());
        assert.equal(daysBetween(date, there), n);
      }),
    );
  });

  it('are those of the company’s time zone', () => {
    const instant = at('2026-11-23T03:00:00Z');
    assert.equal(dateAt(instant, 'UTC'), '2026-11-23');
    assert.equal(dateAt(instant, NEW_YORK), '2026-11-22');
    assert.equal(dateAt(instant, 'Asia/Tokyo'), '2026-11-23');
    assert.equal(dateAt(at('2026-12-31T23:30:00Z'), 'Pacific/Kiritimati'), '2027-01-01');
  });

  it('run over month and year ends and leap days', () => {
    assert.equal(plusDays(day('2026-12-31'), 1), '2027-01-01');
    assert.equal(plusDays(day('2028-02-28'), 1), '2028-02-29');
    assert.equal(plusDays(day('2026-02-28'), 1), '2026-03-01');
    assert.equal(plusDays(day('2026-03-01'), -1), '2026-02-28');
    assert.equal(daysBetween(day('2028-02-01'), day('2028-03-01')), 29);
    assert.equal(daysBetween(day('2026-11-02'), day('2026-10-31')), -2);
  });

  it('twelve months later are the same day, or the last of the month', () => {
    assert.equal(plusMonths(day('2025-11-30'), 12), '2026-11-30');
    assert.equal(plusMonths(day('2028-02-29'), 12), '2029-02-28');
    assert.equal(plusMonths(day('2027-02-28'), 12), '2028-02-28');
    assert.equal(plusMonths(day('2026-01-31'), 1), '2026-02-28');
  });

  it('of a year exist in every year', () => {
    assert.equal(dayOfYear(2026, '11-02'), '2026-11-02');
    assert.equal(dayOfYear(2028, '02-29'), '2028-02-29');
    assert.equal(dayOfYear(2026, '02-29'), '2026-02-28');
    assert.equal(dayOfYear(2000, '02-29'), '2000-02-29');
    assert.equal(dayOfYear(2100, '02-29'), '2100-02-28');
    assert.equal(yearOf(day('2026-01-01')), 2026);
  });

  it('compare as text', () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        assert.equal(daysBetween(earlier(a, b), later(a, b)), Math.abs(daysBetween(a, b)));
      }),
    );
  });

  it('come back when days are added and counted', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
        assert.equal(daysBetween(date, plusDays(date, days)), days);
        assert.equal(plusDays(plusDays(date, days), -days), date);
      }),
    );
  });
});

describe('an hour of a day', () => {
  it('follows summer time', () => {
    assert.equal(atHour(day('2026-07-01'), 9, NEW_YORK), '2026-07-01T13:00:00.000Z');
    assert.equal(atHour(day('2026-12-01'), 9, NEW_YORK), '2026-12-01T14:00:00.000Z');
    assert.equal(atHour(day('2026-12-01'), 0, 'Asia/Kolkata'), '2026-11-30T18:30:00.000Z');
  });

  it('that is skipped is the later one', () => {
    assert.equal(atHour(day('2026-03-08'), 2, NEW_YORK), '2026-03-08T07:00:00.000Z');
  });

  it('that comes twice is the first one', () => {
    assert.equal(atHour(day('2026-11-01'), 1, NEW_YORK), '2026-11-01T05:00:00.000Z');
  });

  it('is on that day, in every zone, on every day', () => {
    const zone = fc.constantFrom(NEW_YORK, 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 23 }), zone, (date, hour, timeZone) => {
        assert.equal(dateAt(atHour(date, hour, timeZone), timeZone), date);
      }),
    );
  });
});

describe('instants', () => {
  it('are in UTC with milliseconds, and compare as text', () => {
    assert.equal(instantOf(0), '1970-01-01T00:00:00.000Z');
    assert.equal(plusMilliseconds(at('2026-12-31T23:59:59.999Z'), 1), '2027-01-01T00:00:00.000Z');
    assert.equal(millisecondsBetween(at('2026-01-01'), at('2026-01-02')), 86_400_000);
    assert.equal(millisecondsBetween(at('2026-01-02'), at('2026-01-01')), -86_400_000);
  });
});
