import assert from 'node:assert/strict';
import { type CoverageRules, coverageOf } from '../../src/domain/coverage.ts';
import type { PersonWithGroups } from '../../src/domain/person.ts';
import { ruleCounts } from '../../src/domain/ruleFindings.ts';
import { directoryPerson, groupId, personId } from '../helpers/people.ts';
import { COVERAGE_RULES } from '../helpers/rules.ts';

type Facts = Partial<PersonWithGroups>;
const people = (count: number, facts: Facts = {}): PersonWithGroups[] =>
  Array.from({ length: count }, (_, n) => ({ ...directoryPerson(`Person ${n}`), groupIds: [], ...facts }));

const NONE: CoverageRules = {
  offices: COVERAGE_RULES.offices,
  titleModifiers: [],
  financeStaff: { groups: [], departments: [], costCenters: [], divisions: [], titles: [] },
  exclusions: { people: [], groups: [], employeeTypes: [], userPrincipalNames: [] },
};
const rulesWith = (
  financeStaff: Partial<CoverageRules['financeStaff']>,
  exclusions: Partial<CoverageRules['exclusions']> = {},
): CoverageRules => ({
  ...NONE,
  financeStaff: { ...NONE.financeStaff, ...financeStaff },
  exclusions: { ...NONE.exclusions, ...exclusions },
});
const findingsOf = (rules: CoverageRules, population: readonly PersonWithGroups[]) => {
  const counts = ruleCounts(rules);
  for (const person of population) counts.count(person, coverageOf(person, rules));
  return counts.findings();
};
const NOTHING = { nobody: [], everybody: [], contradictions: [] };

describe('rules of the programme file', () => {
  it('are not remarked upon when they fit some people and not others', () => {
    const rules = rulesWith({ departments: ['Finance'] }, { employeeTypes: ['Contractor'] });
    const population = [
      ...people(10),
      ...people(3, { department: 'Sales' }),
      ...people(2, { employeeType: 'contractor' }),
    ];
    assert.deepEqual(findingsOf(rules, population), NOTHING);
  });

  it('that fit nobody are named one by one: a misspelt department, an empty group, an unknown person', () => {
    const rules = {
      ...rulesWith(
        { departments: ['Finance', 'Finanze'], groups: [groupId('empty')], costCenters: ['CC-9*'] },
        { employeeTypes: ['Contractor'], people: [personId('Gone')] },
      ),
      offices: COVERAGE_RULES.offices.map((each) =>
        each.office === 'treasurer' ? { ...each, people: [personId('Left')] } : each,
      ),
    };
    assert.deepEqual(
      findingsOf(rules, people(12)).nobody.map(({ rule, value }) => [rule, value]),
      [
        ['offices.treasurer.people', personId('Left')],
        ['financeStaff.groups', groupId('empty')],
        ['financeStaff.departments', 'Finanze'],
        ['financeStaff.costCenters', 'CC-9*'],
        ['exclusions.people', personId('Gone')],
        ['exclusions.employeeTypes', 'Contractor'],
      ],
    );
  });

  it('that fit only guests and disabled accounts fit nobody, as far as they cover', () => {
    const rules = rulesWith({ departments: ['Finance'] });
    const population = [...people(3, { userType: 'guest' }), ...people(3, { accountEnabled: false })];
    assert.deepEqual(findingsOf(rules, [...population, ...people(1, { department: 'Sales' })]).nobody, [
      { rule: 'financeStaff.departments', value: 'Finance' },
    ]);
  });

  it('that fit everybody are named, where there is more than a handful', () => {
    const rules = rulesWith({ departments: ['*'] });
    const everybody = [{ rule: 'financeStaff.departments', value: '*' }];
    assert.deepEqual(
      findingsOf(rules, [...people(9), ...people(3, { department: 'Sales' })]).everybody,
      everybody,
    );
    assert.deepEqual(findingsOf(rules, people(5)).everybody, []);
    const out = rulesWith({}, { userPrincipalNames: ['*@*'] });
    const population = people(12, { userPrincipalName: 'a@b.example' });
    assert.deepEqual(findingsOf(out, population).everybody, [
      { rule: 'exclusions.userPrincipalNames', value: '*@*' },
    ]);
  });

  it('contradict one another where a group is both in and out', () => {
    const group = groupId('both');
    const rules = rulesWith({ groups: [group] }, { groups: [group] });
    const population = [...people(2, { groupIds: [group] }), ...people(10)];
    assert.deepEqual(findingsOf(rules, population).contradictions, [
      {
        rule: 'financeStaff.groups',
        value: group,
        other: { rule: 'exclusions.groups', value: group },
      },
    ]);
  });

  it('contradict one another where everyone a rule fits is left out by another', () => {
    const rules = rulesWith({ departments: ['Finance'] }, { employeeTypes: ['Contractor'] });
    const contractors = people(3, { employeeType: 'Contractor' });
    const contradiction = {
      rule: 'financeStaff.departments',
      value: 'Finance',
      other: { rule: 'exclusions.employeeTypes', value: 'Contractor' },
    };
    const others = people(9, { department: 'Sales' });
    assert.deepEqual(findingsOf(rules, [...contractors, ...others]).contradictions, [contradiction]);
    assert.deepEqual(findingsOf(rules, [...contractors, ...people(1), ...others]).contradictions, []);
  });

  it('contradict one another where an officer is left out by name', () => {
    const [cfo] = people(1, { jobTitle: 'CFO' });
    assert.ok(cfo);
    const rules = rulesWith({}, { people: [cfo.id] });
    assert.deepEqual(findingsOf(rules, [cfo]).contradictions, [
      {
        rule: 'offices.chief-financial-officer.titles',
        value: 'CFO',
        other: { rule: 'exclusions.people', value: cfo.id },
      },
    ]);
    const named = {
      ...rules,
      offices: rules.offices.map((each) =>
        each.office === 'controller' ? { ...each, people: [cfo.id] } : each,
      ),
    };
    assert.equal(findingsOf(named, [cfo]).contradictions.length, 2);
  });

  it('contradict one another where one title means two offices', () => {
    const offices = NONE.offices.map((each) =>
      each.office === 'treasurer' ? { ...each, titles: ['Treasurer', 'cfo '] } : each,
    );
    assert.deepEqual(findingsOf({ ...NONE, offices }, people(1)).contradictions, [
      {
        rule: 'offices.treasurer.titles',
        value: 'cfo ',
        other: { rule: 'offices.chief-financial-officer.titles', value: 'CFO' },
      },
    ]);
  });

  it('say nothing before anybody is known', () => {
    assert.deepEqual(findingsOf(rulesWith({ departments: ['Finance'] }), []), NOTHING);
  });
});
