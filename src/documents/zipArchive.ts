import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Archive } from '../usecases/exportFiles.ts';

/** A ZIP of any size (ZIP64), written while it is read: at no time is more than a piece of one file in memory. */
export const zipArchive: Archive = async function* (files) {
  const zip = new ZipFile();
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => undefined);
  for (const { path, content } of files)
    zip.addReadStreamLazy(path, { forceZip64Format: true }, (open) => {
      const stream = Readable.from(content(), { objectMode: false });
      stream.once('error', failed.reject);
      open(null, stream);
    });
  zip.end({ forceZip64Format: true, comment: '' });
  const pieces = Readable.from(zip.outputStream)[Symbol.asyncIterator]();
  for (;;) {
    // A file that cannot be read ends the archive with that error, not with a broken archive.
    const next = await Promise.race([pieces.next(), failed.promise]);
    if (next.done) return;
    yield next.value as Uint8Array;
  }
};
