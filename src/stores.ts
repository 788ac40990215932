import type { TokenCredential } from '@azure/identity';
import type { Config, StoreChoice } from './config.ts';
import { isLoopback } from './config.ts';
import type { Stores } from './usecases/ports.ts';

/** Opens the store that the environment chose, as the service unless `as` is somebody else. Each is loaded only when it is the one. */
export async function openStores(
  { store, mode }: Pick<Config, 'store' | 'mode'>,
  as?: TokenCredential,
): Promise<Stores> {
  if (store.kind === 'sqlite') {
    const { openSqliteStores } = await import('./sqlite/openSqliteStores.ts');
    return openSqliteStores(store.file);
  }
  const { openCosmosStores } = await import('./cosmos/openCosmosStores.ts');
  const { endpoint, database } = store;
  const key = keyOf(store);
  if (key !== undefined) return await openCosmosStores({ endpoint, database, key });
  const credential = as ?? (await import('./entra.ts')).credentialFor(mode);
  return await openCosmosStores({ endpoint, database, credential });
}

/** An emulator on this machine takes any key; a real account gets the Entra identity. */
function keyOf({ endpoint, key }: Extract<StoreChoice, { kind: 'cosmos' }>): string | undefined {
  return key ?? (isLoopback(endpoint) ? Buffer.from('emulator').toString('base64') : undefined);
}
