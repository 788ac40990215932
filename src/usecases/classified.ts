import type { Confirmation } from '../domain/alarm.ts';
import { type CoverageRules, coverageOf, isCovered } from '../domain/coverage.ts';
import type { CalendarDate, GroupId, PersonId } from '../domain/ids.ts';
import type { DirectoryPerson, PersonWithGroups } from '../domain/person.ts';
import type { PeopleRoll } from './peopleRoll.ts';
import type { PersonRecord, Role } from './ports.ts';

export type RoleRules = {
  readonly compliance: { readonly groups: readonly GroupId[]; readonly people: readonly PersonId[] };
  readonly auditCommittee: { readonly groups: readonly GroupId[]; readonly people: readonly PersonId[] };
  readonly auditCommitteeChair?: PersonId | undefined;
};

type By = {
  readonly coverageRules: CoverageRules;
  readonly roleRules: RoleRules;
  readonly roll: Pick<PeopleRoll, 'leads' | 'managerChainOf'>;
  readonly today: CalendarDate;
  /** Who confirmed that so many are not covered any more. */
  readonly letGo: Confirmation | undefined;
};

/** A record with what follows from its facts and from everybody else's: coverage, roles, managers. */
export function classified(record: PersonRecord, by: By): PersonRecord {
  const { coveredSince: since, letGo: known, removed, ...rest } = record;
  const coverage: PersonRecord['coverage'] = removed
    ? { kind: 'not-covered', by: { rule: 'no longer in the directory', value: removed.reason } }
    : coverageOf(record.person, by.coverageRules, by.today);
  const coveredSince = isCovered(coverage) ? (since ?? by.today) : undefined;
  const { letGo: confirmed } = by;
  const letGo = confirmed && isCovered(record.coverage) ? { by: confirmed.by, at: confirmed.at } : known;
  return {
    ...rest,
    coverage,
    roles: removed ? [] : rolesOf(record, by),
    managerChain: by.roll.managerChainOf(record.id),
    ...(coveredSince && { coveredSince }),
    ...(letGo && !isCovered(coverage) && { letGo }),
    ...(removed && { removed }),
  };
}

function rolesOf({ person }: PersonRecord, { roleRules, roll }: By): Role[] {
  const leads = person.accountEnabled && roll.leads(person.id);
  return [...(leads ? (['manager'] as const) : []), ...rolesGiven(person, roleRules)];
}

/** The roles that the programme file gives somebody, by name or by group. */
export function rolesGiven({ id, accountEnabled, groupIds }: PersonWithGroups, rules: RoleRules): Role[] {
  if (!accountEnabled) return [];
  const holds = (rule: RoleRules['compliance']): boolean =>
    rule.people.includes(id) || rule.groups.some((group) => groupIds.includes(group));
  const roles: Role[] = [];
  if (holds(rules.compliance)) roles.push('compliance');
  if (holds(rules.auditCommittee)) roles.push('audit-committee');
  if (rules.auditCommitteeChair === id) roles.push('audit-committee-chair');
  return roles;
}

/** Somebody of whom nothing is known but their facts. */
export function newcomer(
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
