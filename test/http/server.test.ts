import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { closeServer, httpServer, listen } from '../../src/http/server.ts';
import { type Serving, serving } from './serving.ts';

describe('the HTTP surface', () => {
  let http: Serving;
  beforeEach(async () => {
    http = await serving();
  });
  afterEach(() => http.close());

  it('says that the process is alive, whether or not it is ready', async () => {
    const unready = await serving({ notReady: async () => 'the store' });
    const response = await fetch(`${unready.url}/healthz`);
    assert.deepEqual([response.status, await response.json()], [200, { status: 'alive' }]);
    await unready.close();
  });

  it('says what is missing until it is ready', async () => {
    let missing: string | undefined = 'the first sync of the directory';
    const starting = await serving({ notReady: async () => missing });
    const ready = async () => {
      const response = await fetch(`${starting.url}/readyz`);
      return [response.status, await response.json()];
    };
    assert.deepEqual(await ready(), [503, { status: 'not ready', missing }]);
    missing = undefined;
    assert.deepEqual(await ready(), [200, { status: 'ready' }]);
    await starting.close();
  });

  it('hands an activity and its token over, and answers what comes back', async () => {
    const invoked = await serving({ receive: async () => ({ status: 202, body: { value: 'ß' } }) });
    const response = await invoked.post('{"type":"invoke","text":"ß"}', { authorization: 'Bearer t' });
    assert.deepEqual([response.status, await response.json()], [202, { value: 'ß' }]);
    assert.deepEqual(invoked.received, [{ body: { type: 'invoke', text: 'ß' }, authorization: 'Bearer t' }]);
    await invoked.close();
    const plain = await http.post('{"type":"message"}');
    assert.deepEqual([plain.status, await plain.text()], [200, '']);
    assert.equal(http.received[0]?.authorization, '');
  });

  it('refuses JSON that cannot be read, and says so', async () => {
    for (const body of ['{"type":', 'hello', '{"a":1}}', '\u0000']) {
      const response = await http.post(body);
      assert.equal(response.status, 400, body);
      assert.deepEqual(await response.json(), { error: 'The body is not JSON that can be read.' });
    }
    assert.deepEqual(http.received, []);
  });

  it('takes what a card may send, and refuses a body that is larger', async () => {
    const text = (bytes: number) => JSON.stringify({ text: 'x'.repeat(bytes - 11) });
    assert.equal((await http.post(text(256 * 1024))).status, 200);
    const refused = await http.post(text(256 * 1024 + 1));
    assert.equal(refused.status, 413);
    assert.deepEqual(await refused.json(), { error: 'The body is larger than 262144 bytes.' });
    assert.equal(http.received.length, 1);
  });

  it('refuses a larger body that does not say how long it is', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(64 * 1024));
    let left = 8;
    const body = new ReadableStream({
      pull(controller) {
        left -= 1;
        if (left < 0) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${http.url}/api/messages`, init as RequestInit);
    assert.equal(response.status, 413);
    assert.deepEqual(http.received, []);
  });

  it('has nothing at other addresses and takes no other methods', async () => {
    const status = async (path: string, method = 'GET') =>
      (await fetch(`${http.url}${path}`, { method })).status;
    for (const path of [
      '/',
      '/api',
      '/api/messages/x',
      '/favicon.ico',
      '/..%2f..%2fetc/passwd',
      '/healthz/x',
    ])
      assert.equal(await status(path), 404, path);
    assert.equal(await status('/api/messages'), 405);
    assert.equal(await status('/healthz', 'DELETE'), 405);
    assert.deepEqual(await (await fetch(`${http.url}/nothing`)).json(), {
      error: 'There is nothing at this address.',
    });
  });

  it('does not say why something went wrong inside, and logs it', async () => {
    const failing = await serving({
      receive: async () => {
        throw new Error('password=hunter2');
      },
    });
    const response = await failing.post('{}');
    assert.equal(response.status, 500);
    const text = await response.text();
    assert.doesNotMatch(text, /hunter2|Error|at /);
    assert.match(text, /Nothing was changed/);
    assert.equal(failing.logged.length, 1);
    await failing.close();
  });

  it('tells nobody which framework answers', async () => {
    const telling = /restify|express|node(?!js\.org)|InvalidContent|ResourceNotFound|stack|\.js/i;
    const answers = [
      await fetch(`${http.url}/healthz`),
      await fetch(`${http.url}/nothing`),
      await fetch(`${http.url}/api/messages`),
      await http.post('{'),
      await http.post('{}'),
      await http.post('x'.repeat(300_000)),
    ];
    for (const answer of answers) {
      assert.equal(answer.headers.get('server'), null, answer.url);
      assert.equal(answer.headers.get('x-powered-by'), null);
      assert.doesNotMatch([...answer.headers].join(), telling);
      assert.doesNotMatch(await answer.text(), telling);
    }
    assert.doesNotMatch(await http.raw('NONSENSE\r\n\r\n'), telling);
    assert.doesNotMatch(await http.raw('GET / HTTP/9.9\r\nHost: x\r\n\r\n'), telling);
  });

  it('goes on when somebody hangs up in the middle of a request', async () => {
    const socket = connect(http.port, '127.0.0.1');
    socket.write('POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n');
    socket.write('Content-Length: 100\r\n\r\n{"type":');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal((await fetch(`${http.url}/healthz`)).status, 200);
  });
});

describe('listening', () => {
  const server = () =>
    httpServer({
      receive: async () => ({ status: 200 }),
      notReady: async () => undefined,
      log: { error() {} },
    });

  const other = createServer();
  before((done) => void other.listen(0, '127.0.0.1', done));
  after((done) => void other.close(done));

  it('on a port in use fails with that port', async () => {
    const { port } = other.address() as { port: number };
    await assert.rejects(listen(server(), { port, host: '127.0.0.1' }), { code: 'EADDRINUSE', port });
  });

  it('ends at once though clients keep their connections open', async () => {
    const http = server();
    await listen(http, { port: 0, host: '127.0.0.1' });
    const { port } = http.address();
    await fetch(`http://127.0.0.1:${port}/healthz`);
    const before = Date.now();
    await closeServer(http);
    assert.ok(Date.now() - before < 1_000);
  });
});
