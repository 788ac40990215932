import { Temporal } from 'temporal-polyfill';
import type { CalendarDate } from './ids.ts';

type Rule =
  | { readonly month: number; readonly day: number }
  /** The n-th weekday of a month (1 is Monday); -1 is the last. */
  | { readonly month: number; readonly weekday: number; readonly nth: number };

/** The legal public holidays of 5 U.S.C. 6103(a). */
const FEDERAL_HOLIDAYS: readonly Rule[] = [
  { month: 1, day: 1 },
  { month: 1, weekday: 1, nth: 3 },
  { month: 2, weekday: 1, nth: 3 },
  { month: 5, weekday: 1, nth: -1 },
  { month: 6, day: 19 },
  { month: 7, day: 4 },
  { month: 9, weekday: 1, nth: 1 },
  { month: 10, weekday: 1, nth: 2 },
  { month: 11, day: 11 },
  { month: 11, weekday: 4, nth: 4 },
  { month: 12, day: 25 },
];

/** The days on which federal holidays are observed in a year: a Saturday's on Friday, a Sunday's on Monday. */
export function federalHolidays(year: number): readonly CalendarDate[] {
  // The first of January may be observed on the last day of the year before.
  const days = [year, year + 1].flatMap((of) => FEDERAL_HOLIDAYS.map((rule) => observed(dayOf(rule, of))));
  return days.filter((day) => day.year === year).map((day) => day.toString() as CalendarDate);
}

function dayOf(rule: Rule, year: number): Temporal.PlainDate {
  if ('day' in rule) return Temporal.PlainDate.from({ year, month: rule.month, day: rule.day });
  const first = Temporal.PlainDate.from({ year, month: rule.month, day: 1 });
  const earliest = first.add({ days: (rule.weekday - first.dayOfWeek + 7) % 7 });
  const weeks = rule.nth > 0 ? rule.nth - 1 : Math.floor((first.daysInMonth - earliest.day) / 7);
  return earliest.add({ weeks });
}

function observed(day: Temporal.PlainDate): Temporal.PlainDate {
  if (day.dayOfWeek === 6) return day.subtract({ days: 1 });
  return day.dayOfWeek === 7 ? day.add({ days: 1 }) : day;
}

/** Neither Saturday, Sunday nor a federal holiday. */
export function isBusinessDay(date: CalendarDate): boolean {
  const day = Temporal.PlainDate.from(date);
  return day.dayOfWeek < 6 && !federalHolidays(day.year).includes(date);
}

/**
 * The n-th business day after a day. An event on a day that is none starts the count on the first one after it, which
 * is the same (General Instruction B.1 of Form 8-K).
 */
export function businessDaysAfter(date: CalendarDate, count: number): CalendarDate {
  let day = Temporal.PlainDate.from(date);
  for (let left = count; left > 0; ) {
    day = day.add({ days: 1 });
    if (isBusinessDay(day.toString() as CalendarDate)) left -= 1;
  }
  return day.toString() as CalendarDate;
}
