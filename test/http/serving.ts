import { once } from 'node:events';
import { connect } from 'node:net';
import { closeServer, type HttpDeps, httpServer, listen } from '../../src/http/server.ts';

export type Serving = {
  readonly url: string;
  readonly port: number;
  /** What `receive` was called with. */
  readonly received: { body: unknown; authorization: string }[];
  readonly logged: object[];
  post(body: string | Uint8Array<ArrayBuffer>, headers?: Record<string, string>): Promise<Response>;
  /** Everything the server answers to these bytes before it closes, or falls silent. */
  raw(bytes: string): Promise<string>;
  close(): Promise<void>;
};

/** The HTTP surface on a free port, with activities answered by `deps.receive`, or by 200. */
export async function serving(deps: Partial<HttpDeps> = {}): Promise<Serving> {
  const received: Serving['received'] = [];
  const logged: object[] = [];
  const server = httpServer({
    receive: async (body, authorization) => {
      received.push({ body, authorization });
      return (await deps.receive?.(body, authorization)) ?? { status: 200 };
    },
    notReady: deps.notReady ?? (async () => undefined),
    ...(deps.routes && { routes: deps.routes }),
    log: { error: (facts) => void logged.push(facts) },
  });
  await listen(server, { port: 0, host: '127.0.0.1' });
  const { port } = server.address();
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    port,
    received,
    logged,
    post: (body, headers = {}) =>
      fetch(`${url}/api/messages`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', ...headers },
        signal: AbortSignal.timeout(3_000),
      }),
    async raw(bytes) {
      const socket = connect(port, '127.0.0.1');
      const chunks: Buffer[] = [];
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.write(bytes);
      await Promise.race([once(socket, 'close'), new Promise((resolve) => setTimeout(resolve, 500))]);
      socket.destroy();
      return Buffer.concat(chunks).toString();
    },
    close: () => closeServer(server),
  };
}
