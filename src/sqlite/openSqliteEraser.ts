import { digestOf } from '../domain/digest.ts';
import type { ErasableKind } from '../domain/retention.ts';
import { personFrom } from '../stored/documents.ts';
import { parseStored } from '../stored/unwrap.ts';
import { StoreConflict } from '../usecases/failures.ts';
import type { Eraser } from '../usecases/ports.ts';
import { failureOf } from './failures.ts';
import { openDatabase } from './openDatabase.ts';

const TABLE: Readonly<Record<Exclude<ErasableKind, 'obligation' | 'person'>, string>> = {
  certificate: 'certificates',
  correction: 'records',
  'paper-certificate': 'records',
  disclosure: 'disclosures',
};

/**
 * Removes from the file, which refuses by triggers whatever has no tombstone under a confirmed list, or is under a
 * hold. For the retention command alone. @throws StoreUnusable as `openSqliteStores` does.
 */
export function openSqliteEraser(file: string): Eraser {
  const db = openDatabase(file);
  // What is deleted is overwritten, not only forgotten (sqlite.org/pragma.html#pragma_secure_delete).
  db.exec('PRAGMA secure_delete = ON');
  const run = (sql: string, parameters: Record<string, string>): 'erased' | 'absent' => {
    try {
      return Number(db.prepare(sql).run(parameters).changes) > 0 ? 'erased' : 'absent';
    } catch (error) {
      if (error instanceof Error && / is never removed\.$/.test(error.message))
        throw new StoreConflict('The file keeps it: a hold is in force, or no confirmed list names it.', {
          cause: error,
        });
      throw failureOf(error, file);
    }
  };
  return {
    async erase(personId, { kind, id, sha256 }) {
      switch (kind) {
        case 'certificate':
        case 'correction':
        case 'paper-certificate':
        case 'disclosure':
          return run(`DELETE FROM ${TABLE[kind]} WHERE person_id = $personId AND id = $id`, { personId, id });
        case 'person': {
          const row = db.prepare('SELECT document FROM people WHERE id = $id').get({ id });
          if (!row) return 'absent';
          const person = personFrom(parseStored(row.document, { kind: 'person', id }), id);
          if (digestOf(person) !== sha256) return 'absent';
          return run('DELETE FROM people WHERE id = $id AND document = $document', {
            id,
            document: String(row.document),
          });
        }
        case 'obligation':
          throw new TypeError('Obligations are not removed.');
      }
    },
    async close() {
      if (!db.isOpen) return;
      // The log beside the file still has the old pages until it is emptied.
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
    },
  };
}
