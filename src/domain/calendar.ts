import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from './ids.ts';
import { plusDays } from './time.ts';

/** In the order in which ISO 8601 counts them, from 1. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A day off: `2026-11-26` once, `12-25` every year. */
export type Holiday = {
  readonly date: string;
  readonly name: string;
  /** ISO 3166 codes of the countries that keep it; absent when everybody does. */
  readonly countries?: readonly string[] | undefined;
};

/** Which days are days off. */
export type DaysOff = { readonly weekend: readonly Weekday[]; readonly holidays: readonly Holiday[] };

/** More days off in a row than any calendar has: then the day itself is taken. */
const LONGEST = 31;

export function weekdayOf(date: CalendarDate): Weekday {
  return WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? 'monday';
}

/** Whether people work on a day: neither weekend nor holiday. */
export function isWorkday(date: CalendarDate, { weekend, holidays }: DaysOff): boolean {
  if (weekend.includes(weekdayOf(date))) return false;
  const yearly = date.slice(5);
  return !holidays.some((holiday) => holiday.date === date || holiday.date === yearly);
}

/** The first working day on or after a day. */
export function workdayFrom(date: CalendarDate, off: DaysOff): CalendarDate {
  return search(date, 1, off);
}

/** The last working day on or before a day. */
export function workdayUntil(date: CalendarDate, off: DaysOff): CalendarDate {
  return search(date, -1, off);
}

function search(date: CalendarDate, step: 1 | -1, off: DaysOff): CalendarDate {
  let found = date;
  for (let tried = 0; tried < LONGEST; tried += 1) {
    if (isWorkday(found, off)) return found;
    found = plusDays(found, step);
  }
  return date;
}
