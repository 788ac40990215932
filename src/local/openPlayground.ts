import { dirname, join } from 'node:path';
import type { Surroundings } from '../compose.ts';
import type { PersonId } from '../domain/ids.ts';
import type { PersonRecord, Stores } from '../usecases/ports.ts';
import { banner } from './banner.ts';
import { startPlayground } from './playground.ts';

/** Starts the local Teams client and says how to use it. Returns what stops it. */
export async function openPlayground(local: {
  around: Surroundings;
  newcomer: PersonId;
}): Promise<() => Promise<void>> {
  const { config, stores, tenant } = local.around;
  const { mode, store, port } = config;
  if (mode.kind !== 'local') return async () => undefined;
  const me = await whoToBe(stores, local.newcomer);
  const endpoint = `http://127.0.0.1:${port}/api/messages`;
  const playground =
    mode.playground && me
      ? await startPlayground({
          port: mode.playgroundPort,
          botEndpoint: endpoint,
          folder: join(store.kind === 'sqlite' ? dirname(store.file) : '.data', 'playground'),
          tenantId: tenant,
          me: me.person,
          others: (await someOthers(stores, me)).map(({ person }) => person),
        })
      : undefined;
  banner({ endpoint, playgroundUrl: playground?.url, me: me?.person, store });
  return async () => {
    await playground?.stop();
  };
}

/** The newcomer of the sample organisation; in another one, somebody who has to certify. */
async function whoToBe(stores: Stores, newcomer: PersonId): Promise<PersonRecord | undefined> {
  const found = await stores.people.get(newcomer);
  if (found) return found.value;
  for await (const [first] of stores.people.all({ coveredOnly: true })) return first?.value;
  return undefined;
}

/** Agents Playground wants five other users to exist. */
async function someOthers(stores: Stores, me: PersonRecord): Promise<PersonRecord[]> {
  for await (const batch of stores.people.all())
    return batch
      .map(({ value }) => value)
      .filter(({ id }) => id !== me.id)
      .slice(0, 5);
  return [];
}
