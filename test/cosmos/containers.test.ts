import assert from 'node:assert/strict';
import { CosmosClient } from '@azure/cosmos';
import { checkContainers, ensureContainers } from '../../src/cosmos/containers.ts';
import { openCosmosStores } from '../../src/cosmos/openCosmosStores.ts';
import { type CosmosEmulator, startCosmosEmulator } from '../../src/local/cosmosEmulator.ts';
import { StoreUnusable } from '../../src/usecases/failures.ts';
import { obligationRecord, personRecord } from '../stores/fixtures.ts';

describe('the containers of Cosmos DB', () => {
  let emulator: CosmosEmulator;
  let client: CosmosClient;
  before(async () => {
    emulator = await startCosmosEmulator();
    const { endpoint, key, agent } = emulator;
    client = new CosmosClient({ endpoint, key, agent, connectionPolicy: { enableEndpointDiscovery: false } });
  });
  after(async () => {
    client.dispose();
    await emulator.close();
  });

  it('are made where they are missing, and left as they are otherwise', async () => {
    await ensureContainers(client, 'made', 2_000);
    await ensureContainers(client, 'made', 2_000);
    await checkContainers(client, 'made', 2_000);
  });

  it('are missed by name', async () => {
    await ensureContainers(client, 'partly', 2_000);
    await client.database('partly').container('certificates').delete();
    await assert.rejects(checkContainers(client, 'partly', 2_000), (error) => {
      assert.ok(error instanceof StoreUnusable);
      assert.match(error.message, /partly has no container certificates. Deploy the template/);
      return true;
    });
  });

  it('may hold a document that cannot be read: it is named, and its content is not', async () => {
    const { endpoint, key } = emulator;
    const stores = await openCosmosStores({ endpoint, key, database: 'broken' });
    try {
      const person = personRecord({ name: 'Ada Lovelace' });
      await stores.people.create(person);
      const item = client.database('broken').container('people').item(person.id, person.id);
      const { resource } = await item.read<Record<string, unknown>>();
      for (const change of [{ schema: 7 }, { schema: undefined }, { record: 'gone' }, { kind: 'other' }]) {
        await item.replace({ ...resource, ...change });
        await assert.rejects(stores.people.get(person.id), isBroken(person.id));
        await assert.rejects(stores.people.named('ada', 5), isBroken(person.id));
      }
      const { personId, id } = obligationRecord().obligation;
      await client.database('broken').container('obligations').items.create({ id, personId, schema: 1 });
      await assert.rejects(stores.obligations.get(personId, id), isBroken(id));
    } finally {
      await stores.close();
    }
  });
});

function isBroken(id: string) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof StoreUnusable);
    assert.ok(error.message.includes(id), error.message);
    assert.doesNotMatch(error.message, /Ada/);
    return true;
  };
}
