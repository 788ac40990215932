import assert from 'node:assert/strict';
import type { ActionRecord } from '../../src/domain/actions.ts';
import type { AlarmRecord } from '../../src/domain/alarm.ts';
import type { Instant, ObligationId, PersonId, Sha256 } from '../../src/domain/ids.ts';
import { StoreConflict } from '../../src/usecases/failures.ts';
import type { DirectoryCursor, ProgrammeStore } from '../../src/usecases/ports.ts';
import { NOON, someone } from './fixtures.ts';

export function programmeContract(store: () => ProgrammeStore): void {
  it('keeps one document per kind and id', async () => {
    assert.equal(await store().get('cursor', 'directory'), undefined);
    const cursor = { cursor: 'https://graph/delta?$token=a/b#c' as DirectoryCursor };
    assert.equal(await store().create('cursor', 'directory', cursor), 'created');
    assert.equal(await store().create('cursor', 'directory', {}), 'exists');
    assert.equal(await store().create('run', 'directory', { startedAt: NOON }), 'created');
    assert.deepEqual((await store().get('cursor', 'directory'))?.value, cursor);
    assert.deepEqual((await store().get('run', 'directory'))?.value, { startedAt: NOON });
  });

  it('lists one kind page by page, in the order of the ids', async () => {
    for (const id of ['b', 'a/1', 'c']) await store().create('run', id, { startedAt: NOON, outcome: id });
    await store().create('lease', 'aa', { holder: '', token: 0, expiresAt: NOON });
    const first = await store().list('run', { limit: 2 });
    assert.deepEqual(
      first.items.map(({ id, value }) => [id, value.outcome]),
      [
        ['a/1', 'a/1'],
        ['b', 'b'],
      ],
    );
    assert.ok(first.next);
    const second = await store().list('run', { limit: 2, after: first.next });
    assert.deepEqual(
      second.items.map(({ id }) => id),
      ['c'],
    );
    assert.equal(second.next, undefined);
    const [listed] = second.items;
    assert.ok(listed);
    await store().replace('run', 'c', { ...listed, value: { startedAt: NOON, outcome: 'again' } });
    assert.equal((await store().get('run', 'c'))?.value.outcome, 'again');
  });

  it('lets one of two use a file offer', async () => {
    const offer = {
      personId: someone(),
      request: { kind: 'certificate', certificate: '2026.x/y' as ObligationId },
      secret: 'ab'.repeat(32) as Sha256,
      expiresAt: NOON,
    } as const;
    await store().create('file-offer', 'f'.repeat(32), offer);
    const read = await store().get('file-offer', 'f'.repeat(32));
    assert.ok(read);
    assert.deepEqual(read.value, offer);
    const use = () =>
      store().replace('file-offer', 'f'.repeat(32), { ...read, value: { ...offer, usedAt: NOON } });
    const uses = await Promise.allSettled([use(), use()]);
    assert.deepEqual(uses.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  it('lets one of two holders take a lease', async () => {
    const lease = { holder: 'a', token: 1, expiresAt: '2026-11-23T12:02:00.000Z' as Instant };
    const made = await Promise.all([
      store().create('lease', 'sync', lease),
      store().create('lease', 'sync', { ...lease, holder: 'b' }),
    ]);
    assert.deepEqual(made.sort(), ['created', 'exists']);
    const read = await store().get('lease', 'sync');
    assert.ok(read);
    const takes = await Promise.allSettled(
      ['c', 'd'].map((holder) =>
        store().replace('lease', 'sync', { ...read, value: { ...lease, holder, token: 2 } }),
      ),
    );
    assert.deepEqual(takes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    await assert.rejects(store().replace('lease', 'issue', read), StoreConflict);
  });

  it('loses no update among many that decide again after a conflict', async () => {
    await store().create('lease', 'counter', { holder: '', token: 0, expiresAt: NOON });
    const add = async (): Promise<void> => {
      for (;;) {
        const read = await store().get('lease', 'counter');
        assert.ok(read);
        try {
          const value = { ...read.value, token: read.value.token + 1 };
          return await store().replace('lease', 'counter', { ...read, value });
        } catch (error) {
          if (!(error instanceof StoreConflict)) throw error;
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, async () => [await add(), await add()]));
    assert.equal((await store().get('lease', 'counter'))?.value.token, 16);
  });

  it('keeps an alarm with its history, and reads one of the time when there was only one kind', async () => {
    const alarm: AlarmRecord = {
      alarm: { kind: 'office-vacant', office: 'treasurer' },
      state: 'raised',
      since: NOON,
      history: [{ type: 'raised', at: NOON }],
    };
    await store().create('alarm', 'office-vacant.treasurer', alarm);
    assert.deepEqual((await store().get('alarm', 'office-vacant.treasurer'))?.value, alarm);
    const counts = { 'without-obligation': 0, 'not-on-roster': 1, twice: 0, altered: 0 };
    const old = { cycle: '2026', counts, differences: [] };
    await store().create('alarm', 'old', { state: 'raised', since: NOON, ...old } as never);
    await store().create('alarm', 'over', { state: 'cleared', at: NOON } as never);
    const { items } = await store().list('alarm', { limit: 5 });
    assert.deepEqual(
      items.map(({ id, value }) => [id, value.state, value.since, value.alarm.kind]),
      [
        ['office-vacant.treasurer', 'raised', NOON, 'office-vacant'],
        ['old', 'raised', NOON, 'roster-differs'],
        ['over', 'gone', NOON, 'roster-differs'],
      ],
    );
    assert.deepEqual(items[1]?.value.alarm, { kind: 'roster-differs', ...old });
  });

  it('keeps an action with whom it was done to, and what came of it', async () => {
    const target = '2026.abc.00000000-0000-4000-8000-000000000001' as ObligationId;
    const by = '00000000-0000-4000-8000-000000000002' as PersonId;
    const action: ActionRecord = {
      at: NOON,
      by,
      as: 'compliance',
      action: 'excuse',
      selection: { kind: 'list', list: 'outstanding', department: 'Treasury' },
      because: 'Ein Grund. ✓',
      targets: [target],
    };
    assert.equal(await store().create('action', 'one', action), 'created');
    assert.equal(await store().create('action', 'one', { ...action, because: 'Another.' }), 'exists');
    const found = await store().get('action', 'one');
    assert.deepEqual(found?.value, action);
    const value: ActionRecord = { ...action, finishedAt: NOON, notDone: [{ target, because: 'not-now' }] };
    await store().replace('action', 'one', { value, etag: found?.etag ?? '' });
    assert.deepEqual((await store().get('action', 'one'))?.value, value);
  });
}
