import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { storeContract } from '../stores/contract.ts';

describe('the stores on SQLite', () => {
  storeContract({ open: async () => openSqliteStores(':memory:'), runs: 100 });
});
