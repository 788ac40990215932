import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const SCAN = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200_000, 'x')]);

/** A server that files are fetched from, on loopback; each path answers as the test says. */
export type FileHost = {
  readonly url: string;
  /** What was asked for, with what came along. */
  readonly asked: { readonly path: string; readonly headers: Readonly<Record<string, unknown>> }[];
  close(): Promise<void>;
};

export async function startFileHost(
  answers: Readonly<Record<string, (response: ServerResponse) => void>>,
): Promise<FileHost> {
  const asked: FileHost['asked'][number][] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push({ path, headers: request.headers });
    const answer = answers[path];
    if (answer) return answer(response);
    response.statusCode = 404;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function gives(
  body: Buffer | string,
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): (response: ServerResponse) => void {
  return (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}
