import { Agent } from 'node:https';
import { CosmosClient } from '@azure/cosmos';
import type { TokenCredential } from '@azure/identity';
import type { Stores } from '../usecases/ports.ts';
import { cosmosCertificates } from './certificates.ts';
import { type Budgets, createOnlyContainer, mutableContainer } from './container.ts';
import { checkContainers, ensureContainers } from './containers.ts';
import { cosmosObligations } from './obligations.ts';
import { cosmosPeople } from './people.ts';
import { cosmosProgramme } from './programme.ts';

export type CosmosOptions = {
  readonly endpoint: string;
  readonly database: string;
  /** For emulators only. Containers are created then. */
  readonly key?: string;
  /** For a real account: the service's own Entra identity. */
  readonly credential?: TokenCredential;
  readonly budgets?: Partial<Budgets>;
  /** Milliseconds until one attempt counts as lost. */
  readonly requestTimeout?: number;
};

/** A turn is answered within 5 s; a job has the time that a throttled account takes to recover. Milliseconds. */
const BUDGETS: Budgets = { turn: 3_500, job: 30_000 };
const REQUEST_TIMEOUT = 1_500;

/**
 * Everything in the four containers of a Cosmos DB account. Each call is attempted again while the account throttles,
 * fails over or does not answer, as long as its budget lasts.
 * @throws StoreUnusable when a container is missing or the identity is refused, StoreUnavailable when the account
 * does not answer.
 */
export async function openCosmosStores(options: CosmosOptions): Promise<Stores> {
  const { database } = options;
  const budgets = { ...BUDGETS, ...options.budgets };
  const agent = agentFor(options);
  const client = clientFor(options, agent);
  const close = async (): Promise<void> => {
    client.dispose();
    agent?.destroy();
  };
  try {
    if (options.key !== undefined) await ensureContainers(client, database, budgets.job);
    await checkContainers(client, database, budgets.job);
  } catch (error) {
    await close();
    throw error;
  }
  const container = (id: string) => client.database(database).container(id);
  const within = (each: Budgets) => ({
    people: cosmosPeople(mutableContainer(container('people'), each)),
    obligations: cosmosObligations(mutableContainer(container('obligations'), each)),
    certificates: cosmosCertificates(createOnlyContainer(container('certificates'), each)),
    programme: cosmosProgramme(mutableContainer(container('programme'), each)),
  });
  const programme = mutableContainer(container('programme'), budgets);
  return {
    ...within(budgets),
    forJobs: within({ turn: budgets.job, job: budgets.job }),
    async ping() {
      await programme.read({ id: 'ping', partition: 'run' });
    },
    close,
  };
}

export function clientFor(options: CosmosOptions, agent: Agent | undefined): CosmosClient {
  const { endpoint, key, credential, requestTimeout = REQUEST_TIMEOUT } = options;
  return new CosmosClient({
    endpoint,
    ...(key !== undefined && { key }),
    ...(credential && { aadCredentials: credential }),
    ...(agent && { agent }),
    connectionPolicy: {
      requestTimeout,
      // An emulator's account names addresses of its own; there is nothing to discover.
      enableEndpointDiscovery: key === undefined,
      retryOptions: { maxRetryAttemptCount: 0, fixedRetryIntervalInMilliseconds: 0, maxWaitTimeInSeconds: 0 },
    },
  });
}

/** Emulators show certificates of their own making: taken from this machine alone, and by this client alone. */
export function agentFor({ endpoint, key }: CosmosOptions): Agent | undefined {
  const { protocol, hostname } = new URL(endpoint);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (key === undefined || protocol !== 'https:' || !isLoopback) return undefined;
  return new Agent({ keepAlive: true, rejectUnauthorized: false });
}
