import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { groupCommit } from './groupCommit.ts';

export type Parameters = Readonly<Record<string, SQLInputValue>>;

/** What writes to a database: one statement at a time, several under way together. */
export type Writer = {
  /**
   * Rows changed. The promise resolves once they are durable, and rejects with what the engine reports. `waited` is how
   * many milliseconds of its patience are gone.
   */
  write(sql: string, parameters: Parameters, waited?: number): Promise<number>;
  /** Waits for the writes under way; there are none after it. */
  close(): Promise<void>;
};

/** A statement is prepared once, by its text. */
export function preparedStatements(db: DatabaseSync): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
}

/** Writes in the thread that asks, over a connection that others may read from. */
export function writer(db: DatabaseSync, options: { patience: number }): Writer {
  const statement = preparedStatements(db);
  const commit = groupCommit(db, options);
  return {
    write: (sql, parameters, waited) => commit(() => Number(statement(sql).run(parameters).changes), waited),
    async close() {
      if (!db.isOpen) return;
      // Writes are committed in order: when this empty one is, so are all before it.
      await commit(() => 0).catch(() => undefined);
    },
  };
}
