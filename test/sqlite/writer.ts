import { writeSync } from 'node:fs';
import type { PersonId } from '../../src/domain/ids.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { StoreConflict } from '../../src/usecases/failures.ts';
import type { ProgrammeStore } from '../../src/usecases/ports.ts';
import { NOON, obligationRecord, personRecord, signed } from '../stores/fixtures.ts';

/** A process of its own that writes to a file: `sign` without end, `count` so many times, or `once` and does not wait. */
const [, , file = '', mode, times] = process.argv;
const stores = openSqliteStores(file);

/** Says so at once: nothing may wait in a buffer when the process is killed. */
function acknowledge(line: string): void {
  writeSync(1, `${line}\n`);
}

async function signForever(): Promise<void> {
  for (;;) {
    const record = obligationRecord();
    const { personId, id } = record.obligation;
    await stores.obligations.create(record);
    await stores.certificates.create(signed(record.obligation));
    acknowledge(`${personId} ${id}`);
  }
}

async function count(programme: ProgrammeStore): Promise<void> {
  await programme.create('local', 'counter', { personId: '0' as PersonId, since: NOON });
  for (let left = Number(times); left > 0; ) {
    const read = await programme.get('local', 'counter');
    if (!read) throw new Error('The counter is gone.');
    const personId = String(Number(read.value.personId) + 1) as PersonId;
    try {
      await programme.replace('local', 'counter', { ...read, value: { ...read.value, personId } });
      left -= 1;
    } catch (error) {
      if (!(error instanceof StoreConflict)) throw error;
    }
  }
  await stores.close();
}

function writeOnce(): void {
  for (const record of [personRecord(), personRecord(), personRecord()]) {
    void stores.people.create(record);
    acknowledge(record.id);
  }
}

if (mode === 'once') writeOnce();
else if (mode === 'sign') await Promise.all(Array.from({ length: 8 }, signForever));
else await count(stores.programme);
