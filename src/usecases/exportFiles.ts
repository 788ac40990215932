import { createHash } from 'node:crypto';
import type { Sha256 } from '../domain/ids.ts';

/** A file of an export, made while it is written. */
export type ExportFile = { readonly path: string; readonly content: () => AsyncIterable<string> };

/** What an export's manifest says of a file. */
export type Manifested = { readonly path: string; readonly bytes: number; readonly sha256: Sha256 };

/** Packs files into one archive, each read as the archive is read. */
export type Archive = (files: readonly ExportFile[]) => AsyncIterable<Uint8Array>;

/** The same file, whose size and hash are noted once it has been read to its end. */
export function measured(file: ExportFile, note: (of: Manifested) => void): ExportFile {
  return {
    path: file.path,
    content: async function* () {
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const text of file.content()) {
        hash.update(text, 'utf8');
        bytes += Buffer.byteLength(text, 'utf8');
        yield text;
      }
      note({ path: file.path, bytes, sha256: hash.digest('hex') as Sha256 });
    },
  };
}

/** One line for each item (JSON Lines), handed on in pieces of some 64 KB. */
export async function* lines(items: AsyncIterable<object> | Iterable<object>): AsyncGenerator<string> {
  let piece = '';
  for await (const item of items) {
    piece += `${JSON.stringify(item)}\n`;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
