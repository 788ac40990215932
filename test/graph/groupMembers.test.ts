import assert from 'node:assert/strict';
import type { GroupId, PersonId } from '../../src/domain/ids.ts';
import { memberGroups } from '../../src/graph/memberGroups.ts';
import {
  DirectoryForbidden,
  DirectoryGroupMissing,
  DirectoryUnavailable,
} from '../../src/usecases/failures.ts';
import { closeAll, collect, emulated, idOf, users } from './graphFixture.ts';

const group = (number: number) => idOf(9_000 + number) as GroupId;
const nested = [
  { id: group(1), displayName: 'Finance', members: [idOf(1), group(2)] },
  { id: group(2), displayName: 'Controllers', members: [idOf(2), idOf(1), group(1)] },
  { id: group(3), displayName: 'Nobody', members: [] },
];

describe('group members', () => {
  afterEach(closeAll);

  it('are the people of a group and of the groups in it, even where those go round in a circle', async () => {
    const { directory } = await emulated({ people: users(3), groups: nested });
    const members = (await collect(directory.members(group(1)))).flat();
    assert.deepEqual(members.toSorted(), [idOf(1), idOf(2)]);
    assert.deepEqual((await collect(directory.members(group(3)))).flat(), []);
  });

  it('come in pages of up to 999', async () => {
    const people = users(1_200);
    const groups = [{ id: group(1), displayName: 'All', members: people.map(({ id }) => id) }];
    const { directory, emulator } = await emulated({ people, groups });
    const pages = await collect(directory.members(group(1)));
    assert.deepEqual(
      pages.map((page) => page.length),
      [999, 201],
    );
    assert.equal(emulator.requests.count('GET /groups/{id}/transitiveMembers'), 2);
  });

  it('are people only', async () => {
    const { directory, emulator } = await emulated({ groups: nested });
    const value = ['user', 'device', 'orgContact', 'servicePrincipal', 'group'].map((type, index) => ({
      '@odata.type': `#microsoft.graph.${type}`,
      id: idOf(index),
    }));
    emulator.faults.next({ status: 200, body: { value } });
    assert.deepEqual(await collect(directory.members(group(1))), [[idOf(0)]]);
  });

  it('of a group that does not exist, or cannot, are missing', async () => {
    const { directory } = await emulated();
    for (const id of [group(1), 'Finance' as GroupId]) {
      await assert.rejects(collect(directory.members(id)), (error: unknown) => {
        assert.ok(error instanceof DirectoryGroupMissing);
        assert.match(error.message, new RegExp(id));
        return true;
      });
    }
  });

  it('need a permission of their own', async () => {
    const { directory, emulator } = await emulated({ groups: nested });
    emulator.faults.next({ status: 403 });
    await assert.rejects(collect(directory.members(group(1))), (error: unknown) => {
      assert.ok(error instanceof DirectoryForbidden);
      assert.match(error.message, /GroupMember\.Read\.All/);
      return true;
    });
  });

  it('are unavailable when their list ends early or leads back to itself', async () => {
    const { directory, emulator } = await emulated({ groups: nested });
    const link = 'https://graph.microsoft.com/v1.0/groups/g/transitiveMembers?$skiptoken=x';
    const page = { status: 200, body: { value: [], '@odata.nextLink': link } };
    emulator.faults.next(page);
    emulator.faults.next({ status: 400 });
    await assert.rejects(collect(directory.members(group(1))), DirectoryUnavailable);
    emulator.faults.next(page, { times: 3 });
    await assert.rejects(collect(directory.members(group(1))), DirectoryUnavailable);
  });
});

describe('the groups a person belongs to now', () => {
  afterEach(closeAll);

  it('are found among any number of groups, nested ones too', async () => {
    const { client, emulator } = await emulated({ people: users(2), groups: nested });
    const among = [...Array.from({ length: 25 }, (_, index) => group(50 + index)), group(1), group(3)];
    assert.deepEqual(await memberGroups(client, { person: idOf(2) as PersonId, among }), [group(1)]);
    emulator.organisation.groups.removeMember(group(1), group(2));
    assert.deepEqual(await memberGroups(client, { person: idOf(2) as PersonId, among }), []);
  });

  it('are none for somebody who is gone', async () => {
    const { client } = await emulated({ groups: nested });
    assert.deepEqual(await memberGroups(client, { person: idOf(7) as PersonId, among: [group(1)] }), []);
  });
});
