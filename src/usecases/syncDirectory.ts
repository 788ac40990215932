import { type Coverage, type CoverageRules, coverageOf, isCovered } from '../domain/coverage.ts';
import type { CalendarDate, GroupId, PersonId } from '../domain/ids.ts';
import { managerChainOf } from '../domain/managers.ts';
import type { DirectoryPerson } from '../domain/person.ts';
import { dateAt } from '../domain/time.ts';
import type { Clock, Directory, PeopleStore, PersonRecord, ProgrammeStore, Role } from './ports.ts';
import { readDirectory } from './readDirectory.ts';
import { forEach, updatePerson } from './updatePerson.ts';

export type RoleRules = {
  readonly compliance: { readonly groups: readonly GroupId[]; readonly people: readonly PersonId[] };
  readonly auditCommittee: { readonly groups: readonly GroupId[]; readonly people: readonly PersonId[] };
  readonly auditCommitteeChair?: PersonId | undefined;
};

export type SyncDeps = {
  readonly directory: Directory;
  readonly people: PeopleStore;
  readonly programme: ProgrammeStore;
  readonly coverageRules: CoverageRules;
  readonly roleRules: RoleRules;
  /** Every group the rules name. */
  readonly groups: readonly GroupId[];
  readonly timeZone: string;
  readonly clock: Clock;
};

export type SyncReport = {
  readonly pages: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly skipped: number;
  readonly people: number;
  readonly covered: number;
};

/**
 * Brings the picture of the people up to date: facts from the directory since the last time, then for everyone
 * which rule covers them, their roles and their managers. Unchanged people cost no write. A sync that fails
 * half-way leaves the last good picture and its cursor.
 */
export function syncDirectory(deps: SyncDeps) {
  return async (): Promise<SyncReport> => {
    const today = dateAt(deps.clock(), deps.timeZone);
    const memberships = await membershipsOf(deps);
    const read = await readDirectory(deps, today);
    const { people, covered, ...found } = await survey(deps, memberships);
    const facts = { memberships, ...found, today };
    let reclassified = 0;
    for await (const batch of deps.people.all()) {
      await forEach(batch, async (known) => {
        const target = { id: known.value.id, known };
        const outcome = await updatePerson(deps.people, target, (record) => classify(deps, record, facts));
        if (outcome === 'changed') reclassified += 1;
      });
    }
    const changed = Math.max(read.changed, reclassified - read.added);
    return { ...read, changed, people, covered };
  };
}

type Memberships = ReadonlyMap<PersonId, readonly GroupId[]>;

/** Read before anything is written: a missing group must stop the sync while the last picture is whole. */
async function membershipsOf({ directory, groups }: SyncDeps): Promise<Memberships> {
  const memberships = new Map<PersonId, GroupId[]>();
  for (const group of groups) {
    for await (const page of directory.members(group)) {
      for (const id of page) memberships.set(id, [...(memberships.get(id) ?? []), group]);
    }
  }
  return memberships;
}

type Structure = { managerOf: ReadonlyMap<PersonId, PersonId>; managers: ReadonlySet<PersonId> };

/** Who reports to whom, whose organisation has somebody in it who must certify, and how many there are. */
async function survey(
  deps: SyncDeps,
  memberships: Memberships,
): Promise<Structure & { people: number; covered: number }> {
  const managerOf = new Map<PersonId, PersonId>();
  const covered: PersonId[] = [];
  let people = 0;
  for await (const batch of deps.people.all()) {
    for (const { value } of batch) {
      if (value.removed) continue;
      people += 1;
      if (value.person.managerId) managerOf.set(value.id, value.person.managerId);
      if (isCovered(coverageNow(deps, value, memberships))) covered.push(value.id);
    }
  }
  const managers = new Set<PersonId>();
  for (const id of covered) for (const above of managerChainOf(id, managerOf)) managers.add(above);
  return { managerOf, managers, people, covered: covered.length };
}

function coverageNow(deps: SyncDeps, record: PersonRecord, memberships: Memberships): Coverage {
  if (record.removed)
    return { kind: 'not-covered', by: { rule: 'no longer in the directory', value: record.removed.reason } };
  return coverageOf({ ...record.person, groupIds: memberships.get(record.id) ?? [] }, deps.coverageRules);
}

function classify(
  deps: SyncDeps,
  record: PersonRecord,
  facts: Structure & { memberships: Memberships; today: CalendarDate },
): PersonRecord {
  const coverage = coverageNow(deps, record, facts.memberships);
  const { coveredSince: since, ...rest } = record;
  const coveredSince = isCovered(coverage) ? (since ?? facts.today) : undefined;
  return {
    ...rest,
    person: { ...record.person, groupIds: facts.memberships.get(record.id) ?? [] },
    coverage,
    roles: record.removed ? [] : rolesOf(deps.roleRules, record.person, facts),
    managerChain: managerChainOf(record.id, facts.managerOf),
    ...(coveredSince && { coveredSince }),
  };
}

function rolesOf(
  rules: RoleRules,
  person: DirectoryPerson,
  { memberships, managers }: { memberships: Memberships; managers: ReadonlySet<PersonId> },
): Role[] {
  const { id } = person;
  if (!person.accountEnabled) return [];
  const groups = memberships.get(id) ?? [];
  const holds = (rule: RoleRules['compliance']): boolean =>
    rule.people.includes(id) || rule.groups.some((group) => groups.includes(group));
  const roles: Role[] = [];
  if (managers.has(id)) roles.push('manager');
  if (holds(rules.compliance)) roles.push('compliance');
  if (holds(rules.auditCommittee)) roles.push('audit-committee');
  if (rules.auditCommitteeChair === id) roles.push('audit-committee-chair');
  return roles;
}
