import { resolve } from 'node:path';
import type { Stores } from '../usecases/ports.ts';
import { sqliteCertificates } from './certificates.ts';
import { connectionTo } from './connection.ts';
import { sqliteObligations } from './obligations.ts';
import { openDatabase } from './openDatabase.ts';
import { sqlitePeople } from './people.ts';
import { sqliteProgramme } from './programme.ts';
import { writer } from './writer.ts';
import { writerInThread } from './writerInThread.ts';

export type SqliteOptions = {
  /** How long a write waits for those of another process before it is unavailable. Milliseconds. */
  readonly patience?: number;
};

/** Within the 5 s in which a turn is answered. */
const PATIENCE = 4_000;

/**
 * Everything in one file that survives `kill -9` and a loss of power; `:memory:` for tests. Another process, a job
 * run by hand for example, may have the file open too. A write's promise resolves once it is durable; writes under
 * way together share the flush that makes them so.
 * @throws StoreUnusable naming the file and what to do, when it cannot be used.
 */
export function openSqliteStores(file: string, { patience = PATIENCE }: SqliteOptions = {}): Stores {
  const database = openDatabase(file);
  // A database in memory is its connection's alone.
  const writing =
    file === ':memory:' ? writer(database, { patience }) : writerInThread({ file: resolve(file), patience });
  const db = connectionTo(database, file, writing);
  return {
    people: sqlitePeople(db),
    obligations: sqliteObligations(db),
    certificates: sqliteCertificates(db),
    programme: sqliteProgramme(db),
    async ping() {
      db.get('SELECT 1 FROM sqlite_schema LIMIT 1');
    },
    close: () => db.close(),
  };
}
