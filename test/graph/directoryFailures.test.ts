import assert from 'node:assert/strict';
import type { Fault } from '../../src/local/graphEmulator/faults.ts';
import {
  DirectoryCursorExpired,
  DirectoryForbidden,
  DirectoryUnavailable,
} from '../../src/usecases/failures.ts';
import type { DirectoryCursor } from '../../src/usecases/ports.ts';
import { closeAll, deltaAnswer, emulated, idOf, round, users } from './graphFixture.ts';

const MANY = { times: 9 };

describe('directory failures', () => {
  afterEach(closeAll);

  it('waits as long as Graph asks when it throttles, and no less', async () => {
    const { directory, emulator, waits } = await emulated({ people: users(1) });
    emulator.faults.next({ status: 429, headers: { 'Retry-After': '7' } });
    assert.equal((await round(directory)).changed.length, 1);
    assert.deepEqual(waits, [7_000]);
  });

  it('gives up at once when Graph asks for more patience than a run has', async () => {
    const { directory, emulator, waits } = await emulated();
    emulator.faults.next({ status: 429, headers: { 'Retry-After': '3600' } });
    await assert.rejects(round(directory), DirectoryUnavailable);
    assert.deepEqual(waits, []);
  });

  const passing: [string, Fault][] = [
    ['a bad gateway', { status: 502 }],
    [
      'a bad gateway that speaks HTML',
      { status: 502, headers: { 'Content-Type': 'text/html' }, body: '<h1>502</h1>' },
    ],
    ['a server error', { status: 500 }],
    ['an unavailable service', { status: 503 }],
    ['a gateway timeout', { status: 504 }],
    ['a connection that is reset', { reset: true }],
    ['an answer that breaks off', { truncate: true }],
    ['JSON that ends early, of the length it claims', { status: 200, body: '{"value":[{"id"' }],
    ['an answer that does not come in time', { delayMs: 600 }],
  ];
  for (const [name, fault] of passing) {
    it(`gets over ${name}, backing off twice as long each time`, async () => {
      const { directory, emulator, waits } = await emulated({ people: users(1), timeoutMs: 300 });
      emulator.faults.next(fault, { times: 2 });
      assert.equal((await round(directory)).changed.length, 1);
      assert.deepEqual(waits, [500, 1_000]);
    });
  }

  it('is unavailable in the end', async () => {
    for (const [, fault] of passing.slice(0, 8)) {
      const { directory, emulator, waits } = await emulated();
      emulator.faults.next(fault, MANY);
      await assert.rejects(round(directory), DirectoryUnavailable);
      assert.equal(waits.length, 3);
    }
  });

  it('is unavailable when an answer is not what Graph answers', async () => {
    const bodies = ['', '{}', '{"value":5}', '{"value":[]}', '[]', '{"value":[}'];
    for (const body of bodies) {
      const { directory, emulator } = await emulated();
      emulator.faults.next({ status: 200, body }, MANY);
      await assert.rejects(round(directory), DirectoryUnavailable, body);
    }
  });

  it('does not go round in circles when a page leads back to itself', async () => {
    const { directory, emulator } = await emulated();
    emulator.faults.next(deltaAnswer([], { next: 'again' }), MANY);
    await assert.rejects(round(directory), DirectoryUnavailable);
  });

  it('never follows a link away from Graph', async () => {
    const { directory, emulator } = await emulated();
    const body = {
      value: [],
      '@odata.nextLink': 'https://graph.microsoft.com.evil.example/v1.0/users/delta',
    };
    emulator.faults.next({ status: 200, body });
    await assert.rejects(round(directory), { message: /led away from https:\/\/graph\.microsoft\.com/ });
  });

  it('names the permission that is missing and what it disables', async () => {
    const { directory, emulator } = await emulated();
    emulator.faults.next({ status: 403 });
    await assert.rejects(round(directory), (error: unknown) => {
      assert.ok(error instanceof DirectoryForbidden);
      assert.match(error.message, /User\.Read\.All is missing; without it nobody new/);
      return true;
    });
  });

  it('tells a refused identity from a missing permission', async () => {
    const { directory, emulator } = await emulated();
    emulator.faults.next({ status: 401 });
    await assert.rejects(round(directory), { message: /does not accept this service's identity/ });
  });

  it('keeps to what it had when an account cannot be read anew', async () => {
    const { directory, emulator } = await emulated({ people: users(1) });
    const { cursor } = await round(directory);
    emulator.organisation.changeUser(idOf(1), { department: 'Tax' });
    emulator.faults.next({ status: 503 }, { path: /batch/, times: 4 });
    await assert.rejects(round(directory, cursor), DirectoryUnavailable);
    assert.equal((await round(directory, cursor)).changed.length, 1);
  });
});

describe('a directory cursor', () => {
  afterEach(closeAll);

  it('expires when Graph forgets its tokens', async () => {
    const { directory, emulator } = await emulated({ people: users(1) });
    const { cursor } = await round(directory);
    emulator.organisation.expireDeltaTokens();
    await assert.rejects(round(directory, cursor), DirectoryCursorExpired);
    assert.equal((await round(directory)).changed.length, 1);
  });

  it('expires after seven days', async () => {
    let now = Date.UTC(2026, 10, 23);
    const { directory } = await emulated({ people: users(1), now: () => now });
    const { cursor } = await round(directory);
    now += 8 * 24 * 60 * 60 * 1000;
    await assert.rejects(round(directory, cursor), DirectoryCursorExpired);
  });

  it('expires however Graph says so', async () => {
    const { directory, emulator } = await emulated();
    const { cursor } = await round(directory);
    const says = (status: number, code: string) => ({ status, body: { error: { code, message: '' } } });
    const ways = [
      says(410, 'anything'),
      says(404, 'SyncStateNotFound'),
      says(400, 'Request_UnsupportedQuery'),
      says(400, 'Directory_ExpiredPageToken'),
    ];
    for (const way of ways) {
      emulator.faults.next(way);
      await assert.rejects(round(directory, cursor), DirectoryCursorExpired, way.body.error.code);
    }
  });

  it('does not expire where there is none: a first request that is refused is a failure', async () => {
    const { directory, emulator } = await emulated();
    emulator.faults.next({ status: 400 });
    await assert.rejects(round(directory), DirectoryUnavailable);
  });

  it('is refused when it is not one of ours or tracked other properties', async () => {
    const { directory, emulator } = await emulated();
    const { cursor } = await round(directory);
    const other = cursor.replace(/"tracked":"\w+"/, '"tracked":"00000000"');
    for (const strange of ['', 'x', '{}', 'https://graph.microsoft.com/', other]) {
      await assert.rejects(round(directory, strange as DirectoryCursor), DirectoryCursorExpired, strange);
    }
    assert.equal(emulator.requests.count('GET /users/delta'), 1);
  });
});
