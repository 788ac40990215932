import { NEEDED_ROLES, type NeededRole } from '../domain/alarm.ts';
import { type Coverage, type CoverageRules, coverageOf, isCovered } from '../domain/coverage.ts';
import type { CalendarDate, Instant, PersonId } from '../domain/ids.ts';
import { holdersFrom, type OfficeHolders } from '../domain/offices.ts';
import type { DirectoryPerson } from '../domain/person.ts';
import { type RuleFindings, ruleCounts } from '../domain/ruleFindings.ts';
import { afterRound, type Round } from './afterRound.ts';
import { type RoleRules, rolesGiven } from './classified.ts';
import type { PeopleStore, Role } from './ports.ts';

type Deps = {
  readonly people: PeopleStore;
  readonly coverageRules: CoverageRules;
  readonly roleRules: RoleRules;
};

/** The population as the directory has it now, before anything is written. */
export type Survey = {
  readonly people: number;
  readonly covered: number;
  /** How many were covered until now, who of them is not any more, and how many are covered for the first time. */
  readonly before: number;
  readonly lost: readonly PersonId[];
  readonly joined: number;
  readonly holders: OfficeHolders;
  readonly compliance: readonly PersonId[];
  readonly auditCommittee: readonly PersonId[];
  /** Which of the roles that somebody must hold nobody holds. */
  readonly emptyRoles: readonly NeededRole[];
  readonly findings: RuleFindings;
};

/** Looks at everybody once, enters into the roll where they stand, and writes nothing. */
export async function surveyPopulation(
  deps: Deps,
  { roll, round, today, now }: Round & { readonly today: CalendarDate; readonly now: Instant },
): Promise<Survey> {
  const officers: { id: PersonId; coverage: Coverage }[] = [];
  const [lost, compliance, auditCommittee]: [PersonId[], PersonId[], PersonId[]] = [[], [], []];
  const held = new Set<Role>();
  const rules = ruleCounts(deps.coverageRules);
  let [before, joined] = [0, 0];
  const look = (facts: DirectoryPerson): boolean => {
    const { id } = facts;
    const person = { ...facts, groupIds: roll.groupsOf(id) };
    const coverage = coverageOf(person, deps.coverageRules, today);
    rules.count(person, coverage);
    if (coverage.kind === 'senior-officer') officers.push({ id, coverage });
    const roles = rolesGiven(person, deps.roleRules);
    for (const role of roles) held.add(role);
    if (roles.includes('compliance')) compliance.push(id);
    if (roles.some((role) => role.startsWith('audit-committee'))) auditCommittee.push(id);
    roll.stands(id, { managerId: facts.managerId, covered: isCovered(coverage) });
    return isCovered(coverage);
  };
  for await (const batch of deps.people.all()) {
    for (const { value } of batch) {
      roll.isKnown(value.id);
      const { person, removed } = afterRound(value, { roll, round }, now);
      const isNow = removed ? false : look(person);
      if (isCovered(value.coverage)) {
        before += 1;
        if (!isNow) lost.push(value.id);
      } else if (isNow) joined += 1;
    }
  }
  for (const at of roll.newcomers()) if (look(round.facts.read(at))) joined += 1;
  return {
    ...roll.findLeaders(),
    before,
    lost,
    joined,
    holders: holdersFrom(officers),
    compliance: compliance.sort(),
    auditCommittee: auditCommittee.sort(),
    emptyRoles: NEEDED_ROLES.filter((role) => !held.has(role)),
    findings: rules.findings(),
  };
}
