import { createHmac, randomBytes } from 'node:crypto';
import type { CalendarDate } from '../domain/ids.ts';
import { addCounts } from '../domain/questionCounts.ts';
import { dateAt } from '../domain/time.ts';
import { StoreConflict } from './failures.ts';
import type { Clock, ProgrammeStore } from './ports.ts';

export type CountDeps = {
  readonly programme: ProgrammeStore;
  readonly clock: Clock;
  readonly timeZone: string;
  /** Called when something is to be kept, some time later. */
  readonly later: (flush: () => Promise<void>) => void;
};

export type CountedQuestions = {
  /** Takes note in memory; touches no store. A person counts once for a subject in a month, as far as this process knows. */
  count(subject: string, who: string): void;
  /** Adds what was counted to the store: two calls a month concerned. What cannot be kept now is kept later. */
  flush(): Promise<void>;
};

/** People and subjects this process tells apart; beyond it somebody might be counted twice. */
const MOST_REMEMBERED = 100_000;
const ATTEMPTS = 5;

/**
 * Counts what people ask for, so that compliance sees what is unclear and nobody who asks is seen. Who it was is
 * known only as a hash under a key that never leaves this process's memory, and only to count nobody twice.
 */
export function countQuestions({ programme, clock, timeZone, later }: CountDeps): CountedQuestions {
  const key = randomBytes(32);
  const waiting = new Map<string, Map<string, number>>();
  let seen = new Set<string>();
  let month = '';
  let isAnnounced = false;

  const flush = async (): Promise<void> => {
    isAnnounced = false;
    for (const [ofMonth, counts] of [...waiting]) {
      waiting.delete(ofMonth);
      try {
        await add(programme, ofMonth, counts);
      } catch (error) {
        const since = waiting.get(ofMonth) ?? new Map<string, number>();
        for (const [subject, count] of counts) since.set(subject, (since.get(subject) ?? 0) + count);
        waiting.set(ofMonth, since);
        throw error;
      }
    }
  };
  return {
    count(subject, who) {
      const now = monthOf(dateAt(clock(), timeZone));
      if (now !== month || seen.size >= MOST_REMEMBERED) seen = new Set();
      month = now;
      const mark = createHmac('sha256', key).update(`${who}\n${subject}`).digest('base64url');
      if (seen.has(mark)) return;
      seen.add(mark);
      const counts = waiting.get(now) ?? new Map<string, number>();
      counts.set(subject, (counts.get(subject) ?? 0) + 1);
      waiting.set(now, counts);
      if (isAnnounced) return;
      isAnnounced = true;
      later(flush);
    },
    flush,
  };
}

async function add(
  programme: ProgrammeStore,
  month: string,
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await programme.get('questions', month);
    const value = addCounts(found?.value ?? { month, asked: {} }, counts);
    try {
      if (found) return await programme.replace('questions', month, { value, etag: found.etag });
      if ((await programme.create('questions', month, value)) === 'created') return;
    } catch (error) {
      if (!(error instanceof StoreConflict) || attempt >= ATTEMPTS) throw error;
    }
  }
}

function monthOf(day: CalendarDate): string {
  return day.slice(0, 7);
}
