import { performance } from 'node:perf_hooks';
import type { DatabaseSync } from 'node:sqlite';
// Bound at import: tests that replace the global timers must not stop the store.
import { setImmediate, setTimeout } from 'node:timers';
import { isBusy } from './failures.ts';
import { BUSY_TIMEOUT } from './openDatabase.ts';

/** More would keep other turns of this process waiting: some 20 ms. */
const LARGEST_GROUP = 500;
/**
 * Runs a single-statement write; the promise resolves, with the rows it changed, once they are durable. It may have
 * waited elsewhere before, for so many milliseconds.
 */
export type Commit = (run: () => number, waited?: number) => Promise<number>;

type Pending = {
  readonly run: () => number;
  readonly resolve: (changes: number) => void;
  readonly reject: (error: unknown) => void;
  readonly giveUpAt: number;
};

/**
 * Writes that arrive together share one transaction, and so one flush to the disk, which is nearly all that a write
 * costs. A statement that fails undoes only itself; a commit that fails rejects them all. `patience` is how many
 * milliseconds a write waits for those of another process.
 */
export function groupCommit(db: DatabaseSync, { patience }: { patience: number }): Commit {
  let waiting: Pending[] = [];
  let scheduled = false;

  const schedule = (later: (flush: () => void) => void): void => {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    later(flush);
  };
  const flush = (): void => {
    scheduled = false;
    const group = waiting.slice(0, LARGEST_GROUP);
    const refused = lock(db);
    if (refused && isBusy(refused)) {
      const now = performance.now();
      for (const { reject } of waiting.filter(({ giveUpAt }) => giveUpAt <= now)) reject(refused);
      waiting = waiting.filter(({ giveUpAt }) => giveUpAt > now);
      // Between two writes of another process the lock is free for a moment only: look often, in no rhythm.
      schedule((again) => setTimeout(again, 1 + Math.random() * 2));
      return;
    }
    waiting = waiting.slice(group.length);
    const outcomes = refused
      ? group.map(
          ({ reject }) =>
            () =>
              reject(refused),
        )
      : commit(db, group);
    for (const settle of outcomes) settle();
    schedule(setImmediate);
  };

  return (run, waited = 0) =>
    new Promise((resolve, reject) => {
      waiting.push({ run, resolve, reject, giveUpAt: performance.now() + patience - waited });
      schedule(setImmediate);
    });
}

/** Takes the write lock, or says why not, at once: waiting inside the engine would stop every other turn. */
function lock(db: DatabaseSync): unknown {
  try {
    db.exec('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE');
    return undefined;
  } catch (error) {
    return error;
  } finally {
    if (db.isOpen) db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
  }
}

function commit(db: DatabaseSync, group: readonly Pending[]): (() => void)[] {
  try {
    const outcomes = group.map((pending) => attempt(db, pending));
    db.exec('COMMIT');
    return outcomes;
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    return group.map(
      ({ reject }) =>
        () =>
          reject(error),
    );
  }
}

function attempt(db: DatabaseSync, { run, resolve, reject }: Pending): () => void {
  try {
    const changes = run();
    return () => resolve(changes);
  } catch (error) {
    // A full or failing disk ends the whole transaction, not only the statement.
    if (!db.isTransaction) throw error;
    return () => reject(error);
  }
}
