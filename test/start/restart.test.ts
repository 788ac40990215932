import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Obligation } from '../../src/domain/obligation.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { eventually, type Machine, machine } from './service.ts';

describe('the service', () => {
  let here: Machine;
  beforeEach(() => {
    here = machine();
  });
  afterEach(() => here.clear());

  /** What is in the file, by person. */
  const kept = async () => {
    const stores = openSqliteStores(here.database);
    const people: string[] = [];
    const obligations = new Map<string, readonly Obligation[]>();
    for await (const batch of stores.people.all()) {
      for (const { value } of batch) {
        people.push(value.id);
        const records = await stores.obligations.ofPerson(value.id);
        if (records.length > 0)
          obligations.set(
            value.id,
            records.map((record) => record.value.obligation),
          );
      }
    }
    await stores.close();
    return { people, obligations };
  };

  it('gets ready, says where it is and who one is there, and has asked everybody', async () => {
    const service = await here.start();
    await service.ready();
    assert.equal(await service.status('/healthz'), 200);
    assert.match(service.output(), new RegExp(`http://127\\.0\\.0\\.1:${service.port}/api/messages`));
    assert.match(service.output(), /You are {5}Maya Okafor/);
    assert.ok(service.output().includes(here.database));
    assert.match(service.output(), /Ctrl-C/);
    await service.end('SIGTERM');
    const { people, obligations } = await kept();
    assert.ok(people.length > 100 && obligations.size > 60, `${people.length}, ${obligations.size}`);
  });

  it('keeps everything when it is killed, and goes on when it is started again', async () => {
    const first = await here.start();
    await first.ready();
    await first.end('SIGKILL');
    const before = await kept();
    const second = await here.start();
    await second.ready();
    assert.match(second.output(), /Maya Okafor/);
    await second.end('SIGKILL');
    assert.deepEqual(await kept(), before);
  });

  it('may be killed at any moment of its first start: in the end everybody is asked once', async () => {
    for (const ms of [0, 30, 60, 120]) {
      const doomed = await here.start();
      await eventually(async () => (await doomed.status('/healthz')) === 200);
      await pause(ms);
      await doomed.end('SIGKILL');
    }
    const service = await here.start();
    await service.ready();
    await service.end('SIGINT');
    const [sync, issue] = [await here.run(['job', 'sync']), await here.run(['job', 'issue'])];
    assert.match(sync.stdout, /0 added, 0 changed, 0 removed/);
    assert.match(issue.stdout, /0 issued, 0 closed/);
    const { obligations } = await kept();
    assert.ok(obligations.size > 60);
    for (const of of obligations.values()) assert.equal(of.length, 1);
  });
});
