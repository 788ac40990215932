import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnusable } from '../usecases/failures.ts';
import { ANOTHER_FILE, failureOf, unwritable } from './failures.ts';
import { APPLICATION_ID, MIGRATIONS } from './schema.ts';

/** How long a read, or the opening of the file, waits for another process. Milliseconds. */
export const BUSY_TIMEOUT = 2_000;
/** FULL flushes the log at every commit: what was acknowledged survives a loss of power (sqlite.org/wal.html). */
export const DURABLE = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL';

/**
 * Opens the file, creates it and its folder where they are missing, and brings it to the current schema.
 * @throws StoreUnusable naming the file, when it is not ours, is from a newer version, or cannot be written.
 */
export function openDatabase(file: string): DatabaseSync {
  if (file !== ':memory:') makeReady(file);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT });
    checkOwner(db, file);
    db.exec(DURABLE);
    migrate(db, file);
    // A file that may only be read opens without complaint: taking the write lock tells.
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    return db;
  } catch (error) {
    db?.close();
    throw failureOf(error, file);
  }
}

/** What is kept is about people: a file made here is for this user alone. */
function makeReady(file: string): void {
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EISDIR')
      throw new StoreUnusable(`${file} is a folder. Name a file in it.`, { cause: error });
    throw unwritable(file, error);
  }
}

/** Before anything is written: another program's database is left as it is. */
function checkOwner(db: DatabaseSync, file: string): void {
  // In this order: a process that makes the tables at this moment makes them ours in the same transaction.
  const tables = db.prepare('SELECT COUNT(*) AS tables FROM sqlite_schema').get();
  const isOurs = pragma(db, 'application_id') === APPLICATION_ID;
  if (!isOurs && tables?.tables !== 0)
    throw new StoreUnusable(`${file} is a database of another program. ${ANOTHER_FILE}`);
  const version = pragma(db, 'user_version');
  if (isOurs && version > MIGRATIONS.length)
    throw new StoreUnusable(
      `${file} was written by a newer version of this program (schema ${version}; this one knows ` +
        `${MIGRATIONS.length}). Run that version, or name another file.`,
    );
}

/** Under the write lock, so that of two processes that start at once only one migrates. */
function migrate(db: DatabaseSync, file: string): void {
  if (pragma(db, 'user_version') === MIGRATIONS.length) return;
  // What a migration moves is about people: it must not stay behind where it was (sqlite.org/pragma.html#pragma_secure_delete).
  db.exec('PRAGMA secure_delete = ON; BEGIN IMMEDIATE');
  try {
    checkOwner(db, file);
    for (const sql of MIGRATIONS.slice(pragma(db, 'user_version'))) db.exec(sql);
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${MIGRATIONS.length}`);
    db.exec('COMMIT; PRAGMA secure_delete = OFF');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}
