import { type Coverage, type CoverageRules, coverageOf, isCovered } from '../domain/coverage.ts';
import type { GroupId, PersonId } from '../domain/ids.ts';
import { managerChainOf } from '../domain/managers.ts';
import { holdersFrom, type OfficeHolders } from '../domain/offices.ts';
import type { DirectoryPerson } from '../domain/person.ts';
import { type RuleFindings, ruleCounts } from '../domain/ruleFindings.ts';
import type { Memberships } from './membershipsOf.ts';
import type { PeopleStore, PersonRecord, Role } from './ports.ts';

export type RoleRules = {
  readonly compliance: { readonly groups: readonly GroupId[]; readonly people: readonly PersonId[] };
  readonly auditCommittee: { readonly groups: readonly GroupId[]; readonly people: readonly PersonId[] };
  readonly auditCommitteeChair?: PersonId | undefined;
};

type Deps = {
  readonly people: PeopleStore;
  readonly coverageRules: CoverageRules;
  readonly roleRules: RoleRules;
};

/** The population as the directory has it now, before anybody's coverage is changed. */
export type Survey = {
  readonly managerOf: ReadonlyMap<PersonId, PersonId>;
  /** Those whose organisation has somebody in it who must certify. */
  readonly managers: ReadonlySet<PersonId>;
  readonly people: number;
  readonly covered: number;
  /** How many were covered until now, who of them is not any more, and how many are covered for the first time. */
  readonly before: number;
  readonly lost: readonly PersonId[];
  readonly joined: number;
  readonly holders: OfficeHolders;
  readonly compliance: readonly PersonId[];
  readonly auditCommittee: readonly PersonId[];
  readonly findings: RuleFindings;
};

const NOBODY: ReadonlySet<PersonId> = new Set();

/** Reads everybody once and writes nothing. `isMissing` are those a complete listing did not name. */
export async function surveyPopulation(
  deps: Deps,
  memberships: Memberships,
  isMissing: (id: PersonId) => boolean = () => false,
): Promise<Survey> {
  const managerOf = new Map<PersonId, PersonId>();
  const covered: PersonId[] = [];
  const officers: { id: PersonId; coverage: Coverage }[] = [];
  const [lost, compliance, auditCommittee]: [PersonId[], PersonId[], PersonId[]] = [[], [], []];
  const rules = ruleCounts(deps.coverageRules);
  let [people, before, joined] = [0, 0, 0];
  for await (const batch of deps.people.all()) {
    for (const { value } of batch) {
      const { id } = value;
      const gone = value.removed !== undefined || isMissing(id);
      const coverage = coverageNow(deps, value, memberships);
      const isNow = !gone && isCovered(coverage);
      if (isCovered(value.coverage)) {
        before += 1;
        if (!isNow) lost.push(id);
      } else if (isNow) joined += 1;
      if (gone) continue;
      people += 1;
      rules.count({ ...value.person, groupIds: memberships.get(id) ?? [] }, coverage);
      if (value.person.managerId) managerOf.set(id, value.person.managerId);
      if (isNow) covered.push(id);
      if (coverage.kind === 'senior-officer') officers.push({ id, coverage });
      const roles = rolesOf(deps.roleRules, value.person, { memberships, managers: NOBODY });
      if (roles.includes('compliance')) compliance.push(id);
      if (roles.some((role) => role.startsWith('audit-committee'))) auditCommittee.push(id);
    }
  }
  const managers = new Set<PersonId>();
  for (const id of covered) for (const above of managerChainOf(id, managerOf)) managers.add(above);
  return {
    managerOf,
    managers,
    people,
    covered: covered.length,
    before,
    lost,
    joined,
    holders: holdersFrom(officers),
    compliance: compliance.sort(),
    auditCommittee: auditCommittee.sort(),
    findings: rules.findings(),
  };
}

/** What covers somebody by the rules and by what the directory says now. */
export function coverageNow(
  { coverageRules }: Pick<Deps, 'coverageRules'>,
  record: PersonRecord,
  memberships: Memberships,
): Coverage {
  if (record.removed)
    return { kind: 'not-covered', by: { rule: 'no longer in the directory', value: record.removed.reason } };
  return coverageOf({ ...record.person, groupIds: memberships.get(record.id) ?? [] }, coverageRules);
}

export function rolesOf(
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
