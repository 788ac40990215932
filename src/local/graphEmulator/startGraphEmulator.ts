import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { errorBody, type GraphAnswer } from './answers.ts';
import { batchAnswer } from './batch.ts';
import type { Ask, Emulation, TeamsApp, Tenant } from './emulation.ts';
import { type Fault, type Faults, faults as noFaults } from './faults.ts';
import type { EmulatedGroup } from './groups.ts';
import { type EmulatedOrganisation, emulatedOrganisation } from './organisation.ts';
import type { EmulatedUser, People } from './people.ts';
import { asPermitted } from './permissionsNeeded.ts';
import { queryOf } from './query.ts';
import { type RequestLog, requestLog } from './requestLog.ts';
import { answerOf } from './routes.ts';
import { bodyOf, write } from './wire.ts';

export type GraphEmulatorOptions = {
  readonly people: People | readonly EmulatedUser[];
  readonly groups?: readonly EmulatedGroup[];
  readonly tenant?: Tenant;
  readonly teamsApps?: readonly TeamsApp[];
  /** Milliseconds since 1970; delta tokens age by it. */
  readonly now?: () => number;
  /** 0, the default, takes any free one. */
  readonly port?: number;
  /** The most entries in a page of a delta answer; 999, as in Graph, unless a test wants many pages of few. */
  readonly largestPage?: number;
  /** Where links in answers lead; a national cloud has another. */
  readonly graphRoot?: string;
};

export type GraphEmulator = {
  /** `http://127.0.0.1:41234`; paths are Graph's, version included. */
  readonly url: string;
  readonly organisation: EmulatedOrganisation;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Application permissions that are not granted, by name; add one to take it away. */
  readonly missingPermissions: Set<string>;
  close(): Promise<void>;
};

const TENANT: Tenant = {
  id: '00000000-0000-4000-8000-000000000001',
  displayName: 'Emulated organisation',
  domain: 'organisation.example',
};

/**
 * Serves Microsoft Graph v1.0's wire protocol over an organisation, on the loopback address only: it asks for a
 * token but believes any.
 */
export async function startGraphEmulator(options: GraphEmulatorOptions): Promise<GraphEmulator> {
  const organisation = emulatedOrganisation(options);
  const missingPermissions = new Set<string>();
  const emulation: Emulation = {
    organisation: asPermitted(organisation, missingPermissions),
    tenant: options.tenant ?? TENANT,
    teamsApps: options.teamsApps ?? [],
    installations: new Set(),
    missingPermissions,
    root: `${options.graphRoot ?? 'https://graph.microsoft.com'}/v1.0`,
    now: options.now ?? Date.now,
    largestPage: options.largestPage ?? 999,
  };
  const [faults, requests] = [noFaults(), requestLog()];
  const server = createServer((request, response) => {
    serve({ emulation, faults, requests }, request, response).catch((error: unknown) => {
      write(response, { status: 500, body: errorBody('generalException', String(error)) });
    });
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}`,
    organisation,
    faults,
    requests,
    missingPermissions,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

type Serving = { readonly emulation: Emulation; readonly faults: Faults; readonly requests: RequestLog };

async function serve(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const body = await bodyOf(request);
  const ask: Ask = {
    method: request.method ?? 'GET',
    path: url.pathname.replace(/^\/v1\.0(?=\/)/, ''),
    query: queryOf(url.searchParams),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
    ),
    body,
  };
  serving.requests.append({ method: ask.method, path: ask.path, query: url.search });
  const fault = serving.faults.take(ask.path);
  if (fault && 'reset' in fault) return void request.socket.resetAndDestroy();
  if (fault && 'delayMs' in fault) await pause(fault.delayMs);
  if (fault && 'status' in fault) return write(response, faultAnswer(fault));
  const answer = answerTo(serving, ask, { versioned: url.pathname.startsWith('/v1.0/') });
  write(response, answer, { truncated: fault !== undefined && 'truncate' in fault });
}

function answerTo(serving: Serving, ask: Ask, { versioned }: { versioned: boolean }): GraphAnswer {
  if (!versioned) return { status: 400, body: errorBody('BadRequest', 'Invalid version.') };
  if (!/^Bearer \S+$/.test(ask.headers.authorization ?? '')) {
    return { status: 401, body: errorBody('InvalidAuthenticationToken', 'Access token is empty.') };
  }
  if (ask.method !== 'POST' || ask.path !== '/$batch') return answerOf(serving.emulation, ask);
  return batchAnswer(ask.body, (part) => {
    const fault = serving.faults.take(part.path);
    return fault && 'status' in fault ? faultAnswer(fault) : answerOf(serving.emulation, part);
  });
}

function faultAnswer(fault: Extract<Fault, { readonly status: number }>): GraphAnswer {
  const { status, headers = {} } = fault;
  return {
    status,
    headers,
    body: fault.body ?? errorBody('injectedFault', `The emulator was told to answer ${status}.`),
  };
}
