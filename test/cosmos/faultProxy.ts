import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { CosmosEmulator } from '../../src/local/cosmosEmulator.ts';

export type Fault =
  /** An answer of the gateway's instead of the account's. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** The connection breaks before the request is carried out. */
  | { readonly kind: 'reset' }
  /** The request is carried out and its answer lost. */
  | { readonly kind: 'lost answer' }
  /** Carried out after so many milliseconds. */
  | { readonly kind: 'slow'; readonly ms: number };

export type FaultProxy = {
  readonly endpoint: string;
  /** Requests for documents so far, as `POST certificates`; requests for a query's plan are left out. */
  readonly requests: readonly string[];
  /** The same by what a data-plane role has to allow: `create certificates`, `query people`. */
  readonly actions: readonly string[];
  /** Lets the next so many requests for documents meet this fault. */
  fail(fault: Fault, times?: number): void;
  /** Takes back what is left of the faults. */
  heal(): void;
  close(): Promise<void>;
};

/** Stands between the SDK and the emulator, over plain http, and does to requests what networks and gateways do. */
export async function startFaultProxy(emulator: CosmosEmulator): Promise<FaultProxy> {
  let faults: Fault[] = [];
  const requests: string[] = [];
  const actions: string[] = [];
  const server = createServer(async (incoming, response) => {
    const body = await buffer(incoming);
    const [, container] = /^\/dbs\/[^/]+\/colls\/([^/]+)\/docs/.exec(incoming.url ?? '') ?? [];
    const isDocument = container !== undefined && !incoming.headers['x-ms-cosmos-is-query-plan-request'];
    if (isDocument) requests.push(`${incoming.method} ${container}`);
    if (container !== undefined) actions.push(`${actionOf(incoming)} ${container}`);
    const fault = isDocument ? faults.shift() : undefined;
    await meet(fault, emulator, { incoming, body, response }).catch(() => incoming.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    actions,
    fail(fault, times = 1) {
      faults.push(...Array.from({ length: times }, () => fault));
    },
    heal() {
      faults = [];
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What Cosmos DB asks a role for: the last part of its data action. */
function actionOf({ method = '', headers, url = '' }: IncomingMessage): string {
  if (headers['x-ms-documentdb-isquery'] || headers['x-ms-cosmos-is-query-plan-request'])
    return 'executeQuery';
  if (method === 'GET') return /\/docs\/[^/]+$/.test(url) ? 'items/read' : 'readChangeFeed';
  if (method === 'POST') return headers['x-ms-documentdb-is-upsert'] ? 'items/upsert' : 'items/create';
  return { PUT: 'items/replace', PATCH: 'items/replace', DELETE: 'items/delete' }[method] ?? method;
}

type Exchange = {
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
  readonly response: ServerResponse;
};

async function meet(fault: Fault | undefined, emulator: CosmosEmulator, exchange: Exchange): Promise<void> {
  const { incoming, response } = exchange;
  switch (fault?.kind) {
    case 'answer':
      response.writeHead(fault.status, fault.headers);
      response.end(fault.body ?? '{"message":"A fault."}');
      return;
    case 'reset':
      incoming.socket.resetAndDestroy();
      return;
    case 'lost answer':
      await forward(emulator, exchange);
      incoming.socket.resetAndDestroy();
      return;
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      break;
    case undefined:
      break;
  }
  const { status, headers, body } = await forward(emulator, exchange);
  // Where restify is loaded too, `writeHead` returns nothing.
  response.writeHead(status, headers);
  response.end(body);
}

async function forward({ endpoint, agent }: CosmosEmulator, { incoming, body }: Exchange) {
  const { method, headers, url = '/' } = incoming;
  const outgoing = request(new URL(url, endpoint), { method, headers, agent });
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: answer.statusCode ?? 500, headers: answer.headers, body: await buffer(answer) };
}
