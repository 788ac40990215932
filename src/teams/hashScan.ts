import { createHash } from 'node:crypto';
import type { Sha256 } from '../domain/ids.ts';
import { isFileAddress } from './fileAddress.ts';

/** A scan of one sheet is smaller by far. Bytes. */
const LARGEST = 50 * 1024 * 1024;
/** From asking for it to its last byte. Milliseconds. */
const WITHIN = 60_000;
const MOST_REDIRECTS = 3;

/** Why the hash of a scan could not be taken; the words are in `content/`. */
export type ScanProblem =
  | 'address-refused'
  | 'not-there'
  | 'unreachable'
  | 'too-large'
  | 'too-slow'
  | 'no-scan';

export type Hashed = { readonly sha256: Sha256; readonly bytes: number };

export type HashScanOptions = {
  /** Domains below which files may lie. */
  readonly below: readonly string[];
  /** Local mode: also from this machine. */
  readonly thisMachine: boolean;
  readonly fetch?: typeof fetch;
  readonly largest?: number;
  /** Milliseconds. */
  readonly within?: number;
};

/**
 * Fetches a scan and takes its SHA-256 on the way: no byte of it is kept. The address is named by whoever wrote, so it
 * is fetched from SharePoint alone, also where it is redirected; nothing of ours goes along, no token and no cookie. The
 * address is as good as a key and appears in no message and no log.
 */
export async function hashScan(url: string, options: HashScanOptions): Promise<Hashed | ScanProblem> {
  const signal = AbortSignal.timeout(options.within ?? WITHIN);
  try {
    const found = await get(url, options, signal);
    if (!(found instanceof Response)) return found;
    try {
      return await hashed(found, options.largest ?? LARGEST);
    } finally {
      await found.body?.cancel().catch(() => undefined);
    }
  } catch {
    return signal.aborted ? 'too-slow' : 'unreachable';
  }
}

async function get(
  url: string,
  { fetch: ask = fetch, ...where }: HashScanOptions,
  signal: AbortSignal,
): Promise<Response | ScanProblem> {
  let next = url;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!isFileAddress(next, where)) return 'address-refused';
    const response = await ask(next, { redirect: 'manual', headers: { accept: '*/*' }, signal });
    const { status } = response;
    if (status === 200) return response;
    await response.body?.cancel();
    const to = response.headers.get('location');
    if (status < 300 || status > 399 || !to || !URL.canParse(to, next))
      return status === 429 || status >= 500 ? 'unreachable' : 'not-there';
    next = new URL(to, next).href;
  }
  return 'address-refused';
}

/** Counted as it arrives: what a server says of its size is believed only where it is too much. */
async function hashed(response: Response, largest: number): Promise<Hashed | ScanProblem> {
  if (Number(response.headers.get('content-length')) > largest) return 'too-large';
  const hash = createHash('sha256');
  let bytes = 0;
  let beginning = Buffer.alloc(0);
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > largest) return 'too-large';
    hash.update(chunk);
    if (beginning.length >= LONGEST_MARK) continue;
    beginning = Buffer.concat([beginning, chunk.subarray(0, LONGEST_MARK)]);
    // A page that asks to sign in comes with status 200: it is not what was signed.
    if (beginning.length >= LONGEST_MARK && !isScan(beginning)) return 'no-scan';
  }
  if (!isScan(beginning)) return 'no-scan';
  return { sha256: hash.digest('hex') as Sha256, bytes };
}

/** What the first bytes have to hold for `isScan`. */
const LONGEST_MARK = 12;

const MARKS = ['%PDF-', '\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'II*\0', 'MM\0*'];
/** A container for pictures names its kind after its length and `ftyp` (ISO/IEC 23008-12). */
const HEIF = ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1'].map((brand) => `ftyp${brand}`);

/** Whether a file begins as those do that scanners and telephones make: PDF, JPEG, PNG, TIFF, HEIC. */
function isScan(beginning: Buffer): boolean {
  const text = beginning.toString('latin1');
  return MARKS.some((mark) => text.startsWith(mark)) || HEIF.some((brand) => text.slice(4).startsWith(brand));
}
