import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeServer, httpServer, listen } from '../../src/http/server.ts';

describe('in local mode', () => {
  const received: unknown[] = [];
  const server = httpServer({
    onlyThisMachine: true,
    receive: async (body) => {
      received.push(body);
      return { status: 200 };
    },
    notReady: async () => undefined,
    log: { error: () => undefined },
  });
  before(() => listen(server, { port: 0, host: '127.0.0.1' }));
  after(() => closeServer(server));

  const statusFor = (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { port } = server.server.address() as AddressInfo;
      const headers = { host, 'content-type': 'application/json' };
      const sent = request(
        { port, host: '127.0.0.1', method: 'POST', path: '/api/messages', headers },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      sent.once('error', reject);
      sent.end('{}');
    });

  it('a request under another name, as from a web page that plays tricks with names, is refused', async () => {
    assert.equal(await statusFor('evil.example:3978'), 403);
    assert.deepEqual(received, []);
  });

  it('a request under this machine’s names is taken', async () => {
    for (const host of ['localhost:3978', '127.0.0.1:3978', '[::1]:3978'])
      assert.equal(await statusFor(host), 200);
  });
});
