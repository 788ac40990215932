import { openCosmosStores } from '../../src/cosmos/openCosmosStores.ts';
import { type CosmosEmulator, startCosmosEmulator } from '../../src/local/cosmosEmulator.ts';
import { storeContract } from '../stores/contract.ts';

describe('the stores on Cosmos DB', () => {
  let emulator: CosmosEmulator;
  let databases = 0;
  before(async () => {
    emulator = await startCosmosEmulator();
  });
  after(() => emulator.close());

  storeContract({
    open: () => {
      databases += 1;
      const { endpoint, key } = emulator;
      return openCosmosStores({ endpoint, key, database: `empty-${databases}` });
    },
    runs: 6,
  });
});
