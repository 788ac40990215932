import { Temporal } from 'temporal-polyfill';
import type { CalendarDate, Instant } from './ids.ts';

/** Milliseconds since the epoch -> Instant. */
export function instantOf(epochMilliseconds: number): Instant {
  return new Date(epochMilliseconds).toISOString() as Instant;
}

/** Milliseconds between two instants, negative when `b` is earlier. */
export function millisecondsBetween(a: Instant, b: Instant): number {
  return Date.parse(b) - Date.parse(a);
}

export function plusMilliseconds(at: Instant, ms: number): Instant {
  return instantOf(Date.parse(at) + ms);
}

/** The day it is at `at` where the company keeps its calendar. */
export function dateAt(at: Instant, timeZone: string): CalendarDate {
  let format = dayFormats.get(timeZone);
  if (!format) {
    // Swedish dates are ISO dates. Every turn asks for today: this takes a fortieth of the time Temporal takes.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone });
    dayFormats.set(timeZone, format);
  }
  return format.format(Date.parse(at)) as CalendarDate;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** What calendar and clock on a wall show at `at`: the day, and the hour from 0 to 23. */
export function wallClockAt(at: Instant, timeZone: string): { date: CalendarDate; hour: number } {
  let format = clockFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    clockFormats.set(timeZone, format);
  }
  const [date = '', clock = ''] = format.format(Date.parse(at)).split(' ');
  return { date: date as CalendarDate, hour: Number(clock.slice(0, 2)) };
}

const clockFormats = new Map<string, Intl.DateTimeFormat>();

/** The instant at which the wall clock in `timeZone` shows `hour` on that day (the later one where it is skipped). */
export function atHour(date: CalendarDate, hour: number, timeZone: string): Instant {
  const zoned = Temporal.PlainDate.from(date).toZonedDateTime({
    timeZone,
    plainTime: Temporal.PlainTime.from({ hour }),
  });
  return instantOf(zoned.epochMilliseconds);
}

/** Every turn counts days: a day of the calendar has no hours to lose, and this takes a tenth of Temporal's time. */
const DAY = 24 * 60 * 60 * 1000;

export function plusDays(date: CalendarDate, days: number): CalendarDate {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10) as CalendarDate;
}

/** Twelve months after 29 February is 28 February. */
export function plusMonths(date: CalendarDate, months: number): CalendarDate {
  return Temporal.PlainDate.from(date).add({ months }).toString() as CalendarDate;
}

/** Whole days from `a` to `b`, negative when `b` is earlier. */
export function daysBetween(a: CalendarDate, b: CalendarDate): number {
  return (Date.parse(b) - Date.parse(a)) / DAY;
}

/** The later of two days. ISO dates compare as text. */
export function later(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a > b ? a : b;
}

export function earlier(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a < b ? a : b;
}

/** `2026` and `11-02` -> `2026-11-02`; 29 February falls on the 28th in a common year. Every turn asks for one. */
export function dayOfYear(year: number, monthDay: string): CalendarDate {
  const exists = monthDay !== '02-29' || new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;
  return `${year}-${exists ? monthDay : '02-28'}` as CalendarDate;
}

export function yearOf(date: CalendarDate): number {
  return Number(date.slice(0, 4));
}
