import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { openCosmosEraser } from '../../src/cosmos/openCosmosEraser.ts';
import { openCosmosStores } from '../../src/cosmos/openCosmosStores.ts';
import { listHash } from '../../src/domain/retention.ts';
import { startCosmosEmulator } from '../../src/local/cosmosEmulator.ts';
import { erasures } from '../../src/usecases/erasures.ts';
import { executeErasure } from '../../src/usecases/executeErasure.ts';
import { findDue } from '../../src/usecases/findDue.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { underLease } from '../../src/usecases/underLease.ts';
import { startFaultProxy } from '../cosmos/faultProxy.ts';
import { NOT_COVERED, personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { signedCycle } from '../verify/exportWorld.ts';
import { readBicep } from './readBicep.ts';
import { properties, text, type Written, written } from './written.ts';

const PATH = 'modules/eraseRoles.bicep';

/** `items/delete certificates` and so on. */
async function rights(): Promise<readonly string[]> {
  const rows = (await written(PATH, 'rights')) as unknown as readonly {
    container: string;
    actions: string[];
  }[];
  return rows
    .flatMap(({ container, actions }) =>
      [...actions.map((action) => `items/${action}`), 'executeQuery'].map(
        (action) => `${action} ${container}`,
      ),
    )
    .sort();
}

describe('Whoever erases', () => {
  it('is nobody unless the template is told who', async () => {
    const main = await readBicep('main.bicep');
    const parameter = main.declarations.find(({ name }) => name === 'operatorPrincipalId');
    assert.equal(parameter?.value, '');
    const { params } = (await written('main.bicep', 'eraseRoles')) as { params: Written };
    assert.equal(text(params.operatorPrincipalId), 'operatorPrincipalId');
    const source = await readFile(new URL('../../deployment/main.bicep', import.meta.url), 'utf8');
    assert.match(source, /module eraseRoles '[^']+' = if \(operatorPrincipalId != ''\) \{/);
  });

  it('may delete certificates and people’s entries, change no certificate, and is not the service', async () => {
    const granted = await rights();
    assert.deepEqual(
      granted.filter((right) => right.includes('delete')),
      ['items/delete certificates', 'items/delete people'],
    );
    for (const right of ['items/replace certificates', 'items/upsert certificates', 'items/create people'])
      assert.ok(!granted.includes(right), right);
    for (const name of ['assignments', 'metadataAssignment']) {
      const { principalId } = await properties(PATH, name);
      assert.equal(text(principalId), 'operatorPrincipalId', name);
    }
    const { roleDefinitionId, scope } = await properties(PATH, 'assignments');
    assert.equal(text(roleDefinitionId), 'roles[index].id');
    assert.equal(text(scope), `'\${databaseScope}/colls/\${rights[index].container}'`);
    const { assignableScopes } = await properties(PATH, 'roles');
    assert.deepEqual((assignableScopes as []).map(text), [text(scope)]);
  });

  it('may sign with the key, for tombstones', async () => {
    const role = await written('modules/keys.bicep', 'operatorRole');
    assert.equal(text(role.scope), 'key');
    assert.equal(text((role.properties as Written).principalId), 'operatorPrincipalId');
    const service = await properties('modules/keys.bicep', 'signerRole');
    assert.equal(text((role.properties as Written).roleDefinitionId), text(service.roleDefinitionId));
  });

  it('is asked for exactly these rights by what the command does, no more and no fewer', async () => {
    const emulator = await startCosmosEmulator();
    const proxy = await startFaultProxy(emulator);
    const options = { key: emulator.key, database: 'erasing' };
    const before = await openCosmosStores({ ...options, endpoint: emulator.endpoint });
    const stores = await openCosmosStores({ ...options, endpoint: proxy.endpoint });
    const eraser = openCosmosEraser({ ...options, endpoint: proxy.endpoint });
    try {
      const programme = await signedCycle({ stores: before });
      const cay = await programme.people.get(personId('Cay'));
      assert.ok(cay);
      const removed = { at: programme.clock(), reason: 'deleted' } as const;
      await before.people.replace({ ...cay, value: { ...cay.value, coverage: NOT_COVERED, removed } });
      programme.clock.advance({ days: 8 * 366 });
      const deciding = { ...programme, holdsRoleNow: async () => ({ outcome: 'holds' }) as const };
      await findDue(programme)();
      const { due, propose, confirm } = erasures(deciding);
      const sha256 = listHash((await due())?.entries ?? []);
      const list = granted(await propose(personId('Dana'), { sha256 }));
      granted(await confirm(personId('Paul'), { list: list.id, sha256 }));

      const mine = { ...programme, ...stores, eraser };
      const leased = underLease({ ...mine, holder: 'operator', isGone: () => false });
      await leased('erase', () =>
        executeErasure({
          ...mine,
          because: () => 'the retention period is over',
          seal: () => leased('seal', () => sealLedger(mine)()),
        })(list.id),
      );
      await leased('retention', () => findDue(mine)());
      assert.equal(await before.people.get(personId('Cay')), undefined);
      assert.deepEqual([...new Set(proxy.actions)].sort(), await rights());
    } finally {
      await eraser.close();
      await stores.close();
      await before.close();
      await proxy.close();
      await emulator.close();
    }
  })
    .timeout(60_000)
    .slow(20_000);
});
