import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CLOUD } from '../clouds.ts';
import { Failure } from '../usecases/failures.ts';
import type { FileOffer } from '../usecases/fileOffers.ts';
import { isFileAddress } from './fileAddress.ts';

/** OneDrive did not take the file. */
export class UploadFailed extends Failure {
  readonly code = 'upload-failed';
  readonly passing = true;
}

/** OneDrive wants parts in multiples of 320 KiB, and 10 MiB is the size its documentation advises. Bytes. */
export const PART = 32 * 320 * 1024;
const ATTEMPTS = 4;

type Deps = {
  readonly fetch?: typeof fetch;
  /** Milliseconds before an attempt is made again, when the answer does not say. */
  readonly patience?: number;
};

/**
 * Sends a file to the upload session that Teams opened, part by part, so that memory stays flat. The size has to be
 * said with the first part, so what is made on the way goes through a file without a name, which is gone with the
 * process. Gives the number of bytes. @throws UploadFailed
 */
export async function upload(url: string, file: FileOffer, deps: Deps = {}): Promise<number> {
  const path = join(tmpdir(), randomUUID());
  const spool = await open(path, 'wx+', 0o600);
  try {
    await unlink(path);
    let size = 0;
    for await (const chunk of file.bytes()) {
      await spool.write(chunk);
      size += chunk.length;
    }
    for (let from = 0; from < size; from += PART) {
      const part = Buffer.alloc(Math.min(PART, size - from));
      await spool.read(part, 0, part.length, from);
      await sendPart(url, part, { from, size }, deps);
    }
    return size;
  } finally {
    await spool.close();
  }
}

async function sendPart(
  url: string,
  part: Buffer<ArrayBuffer>,
  { from, size }: { from: number; size: number },
  { fetch: send = fetch, patience = 1_000 }: Deps,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await send(url, {
      method: 'PUT',
      redirect: 'error',
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Length': String(part.length),
        'Content-Range': `bytes ${from}-${from + part.length - 1}/${size}`,
      },
      body: part,
      signal: AbortSignal.timeout(120_000),
    }).catch((cause: unknown) => {
      // The address is as good as a key: no message of others, which may quote it.
      if (attempt >= ATTEMPTS) throw new UploadFailed('OneDrive could not be reached.', { cause });
      return undefined;
    });
    await response?.body?.cancel();
    if (response?.ok) return;
    // A part that arrived although its answer was lost is refused as already there.
    if (response?.status === 416 && attempt > 1) return;
    const again = response === undefined || response.status === 429 || response.status >= 500;
    if (!again || attempt >= ATTEMPTS)
      throw new UploadFailed(`OneDrive answered ${response?.status ?? 'nothing'}.`);
    const asked = Number(response?.headers.get('retry-after'));
    await setTimeout(asked > 0 ? Math.min(asked, 60) * 1_000 : patience * 2 ** (attempt - 1));
  }
}

/** SharePoint of any cloud; a card's answer can name no other address. In local mode also this machine. */
export function isUploadAddress(url: string, options: { readonly thisMachine: boolean }): boolean {
  return isFileAddress(url, { below: Object.values(CLOUD).map(({ filesBelow }) => filesBelow), ...options });
}
