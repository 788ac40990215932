import { isDeepStrictEqual } from 'node:util';
import type { PersonId } from '../domain/ids.ts';
import { StoreConflict } from './failures.ts';
import { unlessUnusableLater } from './jobRun.ts';
import type { PeopleStore, PersonRecord, Versioned } from './ports.ts';

/** More would mean that somebody writes to one person's record without pause. */
const ATTEMPTS = 5;
/** Enough for SQLite to share a flush among them, and few enough for a store that charges by the second. */
const TOGETHER = 32;

/**
 * Changes one person's record; when somebody else was faster, reads again and changes that. Unchanged costs no write.
 * `known` saves the first read where the caller has just made it.
 * @throws StoreConflict after five attempts in a row.
 */
export async function updatePerson(
  people: PeopleStore,
  target: { id: PersonId; known?: Versioned<PersonRecord> },
  change: (record: PersonRecord) => PersonRecord,
): Promise<'changed' | 'unchanged' | 'unknown'> {
  let found = target.known;
  for (let attempt = 1; ; attempt += 1) {
    found ??= await people.get(target.id);
    if (!found) return 'unknown';
    const value = change(found.value);
    if (isDeepStrictEqual(value, found.value)) return 'unchanged';
    try {
      await people.replace({ value, etag: found.etag });
      return 'changed';
    } catch (error) {
      if (!(error instanceof StoreConflict) || attempt >= ATTEMPTS) throw error;
      found = undefined;
    }
  }
}

/**
 * Does something for each of a page or batch, a few under way at a time: a store that flushes or answers over a
 * network takes many writes in the time of one. All are at an end when it ends, also when it throws the first failure.
 */
export async function forEach<T>(items: Iterable<T>, act: (item: T) => Promise<void>): Promise<void> {
  const waiting = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.next(); !next.done && failures.length === 0; next = waiting.next()) {
      const item = next.value;
      await unlessUnusableLater(() => act(item)).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, worker));
  if (failures.length > 0) throw failures[0];
}
