import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KeyUnusable } from '../usecases/failures.ts';
import type { Signer, SigningKey } from '../usecases/ports.ts';
import { localKey, newPrivateKey } from './localKey.ts';

/** Group and others: a key that they can read may have signed anything. */
const OTHERS = 0o077;

/**
 * The key in a file that only this user can read, made where it is missing. Read again when the file changes, so that
 * a rotation needs no restart.
 * @throws KeyUnusable naming the file, when others can read it or it is no key.
 */
export function keyFile(file: string): Signer {
  let kept: { key: SigningKey; mark: string } | undefined;
  const read = (): SigningKey => {
    const mark = markOf(file);
    if (kept?.mark !== mark) kept = { key: readKey(file), mark };
    return kept.key;
  };
  makeReady(file);
  read();
  return async () => read();
}

/** Puts a new key in the file's place. The one before is gone: its public half is in the programme's store. */
export function rotateKeyFile(file: string): SigningKey {
  readKey(file);
  const written = write(file);
  renameSync(written, file);
  return readKey(file);
}

function makeReady(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })) return;
  mkdirSync(dirname(resolve(file)), { recursive: true, mode: 0o700 });
  const written = write(file);
  try {
    // A link is made or not, whole: of two processes that start at once, one makes the key and both read it.
    linkSync(written, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(file, error);
  } finally {
    rmSync(written, { force: true });
  }
}

/** A new key in a file beside it, durable before it gets its name. */
function write(file: string): string {
  const path = `${file}.${randomUUID().slice(0, 8)}`;
  try {
    const descriptor = openSync(path, 'wx', 0o600);
    writeFileSync(descriptor, newPrivateKey());
    fsyncSync(descriptor);
    closeSync(descriptor);
    return path;
  } catch (error) {
    throw unusable(file, error);
  }
}

function readKey(file: string): SigningKey {
  try {
    const { mode } = statSync(file);
    // Windows knows no such bits: there the folder's own protection has to do.
    if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
      throw new KeyUnusable(
        `Others than this user can read the signing key ${file}. If nobody has, allow it to this user alone ` +
          `(chmod 600 ${file}); else move it away, and a new key is made at the next start.`,
      );
    return localKey(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof KeyUnusable) throw error;
    throw unusable(file, error);
  }
}

function markOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.mtimeMs}|${found.ino}|${found.mode}` : 'missing';
}

function unusable(file: string, cause: unknown): KeyUnusable {
  const { code } = cause as NodeJS.ErrnoException;
  const why = code?.startsWith('E') && !code.startsWith('ERR_') ? code : 'it is no P-256 private key in PEM';
  return new KeyUnusable(`The signing key ${file} cannot be used (${why}). Correct SIGNING_KEY_FILE.`, {
    cause,
  });
}
