import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { failureOf } from './failures.ts';
import { type Parameters, preparedStatements, type Writer } from './writer.ts';

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The database as the stores see it. Statements are prepared once, by their text. */
export type Connection = {
  get(sql: string, parameters?: Parameters): Row | undefined;
  all(sql: string, parameters?: Parameters): readonly Row[];
  /** Rows changed. The promise resolves once they are durable. */
  write(sql: string, parameters: Parameters): Promise<number>;
  close(): Promise<void>;
};

/** Every method @throws StoreUnavailable or StoreUnusable for what the engine reports. */
export function connectionTo(db: DatabaseSync, file: string, writer: Writer): Connection {
  const statement = preparedStatements(db);
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
      writer.write(sql, parameters).catch((error: unknown) => {
        throw failureOf(error, file);
      }),
    async close() {
      await writer.close();
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
