import type { CalendarDate, Instant, PersonId } from '../domain/ids.ts';
import type { DirectoryPerson } from '../domain/person.ts';
import { DirectoryCursorExpired } from './failures.ts';
import type { Clock, Directory, DirectoryPage, PeopleStore, PersonRecord, ProgrammeStore } from './ports.ts';
import { putDocument } from './putDocument.ts';
import { forEach, updatePerson } from './updatePerson.ts';

type Deps = {
  directory: Directory;
  people: PeopleStore;
  programme: ProgrammeStore;
  clock: Clock;
  /** Asked before whoever a complete listing did not name is marked as gone; may throw. */
  beforeRemoving?: (isMissing: (id: PersonId) => boolean) => Promise<void>;
};
export type ReadReport = { pages: number; added: number; changed: number; removed: number; skipped: number };

const CURSOR = 'directory';

/** Takes in what changed in the directory since the stored cursor; from the beginning when that has expired. */
export async function readDirectory(deps: Deps, today: CalendarDate): Promise<ReadReport> {
  const stored = await deps.programme.get('cursor', CURSOR);
  try {
    return await readFrom(deps, stored?.value.cursor, { today, startingOver: false });
  } catch (error) {
    if (!(error instanceof DirectoryCursorExpired) || !stored?.value.cursor) throw error;
    return await readFrom(deps, undefined, { today, startingOver: true });
  }
}

async function readFrom(
  deps: Deps,
  cursor: DirectoryPage['cursor'] | undefined,
  { today, startingOver }: { today: CalendarDate; startingOver: boolean },
): Promise<ReadReport> {
  const inBaseline = (await deps.programme.get('cursor', CURSOR))?.value.baselineAt === undefined;
  const nobodyKnown = inBaseline && !cursor && (await isEmpty(deps.people));
  const report: ReadReport = { pages: 0, added: 0, changed: 0, removed: 0, skipped: 0 };
  const seen = new Set<PersonId>();
  for await (const page of deps.directory.changes(cursor)) {
    // Whoever a page should name twice is as it says last: their writes must not overtake each other.
    const changed = new Map(page.changed.map((person) => [person.id, person]));
    await forEach(changed.values(), async (person) => {
      seen.add(person.id);
      const outcome = await keep(deps, person, { today, inBaseline, nobodyKnown });
      if (outcome !== 'unchanged') report[outcome] += 1;
    });
    await forEach(page.removed, async ({ id, reason }) => {
      seen.delete(id);
      if (await markRemoved(deps, id, reason)) report.removed += 1;
    });
    report.pages += 1;
    report.skipped += page.skipped.length;
    // A complete listing also says who is gone: whoever it did not name.
    if (page.complete && !cursor) {
      if (!inBaseline) await deps.beforeRemoving?.((id) => !seen.has(id));
      report.removed += await markMissing(deps, seen);
    }
    // Starting over ends by telling who is missing, which needs the whole listing: no taking it up half-way.
    if (page.complete || !startingOver) await keepCursor(deps, page);
  }
  return report;
}

async function keep(
  deps: Deps,
  person: DirectoryPerson,
  when: { today: CalendarDate; inBaseline: boolean; nobodyKnown: boolean },
): Promise<'added' | 'changed' | 'unchanged'> {
  const known = when.nobodyKnown ? undefined : await deps.people.get(person.id);
  if (!known && (await deps.people.create(newcomer(person, when))) === 'created') return 'added';
  const target = { id: person.id, ...(known && { known }) };
  const outcome = await updatePerson(deps.people, target, (record) => {
    const { removed: _, ...rest } = record;
    return { ...rest, person: { ...person, groupIds: record.person.groupIds } };
  });
  return outcome === 'changed' ? 'changed' : 'unchanged';
}

function newcomer(
  person: DirectoryPerson,
  { today, inBaseline }: { today: CalendarDate; inBaseline: boolean },
): PersonRecord {
  return {
    id: person.id,
    person: { ...person, groupIds: [] },
    coverage: { kind: 'not-covered', by: { rule: 'not yet classified', value: '' } },
    roles: [],
    managerChain: [],
    firstSeenOn: today,
    inBaseline,
  };
}

/** Then there is no need to look for everybody of the first listing before they are created. */
async function isEmpty(people: PeopleStore): Promise<boolean> {
  for await (const batch of people.all()) if (batch.length > 0) return false;
  return true;
}

async function markRemoved(deps: Deps, id: PersonId, reason: 'changed' | 'deleted'): Promise<boolean> {
  const outcome = await updatePerson(deps.people, { id }, (record) =>
    record.removed?.reason === reason ? record : { ...record, removed: { at: deps.clock(), reason } },
  );
  return outcome === 'changed';
}

async function markMissing(deps: Deps, seen: ReadonlySet<PersonId>): Promise<number> {
  let missing = 0;
  for await (const batch of deps.people.all()) {
    const gone = batch.filter(({ value }) => !seen.has(value.id) && !value.removed);
    await forEach(gone, async ({ value }) => {
      if (await markRemoved(deps, value.id, 'deleted')) missing += 1;
    });
  }
  return missing;
}

async function keepCursor(deps: Deps, page: DirectoryPage): Promise<void> {
  const now = deps.clock();
  await putDocument(deps.programme, 'cursor', CURSOR, (found) => ({
    ...found,
    cursor: page.cursor,
    ...(page.complete && { completedAt: now, baselineAt: found?.baselineAt ?? now }),
  }));
}

/** What was read is not believed: it does not count as read, and the next time everything is read anew. */
export async function forgetRead(programme: ProgrammeStore, completedAt: Instant | undefined): Promise<void> {
  await putDocument(programme, 'cursor', CURSOR, (found) => ({
    ...(found?.baselineAt && { baselineAt: found.baselineAt }),
    ...(completedAt && { completedAt }),
  }));
}

/** When the directory was last read to its end; undefined before the first time. */
export async function lastCompleteRead(programme: ProgrammeStore): Promise<Instant | undefined> {
  return (await programme.get('cursor', CURSOR))?.value.completedAt;
}
