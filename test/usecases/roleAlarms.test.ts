import assert from 'node:assert/strict';
import { alarms } from '../../src/usecases/alarms.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { tellCompliance } from '../../src/usecases/tellCompliance.ts';
import { directoryPerson, groupId, personId } from '../helpers/people.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

const OFFICE = groupId('Compliance Office');

describe('the roles that somebody must hold', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    programme.directory.setMembers(OFFICE, [personId('Dana')]);
    programme.directory.put(directoryPerson('Dana'), directoryPerson('Margaret'), directoryPerson('Amy'));
    await sync();
  });
  afterEach(() => programme.stores.close());

  const sync = () =>
    syncDirectory({
      ...programme,
      groups: [...programme.groups, OFFICE],
      roleRules: {
        compliance: { groups: [OFFICE], people: [] },
        auditCommittee: { groups: [], people: [] },
        auditCommitteeChair: personId('Margaret'),
      },
    })();
  const raised = async () =>
    (await alarms(programme).open()).map(({ id }) => id).filter((id) => id.startsWith('role'));

  it('raise nothing while somebody does', async () => {
    assert.deepEqual(await raised(), []);
  });

  it('raise an alarm when the Compliance Office is suddenly empty, until somebody belongs to it again', async () => {
    programme.directory.setMembers(OFFICE, []);
    await sync();
    assert.deepEqual(await raised(), ['role-empty.compliance']);
    programme.directory.setMembers(OFFICE, [personId('Amy')]);
    await sync();
    assert.deepEqual(await raised(), []);
  });

  it('raise an alarm when the chair’s account is disabled: a disabled account hears nothing', async () => {
    programme.directory.change(personId('Margaret'), { accountEnabled: false });
    await sync();
    assert.deepEqual(await raised(), ['role-empty.audit-committee-chair']);
  });

  it('tell the Audit Committee that nobody is left in the Compliance Office', async () => {
    programme.directory.setMembers(OFFICE, []);
    await sync();
    const told: string[] = [];
    await tellCompliance({
      ...programme,
      installer: { install: async () => ({ outcome: 'was-installed' }) },
      tell: async (to, news) => {
        told.push(`${to.conversationId} ${news.map(({ id }) => id)}`);
        return { outcome: 'sent' };
      },
    })();
    assert.deepEqual(told, [`begun-with-${personId('Margaret')} role-empty.compliance`]);
  });
});
