import type { Instant } from '../domain/ids.ts';
import { DirectoryCursorExpired } from './failures.ts';
import type { PeopleRoll } from './peopleRoll.ts';
import type { Clock, Directory, DirectoryCursor, ProgrammeDocument, ProgrammeStore, Spool } from './ports.ts';
import { putDocument } from './putDocument.ts';

type Deps = {
  readonly directory: Directory;
  readonly programme: ProgrammeStore;
  readonly openSpool: () => Spool;
  readonly roll: PeopleRoll;
};

/** A round of the directory, read to its end: what it said is in the roll, and the facts in the spool. */
export type DirectoryRound = {
  /** A listing of everybody also says who is gone: whoever it did not name. */
  readonly everybody: boolean;
  /** True until a listing has been taken in for the first time. */
  readonly baseline: boolean;
  readonly pages: number;
  readonly skipped: number;
  /** Store it once the round's effects are stored. */
  readonly cursor: DirectoryCursor;
  readonly facts: Spool;
};

const CURSOR = 'directory';

/**
 * Reads what changed in the directory since the stored cursor; from the beginning when that has expired. Nothing is
 * stored: a read that fails half-way leaves the last good picture and its cursor as they are. Close `facts`.
 */
export async function readDirectory(deps: Deps): Promise<DirectoryRound> {
  const stored = (await deps.programme.get('cursor', CURSOR))?.value;
  const baseline = stored?.baselineAt === undefined;
  try {
    return { ...(await readFrom(deps, stored?.cursor)), baseline };
  } catch (error) {
    if (!(error instanceof DirectoryCursorExpired) || !stored?.cursor) throw error;
    deps.roll.startOver();
    return { ...(await readFrom(deps, undefined)), baseline };
  }
}

async function readFrom(
  { directory, openSpool, roll }: Deps,
  from: DirectoryCursor | undefined,
): Promise<Omit<DirectoryRound, 'baseline'>> {
  const facts = openSpool();
  let [pages, skipped] = [0, 0];
  try {
    for await (const page of directory.changes(from)) {
      for (const person of page.changed) roll.factsOf(person.id, facts.append(person));
      for (const { id, reason } of page.removed) roll.removes(id, reason);
      pages += 1;
      skipped += page.skipped.length;
      if (page.complete) {
        return { everybody: from === undefined, pages, skipped, cursor: page.cursor, facts };
      }
    }
    throw new TypeError('A round of the directory ended without its last page.');
  } catch (error) {
    facts.close();
    throw error;
  }
}

/** Keeps where the next round begins. */
export async function keepCursor(
  { programme, clock }: { programme: ProgrammeStore; clock: Clock },
  { cursor, leaveDates }: { cursor: DirectoryCursor; leaveDates: number },
): Promise<void> {
  const now = clock();
  await putDocument(programme, 'cursor', CURSOR, (found) => ({
    cursor,
    completedAt: now,
    baselineAt: found?.baselineAt ?? now,
    leaveDates,
  }));
}

/** What was read is not believed: the next time everything is read anew. */
export async function forgetCursor(programme: ProgrammeStore): Promise<void> {
  await putDocument(programme, 'cursor', CURSOR, (found) => {
    const { cursor: _, ...rest } = found ?? {};
    return rest;
  });
}

/** When the directory was last read to its end; undefined before the first time. */
export async function lastCompleteRead(programme: ProgrammeStore): Promise<Instant | undefined> {
  return (await lastRead(programme)).completedAt;
}

/** The same, and of how many people the directory showed the last day then. One store call. */
export async function lastRead(
  programme: ProgrammeStore,
): Promise<Pick<ProgrammeDocument['cursor'], 'completedAt' | 'leaveDates'>> {
  return (await programme.get('cursor', CURSOR))?.value ?? {};
}
