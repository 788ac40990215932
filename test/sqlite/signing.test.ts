import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { signTogether } from '../helpers/signingTogether.ts';

describe('two processes on one SQLite file', () => {
  it('make one certificate of two clicks at once, and show the same receipt', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stores-'));
    const file = join(folder, 'programme.sqlite');
    const stores = openSqliteStores(file);
    try {
      await signTogether(stores, ['sqlite', file]);
    } finally {
      await stores.close();
      rmSync(folder, { recursive: true });
    }
  })
    .timeout(30_000)
    .slow(10_000);
});
