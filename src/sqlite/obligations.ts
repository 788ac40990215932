import { messageKeysUntil } from '../stored/documents.ts';
import { newestObligationFirst } from '../stored/order.ts';
import { StoreConflict } from '../usecases/failures.ts';
import { unlessUnusable } from '../usecases/jobRun.ts';
import type { ObligationRecord, ObligationStore, Versioned } from '../usecases/ports.ts';
import { type Connection, pages } from './connection.ts';
import { obligationLists } from './obligationLists.ts';
import { obligationOfRow, obligationRow } from './obligationRows.ts';

/** Records held in memory at a time while a job goes through all of them. */
const BATCH = 200;

/** Obligations by person. Each write is one statement, so state, trail and index fields change together or not. */
export function sqliteObligations(db: Connection): ObligationStore {
  return {
    async get(personId, id) {
      const row = db.get(
        'SELECT id, version, document FROM obligations WHERE person_id = $personId AND id = $id',
        { personId, id },
      );
      return row && obligationOfRow(row);
    },
    async ofPerson(personId) {
      const rows = db.all('SELECT id, version, document FROM obligations WHERE person_id = $personId', {
        personId,
      });
      return rows.map(obligationOfRow).sort(newestObligationFirst);
    },
    async create(record) {
      const created = await db.write(
        `INSERT INTO obligations
           (person_id, id, version, cycle, tally_key, overdue_after, sort_key, message_key, unreached_key, document)
         VALUES ($personId, $id, 1, $cycle, $tallyKey, $overdueAfter, $sortKey, $messageKey, $unreachedKey,
           $document)
         ON CONFLICT DO NOTHING`,
        { ...obligationRow(record), cycle: record.obligation.cycle },
      );
      return created ? 'created' : 'exists';
    },
    async replace({ value, etag }) {
      const replaced = await db.write(
        `UPDATE obligations SET version = version + 1, tally_key = $tallyKey, overdue_after = $overdueAfter,
           sort_key = $sortKey, message_key = $messageKey, unreached_key = $unreachedKey, document = $document
         WHERE person_id = $personId AND id = $id AND version = $version`,
        { ...obligationRow(value), version: Number(etag) },
      );
      if (!replaced) throw new StoreConflict(`The obligation ${value.obligation.id} changed meanwhile.`);
      return { value, etag: String(Number(etag) + 1) };
    },
    dueForMessage(now) {
      const bound = { until: messageKeysUntil(now) };
      return batches(db, {
        where: 'message_key > $after AND message_key < $until',
        key: 'message_key',
        bound,
      });
    },
    ofCycle(cycle) {
      return batches(db, { where: 'cycle = $cycle AND id > $after', key: 'id', bound: { cycle } });
    },
    ...obligationLists(db),
  };
}

async function* batches(
  db: Connection,
  { where, key, bound }: { where: string; key: string; bound: Record<string, string> },
): AsyncGenerator<readonly Versioned<ObligationRecord>[]> {
  const sql = `SELECT id, version, document, ${key} AS key FROM obligations
    WHERE ${where} ORDER BY ${key} LIMIT ${BATCH}`;
  const rows = pages(
    (after) => db.all(sql, { ...bound, after }),
    (last) => String(last.key),
    BATCH,
  );
  for await (const page of rows)
    yield page.flatMap((row) => unlessUnusable(() => obligationOfRow(row)) ?? []);
}
