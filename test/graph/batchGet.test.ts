import assert from 'node:assert/strict';
import { currentRecords } from '../../src/graph/currentRecords.ts';
import { DirectoryForbidden, DirectoryUnavailable } from '../../src/usecases/failures.ts';
import { closeAll, emulated, idOf, users } from './graphFixture.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => idOf(index + 1));

describe('accounts read in batches', () => {
  afterEach(closeAll);

  it('come out right although the parts are answered in another order', async () => {
    const { client } = await emulated({ people: users(30) });
    const records = await currentRecords(client, ids(30));
    assert.equal(records.size, 30);
    for (const [id, record] of records) assert.equal(record.id, id);
  });

  it('leave out who is not there', async () => {
    const { client } = await emulated({ people: users(2) });
    assert.deepEqual([...(await currentRecords(client, ids(3))).keys()], ids(2));
  });

  it('ask again only for the parts that were throttled, after the longest wait among them', async () => {
    const { client, emulator, waits } = await emulated({ people: users(3) });
    emulator.faults.next({ status: 429, headers: { 'Retry-After': '2' } }, { path: new RegExp(idOf(1)) });
    emulator.faults.next({ status: 429, headers: { 'retry-after': '9' } }, { path: new RegExp(idOf(3)) });
    assert.equal((await currentRecords(client, ids(3))).size, 3);
    assert.deepEqual(waits, [9_000]);
    assert.equal(emulator.requests.count('POST /$batch'), 2);
  });

  it('give up when a part stays throttled', async () => {
    const { client, emulator, waits } = await emulated({ people: users(1) });
    emulator.faults.next({ status: 429 }, { path: /users/, times: 9 });
    await assert.rejects(currentRecords(client, ids(1)), { message: /GET \/users\/\{id\} was answered 429/ });
    assert.equal(waits.length, 3);
  });

  it('name the permission that a part lacks', async () => {
    const { client, emulator } = await emulated({ people: users(1) });
    emulator.faults.next({ status: 403 }, { path: /users/ });
    await assert.rejects(currentRecords(client, ids(1)), DirectoryForbidden);
  });

  it('are unavailable when a part is not answered or is not an account', async () => {
    const bodies = [{ responses: [] }, { responses: [{ id: '0', status: 200, body: { displayName: 'x' } }] }];
    for (const body of bodies) {
      const { client, emulator } = await emulated({ people: users(1) });
      emulator.faults.next({ status: 200, body });
      await assert.rejects(currentRecords(client, ids(1)), DirectoryUnavailable);
    }
  });

  it('ask nothing for nobody', async () => {
    const { client, emulator } = await emulated();
    assert.equal((await currentRecords(client, [])).size, 0);
    assert.deepEqual(emulator.requests.counts(), {});
  });
});
