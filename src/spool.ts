import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Spool } from './usecases/ports.ts';

/** Written in pieces of so many bytes. */
const PIECE = 64 * 1_024;
const LENGTH = 4;

/**
 * A spool in a temporary file that only this user can read. Its name is taken away at once where the system allows
 * it: nothing about anybody is left behind, also by a process that is killed.
 */
export function openSpool(): Spool {
  const folder = mkdtempSync(join(tmpdir(), 'sync-'));
  const file = openSync(join(folder, 'spool'), 'wx+', 0o600);
  const unnamed = removed(folder);
  let waiting: Buffer[] = [];
  let [flushed, size] = [0, 0];

  const flush = (): void => {
    if (waiting.length === 0) return;
    const piece = Buffer.concat(waiting);
    for (let done = 0; done < piece.length; )
      done += writeSync(file, piece, done, piece.length - done, flushed + done);
    waiting = [];
    flushed = size;
  };
  const bytes = (at: number, length: number): Buffer => {
    const found = Buffer.allocUnsafe(length);
    for (let done = 0; done < length; ) {
      const read = readSync(file, found, done, length - done, at + done);
      if (read === 0)
        throw new RangeError(`The spool ends before ${at + length}: it has ${fstatSync(file).size}.`);
      done += read;
    }
    return found;
  };

  return {
    append(value) {
      const text = Buffer.from(JSON.stringify(value));
      const head = Buffer.alloc(LENGTH);
      head.writeUInt32LE(text.length);
      const at = size;
      waiting.push(head, text);
      size += LENGTH + text.length;
      if (size - flushed >= PIECE) flush();
      return at;
    },
    read(at) {
      flush();
      const length = bytes(at, LENGTH).readUInt32LE();
      return JSON.parse(bytes(at + LENGTH, length).toString());
    },
    close() {
      closeSync(file);
      if (!unnamed) removed(folder);
    },
  };
}

/** Windows refuses to remove a file that is open. */
function removed(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true });
    return true;
  } catch {
    return false;
  }
}
