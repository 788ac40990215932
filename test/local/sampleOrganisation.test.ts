import assert from 'node:assert/strict';
import type { CalendarDate } from '../../src/domain/ids.ts';
import { peopleFrom } from '../../src/local/graphEmulator/peopleFrom.ts';
import { GROUP_IDS, PERSONA_IDS, sampleOrganisation } from '../../src/local/sampleOrganisation.ts';

const { people, groups, tenant } = sampleOrganisation({ epoch: '2026-11-23' as CalendarDate });
const active = people.filter((person) => person.accountEnabled && person.userType === 'Member');
const byId = new Map(people.map((person) => [person.id, person]));
const membersOf = (id: string) => groups.find((group) => group.id === id)?.members ?? [];

describe('the sample organisation', () => {
  it('is about 120 people of Aleris International, Inc., each with an id and a name of their own', () => {
    assert.equal(tenant.displayName, 'Aleris International, Inc.');
    assert.equal(people.length, 120);
    assert.equal(byId.size, 120);
    assert.equal(new Set(people.map((person) => person.userPrincipalName)).size, 120);
  });

  it('has one holder of each office, and people whose titles only sound like it', () => {
    const offices = [
      /(^|and )Chief Executive Officer$/,
      /(^|and )Chief Financial Officer$/,
      /^Assistant Chief Financial Officer$/,
      /(^|and )Controller$/,
      /^Chief Accounting Officer$/,
      /(^|, )Treasurer$/,
    ];
    const titles = active.flatMap((person) => person.jobTitle ?? []);
    for (const office of offices) {
      const holders = titles.filter(
        (title) => office.test(title) && !/^(Plant|Assistant) (Con|Tre)/.test(title),
      );
      assert.equal(holders.length, 1, String(office));
    }
    for (const decoy of [
      'Assistant to the CFO',
      'CFO, EMEA division',
      'Assistant Treasurer',
      'Plant Controller',
    ]) {
      assert.ok(titles.includes(decoy), decoy);
    }
  });

  it('has a newcomer hired three days before it starts, and somebody who has yet to begin', () => {
    const newcomer = byId.get(PERSONA_IDS.newcomer);
    assert.deepEqual(
      [newcomer?.displayName, newcomer?.employeeHireDate, newcomer?.managerId],
      ['Maya Okafor', '2026-11-20T00:00:00Z', PERSONA_IDS.manager],
    );
    const later = people.filter((person) => (person.employeeHireDate ?? '') > '2026-11-23');
    assert.deepEqual(
      later.map((person) => [person.displayName, person.employeeHireDate]),
      [['Jonas Lindqvist', '2026-12-07T00:00:00Z']],
    );
  });

  it('has a manager with an organisation of two levels below her', () => {
    const { reportsOf } = peopleFrom(people);
    const direct = reportsOf(PERSONA_IDS.manager).filter((id) => byId.get(id)?.accountEnabled);
    const below = direct.flatMap(reportsOf);
    assert.deepEqual([direct.length, below.length], [5, 10]);
    assert.ok(direct.includes(PERSONA_IDS.newcomer));
  });

  it('has up to five managers above a person, and no circle', () => {
    const above = active.map((person) => {
      let managers = 0;
      for (let boss = person.managerId; boss; boss = byId.get(boss)?.managerId) managers++;
      return managers;
    });
    assert.equal(Math.max(...above), 5);
  });

  it('has compliance outside finance, and an audit committee of outside directors', () => {
    const compliance = membersOf(GROUP_IDS.complianceOffice).map((id) => byId.get(id));
    assert.equal(compliance.length, 3);
    assert.ok(compliance.every((person) => person?.department === 'Legal & Compliance'));
    assert.ok(membersOf(GROUP_IDS.complianceOffice).includes(PERSONA_IDS.compliance));
    const committee = membersOf(GROUP_IDS.auditCommittee).map((id) => byId.get(id));
    assert.ok(committee.length === 3 && committee.every((person) => person?.employeeType === 'Director'));
    assert.deepEqual(membersOf(GROUP_IDS.auditCommitteeChair), [PERSONA_IDS.auditCommitteeChair]);
  });

  it('has the oddities that real directories have', () => {
    const count = (odd: (person: (typeof people)[number]) => boolean) => people.filter(odd).length;
    assert.equal(
      count((person) => person.displayName === 'Thomas Weber'),
      2,
    );
    assert.equal(
      count((person) => person.userType === 'Guest'),
      2,
    );
    assert.equal(
      count((person) => !person.accountEnabled),
      3,
    );
    assert.equal(
      count((person) => person.employeeType === 'Shared mailbox'),
      3,
    );
    assert.equal(
      count((person) => person.employeeType === 'Contractor'),
      1,
    );
    const lacking = (property: 'managerId' | 'jobTitle' | 'department' | 'employeeHireDate' | 'mail') =>
      count((person) => person[property] === undefined);
    for (const property of ['managerId', 'jobTitle', 'department', 'employeeHireDate', 'mail'] as const) {
      assert.ok(lacking(property) >= 1, property);
    }
    const scripts = ['Han', 'Cyrillic', 'Greek', 'Arabic', 'Hebrew', 'Devanagari', 'Hangul'];
    for (const script of scripts) {
      const written = new RegExp(`\\p{Script=${script}}`, 'u');
      assert.ok(count((person) => written.test(person.displayName ?? '')) >= 1, script);
    }
  });

  it('names in its groups and as managers only people and groups there are', () => {
    const known = new Set([...byId.keys(), ...groups.map((group) => group.id)]);
    for (const group of groups)
      assert.ok(
        group.members.every((id) => known.has(id)),
        group.displayName,
      );
    assert.ok(people.every((person) => !person.managerId || byId.has(person.managerId)));
    assert.ok(membersOf(GROUP_IDS.financeStaff).includes(GROUP_IDS.plantControllers));
  });
});
