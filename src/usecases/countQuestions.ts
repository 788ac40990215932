import { createHmac, randomBytes } from 'node:crypto';
import type { CalendarDate } from '../domain/ids.ts';
import { addCounts } from '../domain/questionCounts.ts';
import { dateAt } from '../domain/time.ts';
import type { Clock, ProgrammeStore } from './ports.ts';
import { updateDocument } from './updateDocument.ts';

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
  await updateDocument(programme, { kind: 'questions', id: month }, (found) =>
    addCounts(found ?? { month, asked: {} }, counts),
  );
}

function monthOf(day: CalendarDate): string {
  return day.slice(0, 7);
}
