import type { Texts } from '../../content/en/index.ts';
import type { CodeVersion } from '../../domain/code.ts';
import type { CalendarDate, Instant } from '../../domain/ids.ts';
import { isOverdue, type Obligation } from '../../domain/obligation.ts';
import { dateAt, daysBetween } from '../../domain/time.ts';
import type { ProgrammeFile } from '../../programme.ts';
import { badge, type CardElement } from './elements.ts';

export type { Card } from './elements.ts';

/** What every card may need: texts, the Code in force, whom to turn to, and how dates are written. */
export type CardContext = {
  readonly texts: Texts;
  readonly company: string;
  readonly code: CodeVersion;
  readonly contacts: ProgrammeFile['contacts'];
  readonly dates: Dates;
};

/** Dates in the company's calendar, as of now. */
export type Dates = {
  /** `11 December 2026` */
  long(date: CalendarDate): string;
  /** `11 Dec 2026` */
  short(date: CalendarDate): string;
  /** `23 November 2026 at 09:15 EST` */
  moment(at: Instant): string;
  daysUntil(date: CalendarDate): number;
  isOverdue(obligation: Obligation): boolean;
};

export function datesFor(options: { language: string; timeZone: string; now: Instant }): Dates {
  const { language, timeZone, now } = options;
  const locale = language === 'en' ? 'en-GB' : language;
  const format = (style: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, style);
  const day = (date: CalendarDate, month: 'long' | 'short') =>
    format({ day: 'numeric', month, year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  const today = dateAt(now, timeZone);
  return {
    long: (date) => day(date, 'long'),
    short: (date) => day(date, 'short'),
    moment: (at) => {
      const when = format({
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        timeZone,
      }).format(new Date(at));
      return `${when} ${zoneName(at, timeZone)}`;
    },
    daysUntil: (date) => daysBetween(today, date),
    isOverdue: (obligation) => isOverdue(obligation, today),
  };
}

/** `EST` rather than `GMT-5`: only American English knows the short names. */
function zoneName(at: Instant, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' }).formatToParts(
    new Date(at),
  );
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

export function dueBadge(texts: Texts, dates: Dates, obligation: Obligation): CardElement {
  const days = dates.daysUntil(obligation.overdueAfter);
  const words = texts.certification.dueIn(days);
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  if (days < 0) return badge(sentence, 'Attention');
  return badge(sentence, days <= 3 ? 'Warning' : 'Informative');
}
