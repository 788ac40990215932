import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type BicepValue, readBicep } from './readBicep.ts';
import { properties, text, type Written, written } from './written.ts';

const items = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers';

async function actionsOf(role: string): Promise<readonly BicepValue[]> {
  const [permission] = (await properties('modules/storeRoles.bicep', role)).permissions as Written[];
  return permission?.dataActions as readonly BicepValue[];
}

describe('The deployed store', () => {
  it('has the four containers with their partition keys', async () => {
    const { declarations } = await readBicep('modules/store.bicep');
    const containers = declarations.find(({ name }) => name === 'containers')?.value as readonly Written[];
    assert.deepEqual(
      containers.map(({ name, partitionKey }) => [name, partitionKey]),
      [
        ['people', '/id'],
        ['obligations', '/personId'],
        ['certificates', '/personId'],
        ['programme', '/kind'],
      ],
    );
    assert.equal(declarations.find(({ name }) => name === 'container')?.over, 'containers');
  });

  it('takes no keys, can be restored to any moment, and expires nothing', async () => {
    const account = await properties('modules/store.bicep', 'account');
    assert.equal(account.disableLocalAuth, true);
    assert.equal(account.disableKeyBasedMetadataWriteAccess, true);
    assert.equal((account.backupPolicy as Written).type, 'Continuous');
    const container = await properties('modules/store.bicep', 'container');
    assert.ok(!('defaultTtl' in (container.resource as Written)));
  });

  it('lets the service add and read certificates, and never replace, upsert or delete one', async () => {
    assert.deepEqual(await actionsOf('certificatesRole'), [
      `${items}/items/create`,
      `${items}/items/read`,
      `${items}/executeQuery`,
      `${items}/readChangeFeed`,
    ]);
  });

  it('lets the service keep its other records, without deleting any', async () => {
    assert.deepEqual(await actionsOf('recordsRole'), [
      `${items}/items/create`,
      `${items}/items/read`,
      `${items}/items/replace`,
      `${items}/executeQuery`,
      `${items}/readChangeFeed`,
    ]);
  });

  it('grants the role with replace on every container but certificates', async () => {
    const path = 'modules/storeRoles.bicep';
    assert.deepEqual(await written(path, 'recordContainers'), ['people', 'obligations', 'programme']);
    assert.deepEqual(await written(path, 'certificateContainers'), ['certificates']);
    const { declarations } = await readBicep(path);
    const assignments = declarations.filter(({ type }) => type?.includes('/sqlRoleAssignments@'));
    assert.deepEqual(
      assignments.map(({ over, value }) => {
        const { roleDefinitionId, scope, principalId } = (value as Written).properties as Written;
        return [over, text(roleDefinitionId), text(scope), text(principalId)];
      }),
      [
        [undefined, 'metadataRole.id', 'account.id', 'principalId'],
        ['recordContainers', 'recordsRole.id', `'\${databaseScope}/colls/\${container}'`, 'principalId'],
        [
          'certificateContainers',
          'certificatesRole.id',
          `'\${databaseScope}/colls/\${container}'`,
          'principalId',
        ],
      ],
    );
    assert.deepEqual(await actionsOf('metadataRole'), ['Microsoft.DocumentDB/databaseAccounts/readMetadata']);
  });

  it('is asked for nothing that it refuses: no action the roles lack, no search by what is not indexed', async () => {
    const containers = (await written('modules/store.bicep', 'containers')) as unknown as readonly Written[];
    const hidden = containers.flatMap(({ notIndexed }) =>
      (notIndexed as readonly string[]).map((path) => path.split('/')[1] ?? ''),
    );
    const folder = new URL('../../src/cosmos/', import.meta.url);
    const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.ts')) : [];
    for (const file of files) {
      const code = readFileSync(new URL(file, folder), 'utf8');
      assert.doesNotMatch(code, /\.(upsert|patch)\(|\.item\([^)]*\)\s*\.delete\(/, file);
      assert.doesNotMatch(code, new RegExp(`\\bc\\.(${hidden.join('|')})\\.`), file);
    }
  });

  it('grants to the identity’s principal id, and registers the bot under its client id', async () => {
    const { params: roles } = (await written('main.bicep', 'storeRoles')) as { params: Written };
    const { params: bot } = (await written('main.bicep', 'bot')) as { params: Written };
    assert.equal(text(roles.principalId), 'identity.properties.principalId');
    assert.equal(text(bot.clientId), 'identity.properties.clientId');
  });
});
