import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { openCosmosStores } from '../../src/cosmos/openCosmosStores.ts';
import { type CosmosEmulator, startCosmosEmulator } from '../../src/local/cosmosEmulator.ts';
import { StoreConflict, StoreUnavailable, StoreUnusable } from '../../src/usecases/failures.ts';
import type { ObligationRecord, Stores, Versioned } from '../../src/usecases/ports.ts';
import { CYCLE, NOON, obligationRecord, personRecord, signed } from '../stores/fixtures.ts';
import { type Fault, type FaultProxy, startFaultProxy } from './faultProxy.ts';

/** Milliseconds. After a reset the SDK lets a second pass before it reads again. */
const BUDGETS = { turn: 3_000, job: 6_000 };
const REQUEST_TIMEOUT = 500;
/** The budget of stores that give up sooner, so that it is quick to see. Milliseconds. */
const HURRY = 350;

describe('the Cosmos DB stores, when things go wrong', () => {
  let emulator: CosmosEmulator;
  let proxy: FaultProxy;
  let stores: Stores;
  let hurried: Stores;
  before(async () => {
    emulator = await startCosmosEmulator();
    proxy = await startFaultProxy(emulator);
    const { key } = emulator;
    const options = { endpoint: proxy.endpoint, key, database: 'faults', requestTimeout: REQUEST_TIMEOUT };
    stores = await openCosmosStores({ ...options, budgets: BUDGETS });
    hurried = await openCosmosStores({ ...options, budgets: { turn: HURRY, job: BUDGETS.job } });
  });
  afterEach(() => proxy.heal());
  after(async () => {
    await stores.close();
    await hurried.close();
    await proxy.close();
    await emulator.close();
  });

  const stored = async (record = obligationRecord()): Promise<Versioned<ObligationRecord>> => {
    await stores.obligations.create(record);
    const found = await stores.obligations.get(record.obligation.personId, record.obligation.id);
    assert.ok(found);
    return found;
  };
  const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return performance.now() - start;
  };

  const passing: Readonly<Record<string, Fault>> = {
    'throttled (429)': { kind: 'answer', status: 429, headers: { 'x-ms-retry-after-ms': '30' } },
    'told to retry (449)': { kind: 'answer', status: 449 },
    'unavailable (503)': { kind: 'answer', status: 503 },
    'unavailable, with nothing said (503)': { kind: 'answer', status: 503, body: '' },
    'a bad gateway with a page of its own (502)': { kind: 'answer', status: 502, body: '<html>' },
    'timed out at the service (408)': { kind: 'answer', status: 408 },
    'cut off': { kind: 'reset' },
    'carried out, and the answer lost': { kind: 'lost answer' },
    'slower than an attempt may be': { kind: 'slow', ms: REQUEST_TIMEOUT + 100 },
  };
  for (const [what, fault] of Object.entries(passing)) {
    it(`gets over one request that is ${what}: a read, a query, a create and a replace`, async () => {
      const read = await stored();
      const { personId, id } = read.value.obligation;
      proxy.fail(fault);
      assert.deepEqual((await stores.obligations.get(personId, id))?.value, read.value);
      proxy.fail(fault);
      assert.equal((await stores.obligations.ofPerson(personId)).length, 1);
      proxy.fail(fault);
      assert.equal(await stores.people.create(personRecord()), 'created');
      proxy.fail(fault);
      await stores.obligations.replace(read);
    }).slow(4_000);
  }

  it('still tells what others did from what it did itself, when an answer was lost', async () => {
    const read = await stored();
    await stores.obligations.replace(read);
    proxy.fail({ kind: 'lost answer' });
    await assert.rejects(stores.obligations.replace(read), StoreConflict);
    proxy.fail({ kind: 'reset' });
    assert.equal(await stores.obligations.create(read.value), 'exists');
  });

  it('waits as long as it is asked to', async () => {
    proxy.fail({ kind: 'answer', status: 429, headers: { 'x-ms-retry-after-ms': '200' } });
    const took = await milliseconds(() => stores.programme.get('run', 'sync'));
    assert.ok(took >= 195, `${took} ms`);
  });

  it('gives up at once when asked to wait for longer than a turn has', async () => {
    proxy.fail({ kind: 'answer', status: 429, headers: { 'x-ms-retry-after-ms': '60000' } });
    const took = await milliseconds(() =>
      assert.rejects(stores.programme.get('run', 'sync'), StoreUnavailable),
    );
    assert.ok(took < 200, `${took} ms`);
  });

  for (const [what, fault] of Object.entries(passing)) {
    if (fault.kind === 'lost answer') continue;
    it(`is unavailable, within a turn's budget, while every request is ${what}`, async () => {
      const read = await stored();
      proxy.fail(fault, 1_000);
      const attempts = [
        () => hurried.obligations.get(read.value.obligation.personId, read.value.obligation.id),
        () => hurried.obligations.list({ cycle: CYCLE }, { limit: 5 }),
        () => hurried.certificates.create(signed(read.value.obligation)),
        () => hurried.obligations.replace(read),
        () => hurried.ping(),
      ];
      const took = await milliseconds(() =>
        Promise.all(attempts.map((attempt) => assert.rejects(attempt, StoreUnavailable))),
      );
      assert.ok(took < HURRY + 100, `${took} ms`);
    }).slow(1_000);
  }

  it('gives jobs more patience than turns', async () => {
    await stored();
    proxy.fail({ kind: 'answer', status: 429, headers: { 'x-ms-retry-after-ms': '1300' } });
    for await (const batch of stores.obligations.dueForMessage(NOON)) assert.ok(batch.length > 0);
  }).slow(4_000);

  it('says what to deploy when a container or a role is missing, and does not try again', async () => {
    const before = proxy.requests.length;
    proxy.fail({ kind: 'answer', status: 404, headers: { 'x-ms-substatus': '1003' } });
    await assert.rejects(stores.programme.get('run', 'sync'), isUnusable(/Deploy the template/));
    proxy.fail({ kind: 'answer', status: 404, headers: { 'x-ms-substatus': '1003' } });
    await assert.rejects(
      stores.programme.replace('run', 'sync', { value: { startedAt: NOON }, etag: 'e' }),
      isUnusable(/Deploy the template/),
    );
    proxy.fail({ kind: 'answer', status: 403 });
    await assert.rejects(stores.programme.get('run', 'sync'), isUnusable(/data-plane roles/));
    assert.equal(proxy.requests.length - before, 3);
  });

  it('only ever creates and reads certificates', async () => {
    const record = obligationRecord();
    const before = proxy.requests.length;
    await stores.certificates.create(signed(record.obligation));
    await stores.certificates.create(signed(record.obligation));
    await stores.certificates.get(record.obligation.personId, record.obligation.id);
    await stores.certificates.ofPerson(record.obligation.personId);
    const made = new Set(proxy.requests.slice(before));
    assert.deepEqual([...made].sort(), ['GET certificates', 'POST certificates']);
  });

  it('does not start without an account that answers', async () => {
    const options = {
      endpoint: 'http://127.0.0.1:9',
      key: emulator.key,
      database: 'x',
      budgets: { job: 300 },
    };
    await assert.rejects(openCosmosStores(options), StoreUnavailable);
  });
});

function isUnusable(message: RegExp) {
  return (error: unknown): boolean => error instanceof StoreUnusable && message.test(error.message);
}
