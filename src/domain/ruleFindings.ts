import type { RuleFinding } from './alarm.ts';
import {
  type Coverage,
  type CoverageRule,
  type CoverageRules,
  coverageOf,
  patternFor,
  sameText,
} from './coverage.ts';
import type { PersonWithGroups } from './person.ts';

/** Rules of the programme file that cannot be meant so, given the people there are. */
export type RuleFindings = {
  readonly nobody: readonly RuleFinding[];
  readonly everybody: readonly RuleFinding[];
  readonly contradictions: readonly RuleFinding[];
};

/** Of fewer people one department can well be everybody. */
const EVERYBODY = 10;

type Counted = CoverageRule & {
  readonly fits: (person: PersonWithGroups) => boolean;
  /** Nobody fits it who could be covered: guests and disabled accounts never are. */
  matched: number;
  matchedAny: number;
  /** Who fits it as finance staff and is covered nevertheless, and what left out the others. */
  covered: number;
  excludedBy?: CoverageRule;
};

/** Counts, person by person, whom each rule fits: also where another rule decides. */
export function ruleCounts(rules: CoverageRules) {
  const counted = countedRules(rules);
  const contradictions = staticContradictions(rules);
  let eligible = 0;
  return {
    count(person: PersonWithGroups, coverage: Coverage): void {
      const could = person.accountEnabled && person.userType === 'member';
      if (could) eligible += 1;
      for (const rule of counted) {
        if (!rule.fits(person)) continue;
        rule.matchedAny += 1;
        if (!could) continue;
        rule.matched += 1;
        if (coverage.kind !== 'not-covered') rule.covered += 1;
        else rule.excludedBy = coverage.by;
      }
      const { rule, value } = coverage.by;
      if (rule === 'exclusions.people')
        contradictions.push(...excludedOfficer(person, rules, { rule, value }));
    },
    findings(): RuleFindings {
      const all = counted.filter(({ matched }) => eligible >= EVERYBODY && matched === eligible);
      const none = counted.filter((each) =>
        each.rule.startsWith('exclusions.') ? each.matchedAny === 0 : each.matched === 0,
      );
      const overruled = counted.flatMap(({ rule, value, matched, covered, excludedBy }): RuleFinding[] =>
        rule.startsWith('financeStaff.') && matched > 0 && covered === 0 && excludedBy
          ? [{ rule, value, other: excludedBy }]
          : [],
      );
      return {
        // Before anybody is known no rule fits anybody.
        nobody: eligible === 0 ? [] : none.map(ruleOf),
        everybody: all.map(ruleOf),
        contradictions: distinct([...contradictions, ...overruled]),
      };
    },
  };
}

function ruleOf({ rule, value }: CoverageRule): RuleFinding {
  return { rule, value };
}

function countedRules({ offices, financeStaff, exclusions }: CoverageRules): readonly Counted[] {
  const of = <T extends string>(
    rule: string,
    values: readonly T[],
    fits: (value: T) => (person: PersonWithGroups) => boolean,
  ): Counted[] =>
    values.map((value) => ({ rule, value, fits: fits(value), matched: 0, matchedAny: 0, covered: 0 }));
  const isIn = (id: string) => (person: PersonWithGroups) =>
    (person.groupIds as readonly string[]).includes(id);
  const isThey = (id: string) => (person: PersonWithGroups) => person.id === id;
  const has = (attribute: Attribute) => (pattern: string) => {
    const fits = patternFor(pattern);
    return (person: PersonWithGroups) => {
      const value = person[attribute];
      return value !== undefined && fits.test(value.trim());
    };
  };
  return [
    ...offices.flatMap(({ office, people, groups }) => [
      ...of(`offices.${office}.people`, people, isThey),
      ...of(`offices.${office}.groups`, groups, isIn),
    ]),
    ...of('financeStaff.groups', financeStaff.groups, isIn),
    ...of('financeStaff.departments', financeStaff.departments, has('department')),
    ...of('financeStaff.costCenters', financeStaff.costCenters, has('costCenter')),
    ...of('financeStaff.divisions', financeStaff.divisions, has('division')),
    ...of('financeStaff.titles', financeStaff.titles, has('jobTitle')),
    ...of('exclusions.people', exclusions.people, isThey),
    ...of('exclusions.groups', exclusions.groups, isIn),
    ...of(
      'exclusions.employeeTypes',
      exclusions.employeeTypes,
      (type) => (person) => sameText(type, person.employeeType),
    ),
    ...of('exclusions.userPrincipalNames', exclusions.userPrincipalNames, has('userPrincipalName')),
  ];
}

type Attribute = 'department' | 'costCenter' | 'division' | 'jobTitle' | 'userPrincipalName';

/** What the rules say by themselves: the same person or group in and out, one title for two offices. */
function staticContradictions({ offices, financeStaff, exclusions }: CoverageRules): RuleFinding[] {
  const found: RuleFinding[] = [];
  const titles = new Map<string, CoverageRule>();
  for (const { office, people, titles: own } of offices) {
    for (const id of people)
      if (exclusions.people.includes(id))
        found.push({
          rule: `offices.${office}.people`,
          value: id,
          other: { rule: 'exclusions.people', value: id },
        });
    for (const title of own) {
      const rule = { rule: `offices.${office}.titles`, value: title };
      const other = titles.get(title.trim().toLowerCase());
      if (other && other.rule !== rule.rule) found.push({ ...rule, other });
      else titles.set(title.trim().toLowerCase(), rule);
    }
  }
  for (const id of financeStaff.groups)
    if (exclusions.groups.includes(id))
      found.push({
        rule: 'financeStaff.groups',
        value: id,
        other: { rule: 'exclusions.groups', value: id },
      });
  return found;
}

/** Somebody is left out by name who would hold an office (Item 406(a) knows no exception). */
function excludedOfficer(
  person: PersonWithGroups,
  rules: CoverageRules,
  exclusion: CoverageRule,
): readonly RuleFinding[] {
  const without = { ...rules, exclusions: { ...rules.exclusions, people: [] } };
  const coverage = coverageOf(person, without);
  return coverage.kind === 'senior-officer' ? [{ ...coverage.by, other: exclusion }] : [];
}

function distinct(findings: readonly RuleFinding[]): readonly RuleFinding[] {
  const byKey = new Map(findings.map((each) => [JSON.stringify([each.rule, each.value, each.other]), each]));
  return [...byKey.values()];
}
