import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import type { ObligationId, PersonId } from '../../src/domain/ids.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { StoreUnavailable } from '../../src/usecases/failures.ts';
import { NOON, personRecord } from '../stores/fixtures.ts';

const WRITER = join(import.meta.dirname, 'writer.ts');

describe('a SQLite file shared by processes', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stores-'));
    file = join(folder, 'programme.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const writer = (...mode: string[]): ChildProcess =>
    spawn(process.execPath, [WRITER, file, ...mode], { stdio: ['ignore', 'pipe', 'inherit'] });

  it('holds every write that was acknowledged before the process was killed', async () => {
    for (const enough of [20, 150]) {
      const child = writer('sign');
      assert.ok(child.stdout);
      const acknowledged: string[] = [];
      for await (const line of createInterface(child.stdout)) {
        acknowledged.push(line);
        if (acknowledged.length === enough) child.kill('SIGKILL');
      }
      const stores = openSqliteStores(file);
      for (const line of acknowledged) {
        const [personId, id] = line.split(' ') as [PersonId, ObligationId];
        assert.ok(await stores.obligations.get(personId, id));
        assert.ok(await stores.certificates.get(personId, id));
      }
      await stores.close();
    }
  });

  it('keeps a process until what it has written is durable, and no longer', async () => {
    const child = writer('once');
    assert.ok(child.stdout);
    const ended = once(child, 'exit');
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) lines.push(line);
    assert.deepEqual(await ended, [0, null]);
    const stores = openSqliteStores(file);
    for (const line of lines) assert.ok(await stores.people.get(line as PersonId));
    assert.equal(lines.length, 3);
    await stores.close();
  });

  it('loses no update of processes that open it at one moment and write to it together', async () => {
    const writers = [writer('count', '60'), writer('count', '60'), writer('count', '60')];
    const exits = await Promise.all(writers.map((child) => once(child, 'exit')));
    assert.deepEqual(
      exits.map(([code]) => code),
      [0, 0, 0],
    );
    const stores = openSqliteStores(file);
    assert.equal((await stores.programme.get('local', 'counter'))?.value.personId, '180');
    await stores.close();
  }).slow(3_000);

  it('waits for a writer without keeping readers waiting', async () => {
    const stores = openSqliteStores(file);
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const record = personRecord();
    let done = false;
    const write = stores.people.create(record).then((outcome) => {
      done = true;
      return outcome;
    });
    for (let turn = 0; turn < 20; turn += 1) {
      assert.equal(await stores.people.get(record.id), undefined);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    assert.equal(done, false);
    other.exec('COMMIT');
    assert.equal(await write, 'created');
    other.close();
    await stores.close();
  });

  it('is unavailable when a writer does not end', async () => {
    const stores = openSqliteStores(file, { patience: 200 });
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const writes = [
      stores.people.create(personRecord()),
      stores.programme.create('run', 'a', { startedAt: NOON }),
    ];
    for (const write of writes) await assert.rejects(write, StoreUnavailable);
    other.exec('COMMIT');
    assert.equal(await stores.people.create(personRecord()), 'created');
    other.close();
    await stores.close();
  });
});
