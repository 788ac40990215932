import type { CalendarDate, Instant } from '../../src/domain/ids.ts';
import { instantOf } from '../../src/domain/time.ts';
import type { Clock } from '../../src/usecases/ports.ts';

export type Span = { days?: number; hours?: number; minutes?: number; seconds?: number };

/** A clock that stands still until a test moves it. */
export type TestClock = Clock & {
  /** To an instant such as `2026-12-01T09:00:00Z`. */
  set(to: string): void;
  advance(by: Span): void;
};

/** A Monday in the cycle of 2026, at ten in the morning in New York. */
export const MONDAY = '2026-11-23T15:00:00.000Z' as Instant;

export function testClock(startsAt: string = MONDAY): TestClock {
  let now = Date.parse(startsAt);
  return Object.assign(() => instantOf(now), {
    set(to: string) {
      now = Date.parse(to);
    },
    advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }: Span) {
      now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    },
  });
}

/** `2026-11-23` or `2026-11-23T08:25:00Z` as the domain writes it. */
export function at(text: string): Instant {
  return new Date(text).toISOString() as Instant;
}

export function day(text: string): CalendarDate {
  return text as CalendarDate;
}
