import { Failure, StoreUnavailable, StoreUnusable } from '../usecases/failures.ts';

/** Primary result codes (sqlite.org/rescode.html). */
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

export function isBusy(error: unknown): boolean {
  const code = resultCode(error);
  return code === BUSY || code === LOCKED;
}

/** What an error of the engine means for who called: wait and try again, or mend the file. */
export function failureOf(error: unknown, file: string): unknown {
  if (error instanceof Failure) return error;
  const options = { cause: error };
  switch (resultCode(error)) {
    case NOTADB:
      return new StoreUnusable(`${file} is not a SQLite database. ${ANOTHER_FILE}`, options);
    case CORRUPT:
      return new StoreUnusable(
        `${file} is damaged. Stop everything that has it open and restore it from a copy.`,
        options,
      );
    case READONLY:
    case CANTOPEN:
      return unwritable(file, error);
    case FULL:
      return new StoreUnavailable(
        `The disk that holds ${file} is full. Make room; nothing was lost.`,
        options,
      );
    case BUSY:
    case LOCKED:
      return new StoreUnavailable(`${file} is locked by another process.`, options);
    default:
      return new StoreUnavailable(`${file} could not be read or written.`, options);
  }
}

export const ANOTHER_FILE = 'Move it away, or name another file.';

export function unwritable(file: string, cause: unknown): StoreUnusable {
  return new StoreUnusable(
    `${file} cannot be written. Give this user the right to write the file and its folder, or name another file.`,
    { cause },
  );
}

/** The low byte is the primary code, whatever detail the extended code adds. */
function resultCode(error: unknown): number | undefined {
  const code = (error as { errcode?: unknown } | undefined)?.errcode;
  return typeof code === 'number' ? code & 0xff : undefined;
}
