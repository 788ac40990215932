import { once } from 'node:events';
import { Agent } from 'node:https';
import type { AddressInfo } from 'node:net';

export type CosmosEmulator = {
  readonly endpoint: string;
  readonly key: string;
  /** Accepts the emulator's certificate, for clients that are not `openCosmosStores`. */
  readonly agent: Agent;
  close(): Promise<void>;
};

/**
 * A Cosmos DB account in this process's memory, on loopback, empty at each start. Its package is a development
 * dependency and so loaded only here.
 */
export async function startCosmosEmulator(port = 0): Promise<CosmosEmulator> {
  const { createHttpsServer } = await import('@vercel/cosmosdb-server');
  const server = createHttpsServer({ keepAlive: true });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  return {
    endpoint: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    key: Buffer.from('any key will do').toString('base64'),
    agent,
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
