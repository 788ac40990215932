import assert from 'node:assert/strict';
import type { GroupId, PersonId } from '../../src/domain/ids.ts';
import { graphClient, WITHIN_A_TURN } from '../../src/graph/graphClient.ts';
import { graphLiveRoles } from '../../src/graph/graphLiveRoles.ts';
import { DirectoryForbidden, DirectoryUnavailable } from '../../src/usecases/failures.ts';
import { closeAll, emulated, idOf, user } from './graphFixture.ts';

const OFFICE = '00000000-0000-4000-9000-000000000001' as GroupId;
const NESTED = '00000000-0000-4000-9000-000000000002' as GroupId;
const dana = idOf(1) as PersonId;

async function office(options: { readonly timeoutMs?: number } = {}) {
  const fixture = await emulated({
    people: [user(1), user(2, { accountEnabled: false })],
    groups: [
      { id: OFFICE, displayName: 'Compliance Office', members: [NESTED] },
      { id: NESTED, displayName: 'Deputies', members: [idOf(1), idOf(2)] },
    ],
  });
  const client = graphClient({
    emulatorUrl: fixture.emulator.url,
    ...WITHIN_A_TURN,
    ...options,
    patience: { ...WITHIN_A_TURN.patience, pause: async () => undefined, random: () => 0 },
  });
  return { ...fixture, roles: graphLiveRoles({ client }) };
}

describe('roles read from Graph at this moment', () => {
  afterEach(closeAll);

  it('follow the group, nested ones too, without waiting for a sync', async () => {
    const { roles, emulator } = await office();
    assert.deepEqual(await roles.now(dana, [OFFICE]), { active: true, groups: [OFFICE] });
    emulator.organisation.groups.removeMember(NESTED, dana);
    assert.deepEqual(await roles.now(dana, [OFFICE]), { active: true, groups: [] });
  });

  it('are nobody’s whose account is disabled or gone', async () => {
    const { roles, emulator } = await office();
    assert.equal((await roles.now(idOf(2) as PersonId, [OFFICE])).active, false);
    emulator.organisation.removeUser(dana);
    assert.deepEqual(await roles.now(dana, [OFFICE]), { active: false, groups: [] });
  });

  it('ask for the account alone where no group matters', async () => {
    const { roles, emulator } = await office();
    assert.deepEqual(await roles.now(dana, []), { active: true, groups: [] });
    assert.equal(emulator.requests.recent().length, 1);
  });

  it('name the permission that is missing and what that disables', async () => {
    const { roles, emulator } = await office();
    emulator.faults.next({ status: 403 }, { path: /checkMemberGroups$/ });
    await assert.rejects(roles.now(dana, [OFFICE]), (error: unknown) => {
      assert.ok(error instanceof DirectoryForbidden);
      assert.match(
        error.message,
        /GroupMember\.Read\.All is missing; without it coverage, exclusions and roles/,
      );
      return true;
    });
  });

  it('give up after one more try, and do not wait as long as Graph asks', async () => {
    const { roles, emulator } = await office();
    emulator.faults.next({ status: 429, headers: { 'Retry-After': '30' } }, { path: /checkMemberGroups$/ });
    await assert.rejects(roles.now(dana, [OFFICE]), DirectoryUnavailable);
    emulator.faults.next({ status: 503 }, { times: 2, path: /checkMemberGroups$/ });
    await assert.rejects(roles.now(dana, [OFFICE]), DirectoryUnavailable);
    emulator.faults.next({ status: 503 }, { times: 1, path: /checkMemberGroups$/ });
    assert.deepEqual((await roles.now(dana, [OFFICE])).groups, [OFFICE]);
  });

  it('give up when the answer takes too long', async () => {
    const { roles, emulator } = await office({ timeoutMs: 50 });
    emulator.faults.next({ delayMs: 500 }, { times: 2, path: /checkMemberGroups$/ });
    await assert.rejects(roles.now(dana, [OFFICE]), DirectoryUnavailable);
  });
});
