import type { PersonId } from '../domain/ids.ts';
import {
  type DueEntry,
  dueEntry,
  hasNews,
  holdOn,
  keptBecause,
  keptUntil,
  type RetentionRules,
} from '../domain/retention.ts';
import { dateAt } from '../domain/time.ts';
import { updateDigest } from './digestBox.ts';
import { ALONE, type JobRun } from './jobRun.ts';
import { keptOfPerson } from './keptOfPerson.ts';
import { allHolds } from './legalHolds.ts';
import type { Clock, ProgrammeDocument, Stores } from './ports.ts';
import { putDocument } from './putDocument.ts';

/** People on one list: some 150 KB of the 2 MB a document may have, and no more than two people can look through. */
export const MOST_DUE = 500;

export type RetentionDeps = Pick<Stores, 'people' | 'obligations' | 'certificates' | 'programme'> & {
  readonly clock: Clock;
  readonly retentionRules: RetentionRules;
};

/**
 * Lists whose records are due to be erased, and erases nothing. Looks only at people of cycles that opened longer ago
 * than the period, and at accounts removed that long ago: before the first of them there is nothing to read. Whatever
 * is new on the list is put into what compliance is told next; cut short in between, the next run does.
 */
export function findDue(deps: RetentionDeps) {
  return async (run: JobRun = ALONE): Promise<{ due: number; held: number }> => {
    const holds = await allHolds(deps.programme);
    const entries: DueEntry[] = [];
    let [more, held] = [0, 0];
    const seen = new Set<PersonId>();
    for await (const personId of candidates(deps)) {
      if (seen.has(personId)) continue;
      seen.add(personId);
      if (!run.mayGoOn()) return { due: entries.length + more, held };
      const kept = await keptOfPerson(deps, personId);
      const facts = { now: deps.clock(), rules: deps.retentionRules };
      if (keptBecause(kept, { holds: [], ...facts })) continue;
      if (holdOn(kept, holds)) held += 1;
      else if (entries.length < MOST_DUE) entries.push(dueEntry(kept, deps.retentionRules));
      else more += 1;
      run.progress({ due: entries.length + more, held });
    }
    const found = { at: deps.clock(), entries, more, held };
    let untold = false;
    await putDocument(deps.programme, 'retention-due', 'now', (before) => {
      untold = before?.untold === true || hasNews(entries, before?.entries ?? []);
      return { ...found, ...(untold && { untold }) };
    });
    if (untold) await tellOf(deps, found);
    return { due: entries.length + more, held };
  };
}

/** Each of compliance hears of it in one message and within their working hours: `deliverDigests`. */
async function tellOf(
  { programme }: Pick<RetentionDeps, 'programme'>,
  found: ProgrammeDocument['retention-due'],
): Promise<void> {
  const population = await programme.get('population', 'now');
  for (const person of population?.value.compliance ?? [])
    await updateDigest(programme, person, (digest) => ({ ...digest, dueAt: found.at }));
  await putDocument(programme, 'retention-due', 'now', () => found);
}

async function* candidates({
  people,
  obligations,
  programme,
  clock,
  retentionRules: rules,
}: RetentionDeps): AsyncGenerator<PersonId> {
  const today = dateAt(clock(), rules.timeZone);
  for (let after = ''; ; ) {
    const cycles = await programme.list('cycle', { limit: 200, after });
    for (const { id, value } of cycles.items) {
      if (id !== value.id || keptUntil(value.openedAt, rules) >= today) continue;
      for await (const batch of obligations.ofCycle(value.id))
        for (const each of batch) yield each.value.obligation.personId;
    }
    if (cycles.next === undefined) break;
    after = cycles.next;
  }
  for await (const batch of people.all())
    for (const { value } of batch)
      if (value.removed && keptUntil(value.removed.at, rules) < today) yield value.id;
}
