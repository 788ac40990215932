import type { CosmosClient } from '@azure/cosmos';
import { StoreUnusable } from '../usecases/failures.ts';
import { statusOf } from './failures.ts';
import { withinBudget } from './withinBudget.ts';

export type ContainerDefinition = {
  readonly id: 'people' | 'obligations' | 'certificates' | 'programme';
  readonly partitionKey: string;
  /** The record inside: queries ask for the envelope's fields only, and a write costs less for it. */
  readonly notIndexed: readonly string[];
};

/** What the deployment template creates, and `ensureContainers` on an emulator. */
export const CONTAINERS: readonly ContainerDefinition[] = [
  { id: 'people', partitionKey: '/id', notIndexed: ['/record/*'] },
  { id: 'obligations', partitionKey: '/personId', notIndexed: ['/obligation/*'] },
  { id: 'certificates', partitionKey: '/personId', notIndexed: ['/sealed/*', '/disclosure/*'] },
  { id: 'programme', partitionKey: '/kind', notIndexed: ['/value/*'] },
];

/** Creates database and containers where they are missing. For emulators: a deployed identity may not (403). */
export async function ensureContainers(
  client: CosmosClient,
  database: string,
  budget: number,
): Promise<void> {
  await withinBudget(budget, async (abortSignal) => {
    await client.databases.createIfNotExists({ id: database }, { abortSignal });
    for (const definition of CONTAINERS) {
      await client.database(database).containers.createIfNotExists(
        {
          id: definition.id,
          partitionKey: { paths: [definition.partitionKey] },
          indexingPolicy: {
            includedPaths: [{ path: '/*' }],
            excludedPaths: definition.notIndexed.map((path) => ({ path })),
          },
        },
        { abortSignal },
      );
    }
  });
}

/**
 * Reads every container's definition once, so that a wrong name or a missing role is found at the start.
 * @throws StoreUnusable naming the missing container.
 */
export async function checkContainers(client: CosmosClient, database: string, budget: number): Promise<void> {
  await Promise.all(
    CONTAINERS.map(({ id }) =>
      withinBudget(budget, async (abortSignal) => {
        try {
          await client.database(database).container(id).read({ abortSignal });
        } catch (error) {
          if (statusOf(error) !== 404) throw error;
          throw new StoreUnusable(
            `The Cosmos DB database ${database} has no container ${id}. Deploy the template, or correct ` +
              'COSMOS_ENDPOINT and COSMOS_DATABASE.',
            { cause: error },
          );
        }
      }),
    ),
  );
}
