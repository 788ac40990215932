import { openCosmosStores } from '../../src/cosmos/openCosmosStores.ts';
import { startCosmosEmulator } from '../../src/local/cosmosEmulator.ts';
import { signTogether } from '../helpers/signingTogether.ts';

describe('two processes on one Cosmos DB', () => {
  it('make one certificate of two clicks at once, and show the same receipt', async () => {
    const emulator = await startCosmosEmulator();
    const { endpoint, key } = emulator;
    const stores = await openCosmosStores({ endpoint, key, database: 'signing' });
    try {
      await signTogether(stores, ['cosmos', endpoint, key]);
    } finally {
      await stores.close();
      await emulator.close();
    }
  })
    .timeout(60_000)
    .slow(20_000);
});
