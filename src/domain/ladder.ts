import { workdayFrom, workdayUntil } from './calendar.ts';
import type { CalendarDate, Instant } from './ids.ts';
import type { Obligation } from './obligation.ts';
import { atHour, daysBetween, earlier, later, plusDays, wallClockAt } from './time.ts';
import { nextWithin, type WorkingTime } from './workingHours.ts';

/** When people are reminded, in days before and after the due date. */
export type ReminderRules = {
  readonly daysBeforeDue: readonly number[];
  readonly onDueDate: boolean;
  /** Days after the due date, before the reminders become regular. */
  readonly daysAfterDue: readonly number[];
  /** Days between reminders from then on. */
  readonly everyDaysAfterDue: number;
  /** The hour of the person's own day at which reminders go out, 0-23. */
  readonly hour: number;
};

/** What the ladder counts from: the due date, or the end of twelve months where that comes first (promise 8). */
export function dueDayOf({ due, overdueAfter }: Pick<Obligation, 'due' | 'overdueAfter'>): CalendarDate {
  return earlier(due, overdueAfter);
}

/**
 * When the next reminder after `now` goes out: on a later day of the person's, at the file's hour. A step that falls
 * on a day off moves, and the due date stays: up to the due date to the working day before, since on the one after
 * it would come too late; later to the working day after. Steps that meet on one day are one reminder.
 */
export function nextReminderAt(
  obligation: Pick<Obligation, 'due' | 'overdueAfter'>,
  now: Instant,
  rules: ReminderRules,
  time: WorkingTime,
): Instant {
  const today = wallClockAt(now, time.timeZone).date;
  const due = dueDayOf(obligation);
  const before = [...rules.daysBeforeDue.map((days) => -days), ...(rules.onDueDate ? [0] : [])];
  const steps = [
    ...before.map((days) => workdayUntil(plusDays(due, days), time)),
    ...rules.daysAfterDue.map((days) => workdayFrom(plusDays(due, days), time)),
    regularReminder(due, today, rules, time),
  ];
  const [next = plusDays(today, 1)] = steps.filter((day) => day > today).sort();
  return nextWithin(atHour(next, rules.hour, time.timeZone), time);
}

/** The first of the regular ones that falls on a later day than today. */
function regularReminder(
  due: CalendarDate,
  today: CalendarDate,
  { daysAfterDue, everyDaysAfterDue }: ReminderRules,
  time: WorkingTime,
): CalendarDate {
  const from = plusDays(due, Math.max(0, ...daysAfterDue));
  // Today itself is looked at again: if it is a day off, its reminder comes on a later day.
  const passed = Math.floor(daysBetween(from, later(from, today)) / everyDaysAfterDue);
  for (let round = Math.max(1, passed); ; round += 1) {
    const day = workdayFrom(plusDays(from, round * everyDaysAfterDue), time);
    if (day > today) return day;
  }
}
