import type { Texts } from '../../content/en/index.ts';
import type { CodeVersion } from '../../domain/code.ts';
import type { CodeLibrary } from '../../domain/codeLibrary.ts';
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
  /** That version among all others, further documents and translations. */
  readonly library: CodeLibrary;
  /** The address of a version's page, or of a passage on it; undefined where there is no page to open. */
  readonly pageOf?: (version: CodeKey, passage?: string) => string | undefined;
  readonly contacts: ProgrammeFile['contacts'];
  readonly dates: Dates;
};

/** Which version of which document. */
export type CodeKey = Pick<CodeVersion, 'document' | 'label'>;

/** Dates in the company's calendar, as of now. */
export type Dates = {
  /** `11 December 2026` */
  long(date: CalendarDate): string;
  /** `11 Dec 2026` */
  short(date: CalendarDate): string;
  /** `23 November 2026 at 09:15 EST` */
  moment(at: Instant): string;
  /** The day it was in the company's calendar, `23 Nov 2026`. */
  day(at: Instant): string;
  /** The day it is in the company's calendar. */
  readonly today: CalendarDate;
  daysUntil(date: CalendarDate): number;
  isOverdue(obligation: Obligation): boolean;
};

export function datesFor(options: { language: string; timeZone: string; now: Instant }): Dates {
  const { language, timeZone, now } = options;
  const formats = formatsFor(language, timeZone);
  const midnight = (date: CalendarDate) => new Date(`${date}T00:00:00Z`);
  let known: CalendarDate | undefined;
  // Made for every turn, and asked for by few cards.
  const today = (): CalendarDate => {
    known ??= dateAt(now, timeZone);
    return known;
  };
  return {
    long: (date) => formats.long.format(midnight(date)),
    short: (date) => formats.short.format(midnight(date)),
    moment: (at) => `${formats.moment.format(new Date(at))} ${formats.zone(at)}`,
    day: (at) => formats.short.format(midnight(dateAt(at, timeZone))),
    get today() {
      return today();
    },
    daysUntil: (date) => daysBetween(today(), date),
    isOverdue: (obligation) => isOverdue(obligation, today()),
  };
}

type Formats = Readonly<Record<'long' | 'short' | 'moment', Intl.DateTimeFormat>> & {
  /** The zone's short name at a moment: `EST`, `EDT`. */
  readonly zone: (at: Instant) => string;
};
const made = new Map<string, Formats>();

/** Making a formatter takes longer than everything else a card needs: each is made once. */
function formatsFor(language: string, timeZone: string): Formats {
  const key = `${language} ${timeZone}`;
  const known = made.get(key);
  if (known) return known;
  const locale = language === 'en' ? 'en-GB' : language;
  const day = (month: 'long' | 'short') =>
    new Intl.DateTimeFormat(locale, { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' });
  const clock = { hour: '2-digit', minute: '2-digit', timeZone } as const;
  const formats = {
    long: day('long'),
    short: day('short'),
    moment: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', ...clock }),
    // `EST` rather than `GMT-5`: only American English knows the short names.
    zone: zoneNames(new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'short' })),
  };
  made.set(key, formats);
  return formats;
}

/** No zone changes its clocks but on a quarter of an hour. Milliseconds. */
const QUARTER = 15 * 60_000;
const MOST_KEPT = 1_000;

/** To ask the formatter takes as long as all else of a moment, so what it said is kept. */
function zoneNames(format: Intl.DateTimeFormat): Formats['zone'] {
  const kept = new Map<number, string>();
  return (at) => {
    const moment = new Date(at);
    const quarter = Math.floor(moment.getTime() / QUARTER);
    const known = kept.get(quarter);
    if (known !== undefined) return known;
    const part = format.formatToParts(moment).find(({ type }) => type === 'timeZoneName');
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(quarter, part?.value ?? '');
    return part?.value ?? '';
  };
}

export function dueBadge(texts: Texts, dates: Dates, obligation: Obligation): CardElement {
  const days = dates.daysUntil(obligation.overdueAfter);
  const words = texts.certification.dueIn(days);
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  if (days < 0) return badge(sentence, 'Attention');
  return badge(sentence, days <= 3 ? 'Warning' : 'Informative');
}
