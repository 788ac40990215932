import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
// Bound at import: the server's own work goes on while tests stop the clock.
import { setImmediate } from 'node:timers';
import type { SinonFakeTimers } from 'sinon';
import type { BotAdapter } from '../../src/teams/adapter.ts';
import type { Stores } from '../../src/usecases/ports.ts';

/** Teams' published limits: so many requests in so many milliseconds, of all and of one conversation. */
const OF_ALL = { most: 50, ms: 1_000 };
const OF_ONE = [
  { most: 7, ms: 1_000 },
  { most: 8, ms: 2_000 },
  { most: 60, ms: 30_000 },
] as const;

/** What happens to a request that the limits would let through. */
export type Fate =
  | { readonly kind: 'taken' }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly code?: string;
      readonly retryAfter?: string;
    }
  /** The connection ends instead of an answer; the message was not taken. */
  | { readonly kind: 'reset' };

export type SimulatedTeams = {
  readonly url: string;
  readonly counts: { requests: number; taken: number; overLimit: number; refused: number; reset: number };
  /** Requests that have arrived and whose time has not come. */
  readonly parked: () => number;
  close(): Promise<void>;
};

/**
 * The connector over real HTTP, on the test's clock: messages travel and are answered in simulated milliseconds, and
 * the limits are those of a window that slides with every request.
 */
export async function simulatedTeams(options: {
  /** Milliseconds on the way there, and to the answer. */
  readonly latency: () => { readonly there: number; readonly back: number };
  readonly fateOf?: (conversation: string) => Fate;
  readonly taken: (conversation: string) => void;
}): Promise<SimulatedTeams> {
  const { latency, fateOf = () => ({ kind: 'taken' }) as const, taken } = options;
  const counts = { requests: 0, taken: 0, overLimit: 0, refused: 0, reset: 0 };
  const all: number[] = [];
  const each = new Map<string, number[]>();
  let parked = 0;
  const later = (ms: number, act: () => void): void => {
    parked += 1;
    setTimeout(() => {
      parked -= 1;
      act();
    }, ms);
  };
  const overLimit = (conversation: string): boolean => {
    const now = performance.now();
    while ((all[0] ?? now) <= now - OF_ALL.ms) all.shift();
    const mine = (each.get(conversation) ?? []).filter((at) => at > now - 30_000);
    const over =
      all.length >= OF_ALL.most ||
      OF_ONE.some(({ most, ms }) => mine.filter((at) => at > now - ms).length >= most);
    if (over) return true;
    all.push(now);
    each.set(conversation, [...mine, now]);
    if (each.size > 2_000)
      for (const [id, times] of each) if ((times.at(-1) ?? 0) <= now - 30_000) each.delete(id);
    return false;
  };
  const arrive = (conversation: string, socket: Socket, response: ServerResponse, back: number): void => {
    const fate: Fate = overLimit(conversation)
      ? { kind: 'refused', status: 429, retryAfter: '1', code: 'Throttled' }
      : fateOf(conversation);
    if (fate.kind === 'taken') {
      counts.taken += 1;
      taken(conversation);
    } else if (fate.kind === 'reset') counts.reset += 1;
    else if (fate.code === 'Throttled') counts.overLimit += 1;
    else counts.refused += 1;
    later(back, () => {
      if (fate.kind === 'reset') return void socket.resetAndDestroy();
      const refused = fate.kind === 'refused';
      response.writeHead(refused ? fate.status : 201, {
        'content-type': 'application/json',
        ...(refused && fate.retryAfter && { 'retry-after': fate.retryAfter }),
      });
      response.end(JSON.stringify(refused ? { error: { code: fate.code ?? 'No' } } : { id: 'message' }));
    });
  };
  const server = createServer((request, response) => {
    void drained(request).then(() => {
      counts.requests += 1;
      const [, , , conversation = ''] = (request.url ?? '').split('/').map(decodeURIComponent);
      const { there, back } = latency();
      later(there, () => arrive(conversation, request.socket, response, back));
    });
  });
  // A kept connection would be closed by the clock of the test.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    counts,
    parked: () => parked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function drained(request: IncomingMessage): Promise<void> {
  for await (const _chunk of request);
}

/** Counts what is really under way: calls of stores and of the connector. */
export function underWay() {
  let count = 0;
  const counted =
    <Args extends unknown[]>(call: (...args: Args) => unknown) =>
    (...args: Args): unknown => {
      const result = call(...args);
      if (!(result instanceof Promise)) return result;
      count += 1;
      const end = (): void => {
        count -= 1;
      };
      result.then(end, end);
      return result;
    };
  const watched = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const value: unknown = Reflect.get(object, name, object);
        return typeof value === 'function' ? counted(value.bind(object) as () => unknown) : value;
      },
    });
  return {
    count: () => count,
    stores: <T extends Pick<Stores, 'people' | 'obligations' | 'certificates' | 'programme'>>(
      stores: T,
    ): T => ({
      ...stores,
      people: watched(stores.people),
      obligations: watched(stores.obligations),
      certificates: watched(stores.certificates),
      programme: watched(stores.programme),
    }),
    adapter: (adapter: BotAdapter): BotAdapter => watched(adapter),
  };
}

/**
 * Lets simulated time pass only while nothing real is under way, until the work is done: one timer after the other,
 * each at its own moment.
 */
export async function throughTime<T>(
  timers: SinonFakeTimers,
  work: Promise<T>,
  isBusy: () => boolean,
): Promise<T> {
  let done = false;
  const end = (): void => {
    done = true;
  };
  work.then(end, end);
  for (let idle = 0; !done; ) {
    await new Promise((resolve) => setImmediate(resolve));
    idle = isBusy() ? 0 : idle + 1;
    // Twice: what came in at the end of one turn of the loop is worked on in the next.
    if (idle < 2) continue;
    timers.next();
    idle = 0;
  }
  return await work;
}
