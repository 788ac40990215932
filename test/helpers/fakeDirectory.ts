import type { GroupId, PersonId } from '../../src/domain/ids.ts';
import type { DirectoryPerson } from '../../src/domain/person.ts';
import {
  DirectoryCursorExpired,
  DirectoryGroupMissing,
  DirectoryUnavailable,
} from '../../src/usecases/failures.ts';
import type { Directory, DirectoryCursor, DirectoryPage } from '../../src/usecases/ports.ts';

type Entry = { readonly person: DirectoryPerson } | { readonly gone: 'changed' | 'deleted' };
/** A round tells what is newer than `since`; it began at `began` and has told everything up to `told`. */
type Where = {
  readonly epoch: number;
  readonly since: number;
  readonly began: number;
  readonly told: number;
};

export type FakeDirectory = Directory & {
  put(...people: readonly DirectoryPerson[]): void;
  change(id: PersonId, facts: Partial<DirectoryPerson>): void;
  remove(id: PersonId, reason?: 'changed' | 'deleted'): void;
  /** Forgets somebody without ever telling, as happens while a cursor is too old. */
  forget(id: PersonId): void;
  setMembers(group: GroupId, ids: readonly PersonId[]): void;
  /** Every cursor handed out so far is refused from now on. */
  expireCursors(): void;
  /** What mailboxes say: nothing, until something is set. */
  setTimeZones(zones: ReadonlyMap<PersonId, string> | 'forbidden'): void;
  /** Whose time zones were asked for. */
  readonly asked: PersonId[];
  /** Instead of the n-th page (from 1) of every later read, the directory is unavailable; undefined mends it. */
  failAtPage(n: number | undefined): void;
  /** Happens before a page is handed out. */
  beforePage(act: (page: DirectoryPage) => Promise<void>): void;
  /** Pages that were handed out. */
  readonly pages: readonly DirectoryPage[];
};

/** A directory that is read in pages and remembers what changed since a cursor. */
export function fakeDirectory(options: { readonly pageSize?: number } = {}): FakeDirectory {
  const { pageSize = 100 } = options;
  const entries = new Map<PersonId, Entry & { readonly version: number }>();
  const groups = new Map<GroupId, readonly PersonId[]>();
  const pages: DirectoryPage[] = [];
  const asked: PersonId[] = [];
  let zones: ReadonlyMap<PersonId, string> | 'forbidden' = new Map();
  let [version, epoch] = [0, 0];
  let failAt: number | undefined;
  let act: (page: DirectoryPage) => Promise<void> = async () => undefined;

  const note = (id: PersonId, entry: Entry): void => {
    version += 1;
    entries.delete(id);
    entries.set(id, { ...entry, version });
  };
  const cursorOf = (where: Where) => JSON.stringify(where) as DirectoryCursor;
  const roundFrom = (since: number): Where => ({ epoch, since, began: version, told: since });
  const pageAt = (where: Where): DirectoryPage => {
    // A listing of everybody does not mention who was gone before it began.
    const matters = (entry: Entry & { version: number }): boolean =>
      entry.version > where.told && (where.since > 0 || 'person' in entry || entry.version > where.began);
    const found = [...entries].filter(([, entry]) => matters(entry));
    const part = found.slice(0, pageSize);
    const complete = found.length <= pageSize;
    const told = part.at(-1)?.[1].version ?? where.told;
    return {
      changed: part.flatMap(([, entry]) => ('person' in entry ? [entry.person] : [])),
      removed: part.flatMap(([id, entry]) => ('gone' in entry ? [{ id, reason: entry.gone }] : [])),
      skipped: [],
      cursor: cursorOf(complete ? roundFrom(version) : { ...where, told }),
      complete,
    };
  };

  return {
    pages,
    put: (...people) => {
      for (const person of people) note(person.id, { person });
    },
    change(id, facts) {
      const entry = entries.get(id);
      if (!entry || !('person' in entry)) throw new Error(`${id} is not in the directory.`);
      note(id, { person: { ...entry.person, ...facts } });
    },
    remove: (id, reason = 'deleted') => note(id, { gone: reason }),
    forget: (id) => void entries.delete(id),
    setMembers: (group, ids) => void groups.set(group, ids),
    expireCursors: () => {
      epoch += 1;
    },
    asked,
    setTimeZones: (next) => {
      zones = next;
    },
    failAtPage: (n) => {
      failAt = n;
    },
    beforePage: (next) => {
      act = next;
    },
    async *changes(cursor) {
      let where: Where = cursor ? JSON.parse(cursor) : roundFrom(0);
      if (where.epoch !== epoch) throw new DirectoryCursorExpired('The cursor is too old.');
      for (let number = 1; ; number += 1) {
        if (failAt === number) throw new DirectoryUnavailable('The directory does not answer.');
        const page = pageAt(where);
        await act(page);
        pages.push(page);
        yield page;
        if (page.complete) return;
        where = JSON.parse(page.cursor);
      }
    },
    async *members(group) {
      const ids = groups.get(group);
      if (!ids) throw new DirectoryGroupMissing(`There is no group ${group}.`);
      yield ids;
    },
    async timeZones(people) {
      asked.push(...people);
      return zones === 'forbidden' ? zones : new Map([...zones].filter(([id]) => people.includes(id)));
    },
  };
}
