import assert from 'node:assert/strict';
import type { DirectoryPerson } from '../../src/domain/person.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { directoryPerson, groupId, personId } from '../helpers/people.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

const OFFICE = groupId('compliance office');
const COMMITTEE = groupId('audit committee');
const STAFF = groupId('finance staff');

describe('a sync says', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
    for (const group of [OFFICE, COMMITTEE, STAFF]) programme.directory.setMembers(group, []);
  });
  afterEach(() => programme.stores.close());

  const put = (name: string, boss?: string, facts: Partial<DirectoryPerson> = {}) =>
    programme.directory.put(
      directoryPerson(name, {
        department: 'Logistics',
        ...(boss && { managerId: personId(boss) }),
        ...facts,
      }),
    );
  const sync = () =>
    syncDirectory({
      ...programme,
      groups: [OFFICE, COMMITTEE, STAFF],
      coverageRules: {
        ...programme.coverageRules,
        financeStaff: { ...programme.coverageRules.financeStaff, groups: [STAFF] },
      },
      roleRules: {
        compliance: { groups: [OFFICE], people: [personId('Cora')] },
        auditCommittee: { groups: [COMMITTEE], people: [] },
        auditCommitteeChair: personId('Chair'),
      },
    })();
  const record = async (name: string) => {
    const found = await programme.people.get(personId(name));
    assert.ok(found, name);
    return found.value;
  };
  const roles = async (name: string) => (await record(name)).roles;

  it('who reports to whom, upwards', async () => {
    put('Chief');
    put('Lead', 'Chief');
    put('Ada', 'Lead', { department: 'Finance' });
    await sync();
    assert.deepEqual((await record('Ada')).managerChain, [personId('Lead'), personId('Chief')]);
    assert.deepEqual((await record('Chief')).managerChain, []);
  });

  it('that somebody is a manager when anyone below them must certify', async () => {
    put('Chief');
    put('Lead', 'Chief');
    put('Foreman', 'Chief');
    put('Ada', 'Lead', { department: 'Finance' });
    put('Driver', 'Foreman');
    await sync();
    assert.deepEqual(await roles('Lead'), ['manager']);
    assert.deepEqual(await roles('Chief'), ['manager']);
    assert.deepEqual(await roles('Foreman'), []);
    programme.directory.change(personId('Ada'), { department: 'Logistics' });
    await sync();
    assert.deepEqual(await roles('Lead'), []);
    assert.deepEqual(await roles('Chief'), []);
  });

  it('the same though managers report to each other in a circle', async () => {
    put('Ann', 'Ben');
    put('Ben', 'Ann');
    put('Ada', 'Ann', { department: 'Finance' });
    await sync();
    assert.deepEqual((await record('Ada')).managerChain, [personId('Ann'), personId('Ben')]);
    assert.deepEqual([await roles('Ann'), await roles('Ben')], [['manager'], ['manager']]);
  });

  it('who left no longer leads anybody to their manager', async () => {
    put('Chief');
    put('Lead', 'Chief');
    put('Ada', 'Lead', { department: 'Finance' });
    await sync();
    programme.directory.remove(personId('Lead'));
    await sync();
    assert.deepEqual((await record('Ada')).managerChain, [personId('Lead')]);
    assert.deepEqual(await roles('Lead'), []);
  });

  it('who runs the programme and who sits on the committee, by group or by name', async () => {
    for (const name of ['Cora', 'Colin', 'Abe', 'Chair', 'Guest']) put(name);
    put('Guest', undefined, { userType: 'guest' });
    programme.directory.setMembers(OFFICE, [personId('Colin')]);
    programme.directory.setMembers(COMMITTEE, [personId('Abe'), personId('Chair'), personId('Guest')]);
    await sync();
    assert.deepEqual(await roles('Cora'), ['compliance']);
    assert.deepEqual(await roles('Colin'), ['compliance']);
    assert.deepEqual(await roles('Abe'), ['audit-committee']);
    assert.deepEqual(await roles('Chair'), ['audit-committee', 'audit-committee-chair']);
    assert.deepEqual(await roles('Guest'), ['audit-committee'], 'directors are often guests');
  });

  it('that a role ends with the membership or the account', async () => {
    for (const name of ['Cora', 'Colin']) put(name);
    programme.directory.setMembers(OFFICE, [personId('Colin')]);
    await sync();
    programme.directory.setMembers(OFFICE, []);
    programme.directory.change(personId('Cora'), { accountEnabled: false });
    await sync();
    assert.deepEqual([await roles('Colin'), await roles('Cora')], [[], []]);
  });

  it('who is covered by membership, which can change without the person changing', async () => {
    put('Mel');
    await sync();
    programme.directory.setMembers(STAFF, [personId('Mel'), personId('Not in the directory')]);
    const report = await sync();
    assert.deepEqual([report.changed, report.covered], [1, 1]);
    const { coverage, person } = await record('Mel');
    assert.deepEqual(coverage.by, { rule: 'financeStaff.groups', value: STAFF });
    assert.deepEqual(person.groupIds, [STAFF]);
  });
});
