import { type Holiday, isWorkday, type Weekday, workdayFrom } from './calendar.ts';
import { countryOf } from './country.ts';
import type { Instant } from './ids.ts';
import type { DirectoryPerson } from './person.ts';
import { atHour, plusDays, wallClockAt } from './time.ts';
import { isTimeZone, timeZoneOfCountry } from './timeZone.ts';

/** When people may be written to, as the programme file says it. */
export type WorkingRules = {
  /** The company's own, for whoever has none. */
  readonly timeZone: string;
  /** Messages go out from this hour, 0-23, to before that one, 1-24, of the person's own day. */
  readonly hours: { readonly start: number; readonly end: number };
  readonly weekend: readonly Weekday[];
  readonly holidays: readonly Holiday[];
  /** By ISO 3166 code, what is different there. */
  readonly countries: Readonly<Record<string, CountryRules>>;
};

export type CountryRules = {
  readonly timeZone?: string | undefined;
  readonly weekend?: readonly Weekday[] | undefined;
};

/** When one person may be written to. */
export type WorkingTime = {
  readonly timeZone: string;
  readonly hours: WorkingRules['hours'];
  readonly weekend: readonly Weekday[];
  readonly holidays: readonly Holiday[];
};

/** What of a person decides when they may be written to. */
export type Whereabouts = Pick<DirectoryPerson, 'timeZone' | 'country' | 'usageLocation'>;

/**
 * When somebody may be written to: in their mailbox's time zone where it is known, else their country's, else the
 * company's; not on their country's weekend or on its holidays.
 */
export function workingTimeOf(person: Whereabouts, rules: WorkingRules): WorkingTime {
  const country = countryOf(person);
  const there = country ? rules.countries[country] : undefined;
  const own = person.timeZone && isTimeZone(person.timeZone) ? person.timeZone : undefined;
  const usual = country && timeZoneOfCountry(country, rules.timeZone);
  return {
    timeZone: own ?? there?.timeZone ?? usual ?? rules.timeZone,
    hours: rules.hours,
    weekend: there?.weekend ?? rules.weekend,
    holidays: rules.holidays.filter(
      ({ countries }) => !countries || (country !== undefined && countries.includes(country)),
    ),
  };
}

/** Whether a message may go out at that moment. */
export function isWithin(at: Instant, time: WorkingTime): boolean {
  const { date, hour } = wallClockAt(at, time.timeZone);
  return hour >= time.hours.start && hour < time.hours.end && isWorkday(date, time);
}

/** The next moment at which a message may go out: `at` itself, or when work begins on the next day that has any. */
export function nextWithin(at: Instant, time: WorkingTime): Instant {
  if (isWithin(at, time)) return at;
  const { date, hour } = wallClockAt(at, time.timeZone);
  const from = workdayFrom(hour < time.hours.start ? date : plusDays(date, 1), time);
  return atHour(from, time.hours.start, time.timeZone);
}
