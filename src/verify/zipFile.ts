import { createHash, hash } from 'node:crypto';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { CannotBeChecked } from './findings.ts';

/** An export has a dozen files. */
const MOST_ENTRIES = 100;
/** Characters of a line: a certificate has some 5,000. */
const LONGEST_LINE = 4 * 1024 * 1024;
/** What unpacks to so much more than it takes, and to so many bytes, is there to fill a disk or a day. */
const BOMB = { ratio: 200, bytes: 64 * 1024 * 1024 };

export type Archive = {
  readonly paths: readonly string[];
  /** Bytes and SHA-256 of a file that has been read to its end by `lines` or `text`. */
  readonly measured: ReadonlyMap<string, { readonly bytes: number; readonly sha256: string }>;
  /** Its lines, numbered from 1; read to the end also when whoever asked stops looking. */
  lines(path: string): AsyncGenerator<string>;
  text(path: string): Promise<string>;
  close(): void;
};

/** Opens an archive without unpacking it: nothing is written, and no more than a line is in memory. */
export async function openArchive(file: string): Promise<Archive> {
  const zip = await open(file);
  const entries = await list(zip);
  const measured = new Map<string, { bytes: number; sha256: string }>();

  async function* chunks(path: string): AsyncGenerator<string> {
    const entry = entries.get(path);
    if (!entry) throw new CannotBeChecked(`it has no ${path}`);
    const digest = createHash('sha256');
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    let bytes = 0;
    try {
      for await (const chunk of await opened(zip, entry)) {
        digest.update(chunk as Buffer);
        bytes += (chunk as Buffer).length;
        yield decoder.decode(chunk as Buffer, { stream: true });
      }
      yield decoder.decode();
    } catch (error) {
      throw new CannotBeChecked(`${path} cannot be read (${(error as Error).message})`);
    }
    measured.set(path, { bytes, sha256: digest.digest('hex') });
  }
  async function* lines(path: string): AsyncGenerator<string> {
    let rest = '';
    for await (const chunk of chunks(path)) {
      const found = (rest + chunk).split('\n');
      rest = found.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new CannotBeChecked(`${path} has a line that is too long`);
      yield* found;
    }
    if (rest !== '') yield rest;
  }
  return {
    paths: [...entries.keys()],
    measured,
    lines,
    async text(path) {
      let all = '';
      for await (const chunk of chunks(path)) {
        all += chunk;
        if (all.length > 64 * LONGEST_LINE) throw new CannotBeChecked(`${path} is too long`);
      }
      return all;
    },
    close: () => zip.close(),
  };
}

function open(file: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      if (error) reject(new CannotBeChecked(`it is no ZIP archive that can be read (${error.message})`));
      else resolve(zip);
    });
  });
}

function list(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    const refuse = (why: string): void => {
      zip.close();
      reject(new CannotBeChecked(why));
    };
    zip.on('error', (error: Error) => refuse(`its list of files cannot be read (${error.message})`));
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      const { fileName, compressedSize, uncompressedSize } = entry;
      if (entries.has(fileName))
        return refuse(`it has a file twice: ${hash('sha256', fileName).slice(0, 8)}`);
      if (entries.size >= MOST_ENTRIES) return refuse('it has far more files than an export');
      if (uncompressedSize > BOMB.bytes && uncompressedSize > compressedSize * BOMB.ratio)
        return refuse('one of its files unpacks to far more than an export holds');
      entries.set(fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function opened(zip: ZipFile, entry: Entry): Promise<NodeJS.ReadableStream> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}
