import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually, freePort, type Machine, machine, type Started } from './service.ts';

describe('the running service', () => {
  let here: Machine;
  beforeEach(() => {
    here = machine();
  });
  afterEach(() => here.clear());

  const endsWell = async (service: Started, signal: NodeJS.Signals): Promise<void> => {
    const before = Date.now();
    const exit = await Promise.race([service.end(signal), pause(8_000, undefined, { ref: false })]);
    assert.ok(exit, 'it has not ended after 8 s');
    const { code, stderr } = exit;
    assert.ok(Date.now() - before < 7_000, `${Date.now() - before} ms`);
    assert.equal(code, 0);
    assert.equal(stderr, '');
    assert.equal(service.isAlive(), false);
    assert.equal(await service.status('/healthz'), undefined);
  };

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`ends on ${signal}`, async () => {
      const service = await here.start();
      await service.ready();
      await endsWell(service, signal);
    });
  }

  it('ends in order also while it is starting', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const service = await here.start();
      await eventually(async () => (await service.status('/healthz')) === 200, 15_000);
      await endsWell(service, signal);
    }
  });

  it('ends though somebody holds a connection and another is in the middle of a request', async () => {
    const service = await here.start();
    await service.ready();
    const [silent, slow] = [connect(service.port, '127.0.0.1'), connect(service.port, '127.0.0.1')];
    for (const socket of [silent, slow]) socket.on('error', () => undefined);
    slow.write('POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n');
    slow.write('Content-Length: 100\r\n\r\n{"type":');
    await pause(100);
    try {
      await endsWell(service, 'SIGINT');
    } finally {
      silent.destroy();
      slow.destroy();
    }
  });

  it('ends at once on a second Ctrl-C', async () => {
    const service = await here.start();
    await service.ready();
    const slow = connect(service.port, '127.0.0.1').on('error', () => undefined);
    slow.write('POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
    await pause(100);
    service.child.kill('SIGINT');
    await pause(200);
    await service.end('SIGINT');
    assert.equal(service.isAlive(), false);
    slow.destroy();
  });

  it('listens on the loopback address only', async function () {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
    if (!address) this.skip();
    const service = await here.start();
    await service.ready();
    const outside = fetch(`http://${address}:${service.port}/healthz`, { signal: AbortSignal.timeout(500) });
    await assert.rejects(outside);
    await service.end('SIGKILL');
  });

  it('takes the local Teams client with it, also when it is killed', async () => {
    for (const signal of ['SIGINT', 'SIGKILL'] as const) {
      const playground = await freePort();
      const service = await here.start({ PLAYGROUND: 'on', PLAYGROUND_PORT: String(playground) });
      await eventually(() => service.output().includes(`http://localhost:${playground}`), 15_000);
      const { code } = await service.end(signal);
      assert.equal(code, signal === 'SIGINT' ? 0 : null);
      await eventually(() => !service.isAlive(), 3_000);
    }
  });
});
