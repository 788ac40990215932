import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { failureOf } from './failures.ts';
import { groupCommit } from './groupCommit.ts';

export type Row = Readonly<Record<string, SQLOutputValue>>;
type Parameters = Readonly<Record<string, SQLInputValue>>;

/** The database as the stores see it. Statements are prepared once, by their text. */
export type Connection = {
  get(sql: string, parameters?: Parameters): Row | undefined;
  all(sql: string, parameters?: Parameters): readonly Row[];
  /** Rows changed. The promise resolves once they are durable. */
  write(sql: string, parameters: Parameters): Promise<number>;
  close(): Promise<void>;
};

/** Every method @throws StoreUnavailable or StoreUnusable for what the engine reports. */
export function connectionTo(db: DatabaseSync, file: string, options: { patience: number }): Connection {
  const prepared = new Map<string, StatementSync>();
  const commit = groupCommit(db, options);

  const statement = (sql: string): StatementSync => {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  const translated = <T>(use: () => T): T => {
    try {
      return use();
    } catch (error) {
      throw failureOf(error, file);
    }
  };

  return {
    get: (sql, parameters = {}) => translated(() => statement(sql).get(parameters)),
    all: (sql, parameters = {}) => translated(() => statement(sql).all(parameters)),
    write: (sql, parameters) =>
      commit(() => Number(statement(sql).run(parameters).changes)).catch((error: unknown) => {
        throw failureOf(error, file);
      }),
    async close() {
      if (!db.isOpen) return;
      // Writes are committed in order: when this empty one is, so are all before it.
      await commit(() => 0).catch(() => undefined);
      if (db.isOpen) db.close();
    },
  };
}

/** Rows in batches, each beginning after the last key of the one before: writes in between neither hide nor repeat. */
export async function* pages<T>(
  next: (after: string) => readonly T[],
  keyOf: (last: T) => string,
  size: number,
): AsyncGenerator<readonly T[]> {
  for (let after = ''; ; ) {
    const page = next(after);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < size) return;
    after = keyOf(last);
  }
}
