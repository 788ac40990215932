import type { GroupId, PersonId } from '../domain/ids.ts';
import { managerChainOf } from '../domain/managers.ts';
import { larger, numberedIds } from './numberedIds.ts';
import type { DirectoryPage } from './ports.ts';

export type RemovalReason = DirectoryPage['removed'][number]['reason'];

/** What is said of somebody in the round of the directory that is under way. */
export type Said =
  | { readonly said: 'nothing' }
  | { readonly said: 'facts'; readonly at: number }
  | { readonly said: 'removed'; readonly reason: RemovalReason };

/** What decides about others than the person themself. */
export type Standing = { readonly managerId?: PersonId | undefined; readonly covered: boolean };

/**
 * What a sync has to know of everybody at once: who reports to whom, who is covered, who belongs to which groups, and
 * what the directory said of them just now. Some sixty bytes a person, whatever the person is called.
 */
export type PeopleRoll = ReturnType<typeof peopleRoll>;

const [PRESENT, COVERED, LEADS, KNOWN, FACTS, GONE_SOFT, GONE] = [1, 2, 4, 8, 16, 32, 64] as const;
const NOBODY = -1;

export function peopleRoll() {
  const ids = numberedIds();
  const groups = groupSets();
  let flags = new Uint8Array(1_024);
  let managers = new Int32Array(1_024).fill(NOBODY);
  let groupSet = new Uint32Array(1_024);
  let places = new Float64Array(1_024);

  const numberOf = (id: PersonId): number => {
    const number = ids.numberOf(id);
    if (number >= flags.length) {
      const length = flags.length * 2;
      flags = larger(flags, new Uint8Array(length));
      managers = larger(managers, new Int32Array(length).fill(NOBODY));
      groupSet = larger(groupSet, new Uint32Array(length));
      places = larger(places, new Float64Array(length));
    }
    return number;
  };
  const set = (number: number, flag: number) => {
    flags[number] = (flags[number] ?? 0) | flag;
  };
  const is = (number: number, flag: number) => ((flags[number] ?? 0) & flag) !== 0;
  /** Keeps only whether a record of theirs was met. */
  const forget = (number: number) => {
    flags[number] = (flags[number] ?? 0) & KNOWN;
    managers[number] = NOBODY;
  };
  const managerOf = (number: number): number | undefined => {
    const manager = managers[number] ?? NOBODY;
    return manager === NOBODY ? undefined : manager;
  };

  return {
    joins(id: PersonId, group: GroupId): void {
      const number = numberOf(id);
      groupSet[number] = groups.with(groupSet[number] ?? 0, group);
    },
    groupsOf: (id: PersonId): readonly GroupId[] => groups.at(groupSet[numberOf(id)] ?? 0),

    /** The directory gives facts, kept at `at`; what it said before in this round no longer counts. */
    factsOf(id: PersonId, at: number): void {
      const number = numberOf(id);
      forget(number);
      set(number, FACTS);
      places[number] = at;
    },
    removes(id: PersonId, reason: RemovalReason): void {
      const number = numberOf(id);
      forget(number);
      set(number, reason === 'deleted' ? GONE : GONE_SOFT);
    },
    said(id: PersonId): Said {
      const number = numberOf(id);
      if (is(number, FACTS)) return { said: 'facts', at: places[number] ?? 0 };
      if (is(number, GONE)) return { said: 'removed', reason: 'deleted' };
      return is(number, GONE_SOFT) ? { said: 'removed', reason: 'changed' } : { said: 'nothing' };
    },
    /** They are there, by what was said now or before. */
    stands(id: PersonId, { managerId, covered }: Standing): void {
      const number = numberOf(id);
      set(number, covered ? PRESENT | COVERED : PRESENT);
      const manager = managerId === undefined ? NOBODY : numberOf(managerId);
      managers[number] = manager;
    },
    isKnown: (id: PersonId): void => set(numberOf(id), KNOWN),
    /** The round begins anew. Memberships and whose records were met remain. */
    startOver(): void {
      for (let number = 0; number < ids.size(); number++) forget(number);
    },

    /** Once everybody stands: marks whoever has somebody covered in their organisation. */
    findLeaders(): { people: number; covered: number } {
      let [people, covered] = [0, 0];
      for (let number = 0; number < ids.size(); number++) {
        if (is(number, PRESENT)) people += 1;
        if (!is(number, COVERED)) continue;
        covered += 1;
        for (const above of managerChainOf(number, managerOf)) set(above, LEADS);
      }
      return { people, covered };
    },
    covers: (id: PersonId): boolean => is(numberOf(id), COVERED),
    leads: (id: PersonId): boolean => is(numberOf(id), LEADS),
    managerChainOf: (id: PersonId): readonly PersonId[] =>
      managerChainOf(numberOf(id), managerOf).map((number) => ids.idOf(number) as PersonId),
    /** Where the facts are of those who have no record yet, in the order in which they were first mentioned. */
    *newcomers(): Generator<number> {
      for (let number = 0; number < ids.size(); number++)
        if (is(number, FACTS) && !is(number, KNOWN)) yield places[number] ?? 0;
    },
  };
}

/** Which groups somebody belongs to, as one number: there are few combinations, however many people. */
function groupSets() {
  const sets: (readonly GroupId[])[] = [[]];
  const joined = new Map<string, number>();
  return {
    at: (set: number): readonly GroupId[] => sets[set] ?? [],
    with(set: number, group: GroupId): number {
      const groups = sets[set] ?? [];
      if (groups.includes(group)) return set;
      const key = `${set} ${group}`;
      const known = joined.get(key);
      if (known !== undefined) return known;
      joined.set(key, sets.length);
      return sets.push([...groups, group]) - 1;
    },
  };
}
