import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startTexts } from './content/en/local.ts';
import type { CycleId } from './domain/ids.ts';
import { isRefusal } from './domain/refusal.ts';
import { prepare } from './prepare.ts';

/**
 * `npm run job -- export <cycle> <file>`: the evidence of a cycle into a file, without what people disclosed word for
 * word. The file has its name only once it is whole.
 */
export async function exportByHand(
  { cycle, file }: { cycle: string | undefined; file: string | undefined },
  complain: (text: string) => void,
): Promise<void> {
  if (!cycle || !file) return complain(startTexts.howToExport);
  const { service, close } = await prepare(process.env);
  const unfinished = `${file}.part`;
  try {
    const progress = (counts: Readonly<Record<string, number>>): void => {
      if (process.stderr.isTTY) process.stderr.write(`\r${startTexts.exporting(counts.certificates ?? 0)}`);
    };
    const of = { cycle: cycle as CycleId, withTexts: false };
    const exported = await service.exportEvidence(of, { mayGoOn: () => true, progress });
    if (isRefusal(exported)) return complain(startTexts.noSuchCycle(cycle));
    await pipeline(Readable.from(exported.bytes), createWriteStream(unfinished, { mode: 0o600 }));
    await rename(unfinished, file);
    process.stdout.write(`${startTexts.exported(cycle, file)}\n`);
  } finally {
    await rm(unfinished, { force: true });
    await close();
  }
}
