import assert from 'node:assert/strict';
import { type CoverageRules, coverageOf, isCovered, OFFICES } from '../../src/domain/coverage.ts';
import type { DirectoryPerson } from '../../src/domain/person.ts';
import { directoryPerson, groupId, personId } from '../helpers/people.ts';
import { COVERAGE_RULES } from '../helpers/rules.ts';

const STAFF = groupId('staff');
const OUT = groupId('exclusions');
const TREASURERS = groupId('treasurers');

const RULES: CoverageRules = {
  ...COVERAGE_RULES,
  offices: COVERAGE_RULES.offices.map((rule) =>
    rule.office === 'treasurer' ? { ...rule, groups: [TREASURERS], people: [personId('Tess')] } : rule,
  ),
  financeStaff: { ...COVERAGE_RULES.financeStaff, groups: [STAFF], divisions: ['Shared (EMEA)'] },
  exclusions: { ...COVERAGE_RULES.exclusions, groups: [OUT], people: [personId('Nemo')] },
};

const cover = (facts: Partial<DirectoryPerson> & { groups?: (typeof STAFF)[]; name?: string } = {}) => {
  const { groups = [], name = 'Ada', ...rest } = facts;
  const person = directoryPerson(name, { department: 'Logistics', ...rest });
  return coverageOf({ ...person, groupIds: groups }, RULES);
};
const rule = (facts: Parameters<typeof cover>[0]) => cover(facts).by.rule;

describe('coverage', () => {
  it('knows the six offices the Code names', () => assert.equal(OFFICES.length, 6));

  it('finds a Senior Officer by title, by group or by name, and says by which', () => {
    for (const [facts, by] of [
      [{ jobTitle: 'VP & Treasurer' }, { rule: 'offices.treasurer.titles', value: 'VP & Treasurer' }],
      [{ groups: [TREASURERS] }, { rule: 'offices.treasurer.groups', value: TREASURERS }],
      [{ name: 'Tess' }, { rule: 'offices.treasurer.people', value: personId('Tess') }],
    ] as const) {
      assert.deepEqual(cover(facts as Parameters<typeof cover>[0]), {
        kind: 'senior-officer',
        offices: ['treasurer'],
        by,
      });
    }
  });

  it('names every office somebody holds, each once', () => {
    const both = cover({ jobTitle: 'CFO, Chief Financial Officer and Treasurer', groups: [TREASURERS] });
    assert.ok(both.kind === 'senior-officer');
    assert.deepEqual([...both.offices].sort(), ['chief-financial-officer', 'treasurer']);
  });

  it('finds finance staff by any one rule, and says by which', () => {
    assert.equal(rule({ groups: [STAFF] }), 'financeStaff.groups');
    assert.equal(rule({ department: ' finance ' }), 'financeStaff.departments');
    assert.equal(rule({ department: 'Financial Planning & Analysis' }), 'financeStaff.departments');
    assert.equal(rule({ costCenter: 'cc-7001' }), 'financeStaff.costCenters');
    assert.equal(rule({ division: 'Shared (EMEA)' }), 'financeStaff.divisions');
    assert.equal(rule({ jobTitle: 'Cost Accountant II' }), 'financeStaff.titles');
  });

  it('takes a pattern for the whole value, and its letters for themselves', () => {
    assert.equal(rule({ department: 'Finance and Fun' }), 'no rule');
    assert.equal(rule({ department: 'Not Finance' }), 'no rule');
    assert.equal(rule({ division: 'Shared EMEA' }), 'no rule');
    assert.equal(rule({ costCenter: 'XCC-7' }), 'no rule');
    assert.equal(rule({ jobTitle: 'Senior Cost Accountant' }), 'no rule');
  });

  it('does not cover somebody of whom the directory says nothing', () => {
    const { department: _, ...person } = directoryPerson('Ada');
    assert.deepEqual(coverageOf({ ...person, groupIds: [] }, RULES).by, { rule: 'no rule', value: '' });
    assert.equal(isCovered(cover()), false);
  });

  it('never covers guests and disabled accounts, whatever they hold', () => {
    assert.equal(rule({ jobTitle: 'CFO', userType: 'guest' }), 'guests');
    assert.equal(rule({ jobTitle: 'CFO', accountEnabled: false }), 'disabled accounts');
    assert.equal(rule({ groups: [STAFF], userType: 'guest' }), 'guests');
  });

  it('leaves out finance staff by group, employee type or account name', () => {
    const finance = { department: 'Finance' };
    assert.equal(rule({ ...finance, groups: [OUT] }), 'exclusions.groups');
    assert.equal(rule({ ...finance, employeeType: 'contractor' }), 'exclusions.employeeTypes');
    assert.equal(
      rule({ ...finance, userPrincipalName: 'test-7@aleris.example' }),
      'exclusions.userPrincipalNames',
    );
    assert.equal(
      rule({ ...finance, userPrincipalName: 'latest-7@aleris.example' }),
      'financeStaff.departments',
    );
  });

  it('covers a holder of an office whatever their contract, unless left out by name', () => {
    const facts = { jobTitle: 'Interim CFO', groups: [OUT], employeeType: 'Contractor' };
    assert.equal(cover(facts).kind, 'senior-officer');
    assert.equal(rule({ ...facts, name: 'Nemo' }), 'exclusions.people');
  });
});
