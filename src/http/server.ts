import restify, { type Request, type Response, type Server } from 'restify';

import { isLoopback } from '../config.ts';
import { jsonBody } from './jsonBody.ts';

export type HttpDeps = {
  /** Answers one activity: an HTTP status and, for invokes, a body. */
  readonly receive: (body: unknown, authorization: string) => Promise<{ status: number; body?: unknown }>;
  /** Local mode: requests that name another host come from a web page that plays tricks with names. */
  readonly onlyThisMachine?: boolean;
  /** Undefined when ready, else what is missing. */
  readonly notReady: () => Promise<string | undefined>;
  /** What else is served: each adds its own addresses. */
  readonly routes?: readonly ((server: Server) => void)[];
  readonly log: { readonly error: (facts: object) => void };
};

/** Teams sends cards' inputs back: far less than this. Bytes. */
const LARGEST_BODY = 256 * 1024;

/** The service's whole HTTP surface. */
export function httpServer(deps: HttpDeps): Server {
  const server = restify.createServer({ name: 'code-of-ethics-bot', handleUncaughtExceptions: false });
  // What goes wrong is said in the body; which framework says it is nobody's business.
  server.pre((_req: Request, res: Response, next: () => void) => {
    res.removeHeader('Server');
    next();
  });
  server.on('restifyError', (_req: Request, res: Response, error: HttpishError, done: () => void) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) deps.log.error({ event: 'http-error', err: error });
    res.send(status, { error: explain(status) });
    done();
  });
  if (deps.onlyThisMachine) server.use(thisMachineOnly);
  server.use(plainJsonOnly);
  server.use(jsonBody({ largest: LARGEST_BODY }));

  server.post('/api/messages', async (req: Request, res: Response) => {
    const answer = await deps.receive(req.body, req.header('authorization') ?? '');
    if (answer.body === undefined) res.send(answer.status);
    else res.send(answer.status, answer.body);
  });
  server.get('/healthz', async (_req: Request, res: Response) => {
    res.send(200, { status: 'alive' });
  });
  server.get('/readyz', async (_req: Request, res: Response) => {
    const missing = await deps.notReady();
    res.send(missing ? 503 : 200, missing ? { status: 'not ready', missing } : { status: 'ready' });
  });
  for (const add of deps.routes ?? []) add(server);
  return server;
}

function thisMachineOnly(req: Request, res: Response, next: (stop?: boolean) => void): void {
  const local = isLoopback(`http://${req.header('host', '')}`);
  if (!local) {
    req.resume();
    res.send(403, { error: explain(403) });
  }
  next(local ? undefined : false);
}

/** Nothing here needs archives, uploads or forms. */
function plainJsonOnly(req: Request, res: Response, next: (stop?: boolean) => void): void {
  const encoding = req.header('content-encoding', 'identity');
  const json = /^application\/json\b/i.test(req.header('content-type', ''));
  const taken = req.method !== 'POST' || (json && encoding === 'identity');
  if (!taken) {
    req.resume();
    res.send(415, { error: explain(415) });
  }
  next(taken ? undefined : false);
}

type HttpishError = Error & { statusCode?: number };

function explain(status: number): string {
  if (status === 400) return 'The body is not JSON that can be read.';
  if (status === 403) return 'Local mode answers to this machine only.';
  if (status === 404) return 'There is nothing at this address.';
  if (status === 405) return 'This address does not take that method.';
  if (status === 413) return `The body is larger than ${LARGEST_BODY} bytes.`;
  if (status === 415) return 'The body must be application/json, not compressed.';
  return 'Something went wrong here. Nothing was changed; please try again.';
}

/** @throws Error with code EADDRINUSE when the port is taken. */
export function listen(server: Server, at: { port: number; host: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    // restify passes its listener's errors on: unheard they would end the process.
    server.once('error', reject);
    server.listen(at.port, at.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** A request in progress may finish; one that was sent by halves never will. Milliseconds. */
const PATIENCE = 5_000;

/** Takes no more requests and resolves when those in progress are answered, or after five seconds. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const impatience = setTimeout(() => server.server.closeAllConnections(), PATIENCE);
    server.close(() => {
      clearTimeout(impatience);
      resolve();
    });
    server.server.closeIdleConnections();
  });
}
