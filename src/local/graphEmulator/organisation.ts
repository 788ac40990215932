import { randomUUID } from 'node:crypto';
import { type Change, changeLog } from './changeLog.ts';
import { type EmulatedGroup, type EmulatedGroups, emulatedGroups } from './groups.ts';
import type { EmulatedUser, People } from './people.ts';
import { peopleFrom } from './peopleFrom.ts';

export type RemovalReason = 'changed' | 'deleted';
export type UserChanges = Partial<Omit<EmulatedUser, 'id'>>;

/** An organisation that tests can change, and that remembers what changed so that delta queries really work. */
export type EmulatedOrganisation = {
  readonly people: People;
  readonly groups: EmulatedGroups;
  /** Tokens of an organisation that began with other people, or before `expireDeltaTokens`, are refused. */
  readonly generation: () => string;
  user(idOrUserPrincipalName: string): EmulatedUser | undefined;
  removalOf(id: string): RemovalReason | undefined;
  /** Ids ever seen, in a stable order: those it began with, then those added. `undefined` past the end. */
  idAt(position: number): string | undefined;
  reportsOf(id: string): EmulatedUser[];
  changesBetween(after: number, upTo: number): Change[];
  readonly sequence: () => number;

  addUser(user: EmulatedUser): void;
  changeUser(id: string, changes: UserChanges): void;
  /** `changed` moves the account to the recycle bin, from which `restoreUser` brings it back; `deleted` is final. */
  removeUser(id: string, reason?: RemovalReason): void;
  restoreUser(id: string): void;
  /** Lists the account in the next delta answer although nothing changed; Graph says this happens. */
  replay(id: string): void;
  /** What Graph does after maintenance or a tenant's move: every token it ever gave answers 410. */
  expireDeltaTokens(): void;
};

export function emulatedOrganisation(input: {
  readonly people: People | readonly EmulatedUser[];
  readonly groups?: readonly EmulatedGroup[];
}): EmulatedOrganisation {
  const people = 'reportsOf' in input.people ? input.people : peopleFrom(input.people);
  const log = changeLog();
  const current = new Map<string, EmulatedUser>();
  const removed = new Map<string, RemovalReason>();
  const added: string[] = [];
  let generation = people.fingerprint;

  const kept = (id: string): EmulatedUser | undefined => {
    const index = people.indexOf(id);
    return current.get(id) ?? (index === undefined ? undefined : people.at(index));
  };
  const present = (id: string) => (removed.has(id) ? undefined : kept(id));
  const byName = (name: string): EmulatedUser | undefined => {
    const wanted = name.toLowerCase();
    for (let position = 0; ; position++) {
      const id = idAt(position);
      if (id === undefined) return undefined;
      const user = present(id);
      if (user?.userPrincipalName?.toLowerCase() === wanted) return user;
    }
  };
  const idAt = (position: number) =>
    position < people.size ? people.at(position).id : added[position - people.size];
  const reportsOf = (id: string) => {
    const candidates = new Set([...people.reportsOf(id), ...current.keys()]);
    return [...candidates].flatMap((each) => {
      const user = present(each);
      return user?.managerId === id ? [user] : [];
    });
  };
  const existing = (id: string) => {
    const user = present(id);
    if (!user) throw new Error(`There is no account ${id} in the emulated organisation.`);
    return user;
  };

  const changeUser = (id: string, changes: UserChanges) => {
    const before = existing(id);
    current.set(id, { ...before, ...changes });
    const managerBefore = 'managerId' in changes ? before.managerId : undefined;
    log.append({ id, kind: 'changed', properties: Object.keys(changes), managerBefore });
  };

  return {
    people,
    groups: emulatedGroups(input.groups ?? []),
    generation: () => generation,
    user: (idOrName) => present(idOrName) ?? (idOrName.includes('@') ? byName(idOrName) : undefined),
    removalOf: (id) => removed.get(id),
    idAt,
    reportsOf,
    changesBetween: log.between,
    sequence: log.sequence,
    addUser(user) {
      if (kept(user.id)) throw new Error(`The account ${user.id} is there already.`);
      current.set(user.id, user);
      added.push(user.id);
      log.append({ id: user.id, kind: 'added' });
    },
    changeUser,
    removeUser(id, reason = 'changed') {
      existing(id);
      // Graph breaks the link to a manager who is deleted, and says so for each report.
      for (const report of reportsOf(id)) changeUser(report.id, { managerId: null });
      removed.set(id, reason);
      log.append({ id, kind: 'removed' });
    },
    restoreUser(id) {
      if (removed.get(id) !== 'changed') throw new Error(`The account ${id} is not in the recycle bin.`);
      removed.delete(id);
      log.append({ id, kind: 'added' });
    },
    replay(id) {
      log.append({ id, kind: 'replayed' });
    },
    expireDeltaTokens() {
      generation = randomUUID();
    },
  };
}
