import type { CalendarDate, GroupId, PersonId } from './ids.ts';
import type { DirectoryPerson, PersonWithGroups } from './person.ts';
import { officesOfTitle } from './titles.ts';

/** The six offices the Code names ("The Senior Officers Code applies to the individuals holding ..."). */
export const OFFICES = [
  'chief-executive-officer',
  'chief-financial-officer',
  'assistant-chief-financial-officer',
  'controller',
  'chief-accounting-officer',
  'treasurer',
] as const;
export type Office = (typeof OFFICES)[number];

export type OfficeRule = {
  readonly office: Office;
  readonly people: readonly PersonId[];
  readonly groups: readonly GroupId[];
  readonly titles: readonly string[];
};

export type CoverageRules = {
  readonly offices: readonly OfficeRule[];
  /** Words that may stand beside an office in a title without changing it: `interim`, `senior vice president`. */
  readonly titleModifiers: readonly string[];
  readonly financeStaff: {
    readonly groups: readonly GroupId[];
    readonly departments: readonly string[];
    readonly costCenters: readonly string[];
    readonly divisions: readonly string[];
    readonly titles: readonly string[];
  };
  readonly exclusions: {
    readonly people: readonly PersonId[];
    readonly groups: readonly GroupId[];
    readonly employeeTypes: readonly string[];
    readonly userPrincipalNames: readonly string[];
  };
};

/** One rule of the programme file and the value that met it, for `why <name>`. */
export type CoverageRule = { readonly rule: string; readonly value: string };

export type Coverage =
  | {
      readonly kind: 'senior-officer';
      readonly offices: readonly Office[];
      readonly by: CoverageRule;
    }
  | { readonly kind: 'finance-staff'; readonly by: CoverageRule }
  | { readonly kind: 'not-covered'; readonly by: CoverageRule };

export function isCovered(coverage: Coverage): boolean {
  return coverage.kind !== 'not-covered';
}

/**
 * Which rule covers a person, or why none does. Guests and disabled accounts never; an office outranks an exclusion
 * by group or type, since a holder "performing similar functions" (Item 406(a)) is covered whatever their contract.
 * With `today`, nobody is whose last day has passed.
 */
export function coverageOf(person: PersonWithGroups, rules: CoverageRules, today?: CalendarDate): Coverage {
  const notCovered = (rule: string, value: string): Coverage => ({
    kind: 'not-covered',
    by: { rule, value },
  });
  if (person.userType === 'guest') return notCovered('guests', person.userType);
  if (!person.accountEnabled) return notCovered('disabled accounts', 'disabled');
  if (today !== undefined && hasLeft(person, today))
    return notCovered(LAST_DAY_PASSED, person.employeeLeaveDate ?? '');
  const excludedByName = rules.exclusions.people.includes(person.id);
  if (excludedByName) return notCovered('exclusions.people', person.id);

  const held = officesHeldBy(person, rules);
  const [first] = held;
  if (first)
    return { kind: 'senior-officer', offices: [...new Set(held.map((h) => h.office))], by: first.by };

  const exclusion = exclusionOf(person, rules);
  if (exclusion) return { kind: 'not-covered', by: exclusion };
  const rule = financeRuleFor(person, rules);
  return rule ? { kind: 'finance-staff', by: rule } : notCovered('no rule', '');
}

/** The rule that their last day decided. */
export const LAST_DAY_PASSED = 'last day has passed';

/** Whoever was hired again after their last day has not left. */
export function hasLeft(
  { employeeLeaveDate: last, employeeHireDate: hired }: DirectoryPerson,
  today: CalendarDate,
): boolean {
  return last !== undefined && last < today && (hired === undefined || hired <= last);
}

function officesHeldBy(
  person: PersonWithGroups,
  rules: CoverageRules,
): { office: Office; by: CoverageRule }[] {
  const byTitle = new Set(
    person.jobTitle ? officesOfTitle(person.jobTitle, rules.offices, rules.titleModifiers) : [],
  );
  return rules.offices.flatMap(({ office, people, groups }) => {
    const held = (rule: string, value: string) => [
      { office, by: { rule: `offices.${office}.${rule}`, value } },
    ];
    if (people.includes(person.id)) return held('people', person.id);
    const group = groups.find((id) => person.groupIds.includes(id));
    if (group) return held('groups', group);
    return byTitle.has(office) ? held('titles', person.jobTitle ?? '') : [];
  });
}

function exclusionOf(person: PersonWithGroups, { exclusions }: CoverageRules): CoverageRule | undefined {
  const group = exclusions.groups.find((id) => person.groupIds.includes(id));
  if (group) return { rule: 'exclusions.groups', value: group };
  const type = exclusions.employeeTypes.find((t) => sameText(t, person.employeeType));
  if (type) return { rule: 'exclusions.employeeTypes', value: type };
  const upn = exclusions.userPrincipalNames.find((pattern) => matches(pattern, person.userPrincipalName));
  return upn ? { rule: 'exclusions.userPrincipalNames', value: upn } : undefined;
}

function financeRuleFor(person: PersonWithGroups, { financeStaff }: CoverageRules): CoverageRule | undefined {
  const group = financeStaff.groups.find((id) => person.groupIds.includes(id));
  if (group) return { rule: 'financeStaff.groups', value: group };
  const by = (
    rule: string,
    allowed: readonly string[],
    value: string | undefined,
  ): CoverageRule | undefined => {
    const found = allowed.find((pattern) => matches(pattern, value));
    return found === undefined ? undefined : { rule: `financeStaff.${rule}`, value: found };
  };
  return (
    by('departments', financeStaff.departments, person.department) ??
    by('costCenters', financeStaff.costCenters, person.costCenter) ??
    by('divisions', financeStaff.divisions, person.division) ??
    by('titles', financeStaff.titles, person.jobTitle)
  );
}

export function sameText(a: string, b: string | undefined): boolean {
  return b !== undefined && a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Case-insensitive; `*` stands for any characters. */
function matches(pattern: string, value: string | undefined): boolean {
  return value !== undefined && patternFor(pattern).test(value.trim());
}

/** What fits a pattern of the programme file, trimmed. */
export function patternFor(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known) return known;
  const source = pattern
    .trim()
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const expression = new RegExp(`^${source}$`, 'iu');
  expressions.set(pattern, expression);
  return expression;
}

/** A programme file has few patterns, and a sync asks them of everybody. */
const expressions = new Map<string, RegExp>();
