import { z } from 'zod';
import { verifyTexts as t } from '../content/en/verify.ts';
import { parsed } from './canonical.ts';
import type { Findings } from './findings.ts';
import { clean } from './signature.ts';
import type { Archive } from './zipFile.ts';

/** What a correction names: the record it is about, by id and hash. `name` is the correction's own. */
export type Corrected = { readonly name: string; readonly id: string; readonly sha256: string };

const Line = z.looseObject({
  sha256: z.string(),
  certificate: z.looseObject({ id: z.string() }).optional(),
  record: z.looseObject({ id: z.string() }).optional(),
});

/**
 * Whether corrections name what is there, by the hash it has: one about something else would say nothing of it. Reads
 * the two files once more where there are any, and keeps only what is looked for.
 */
export async function checkCorrections(
  archive: Archive,
  found: Findings,
  { corrected, letGo }: { readonly corrected: readonly Corrected[]; readonly letGo: ReadonlySet<string> },
): Promise<void> {
  if (corrected.length === 0) return;
  const before = found.wrongs();
  const wanted = new Set(corrected.map(({ id }) => id));
  const hashes = new Map<string, string>();
  for (const path of ['certificates.jsonl', 'records.jsonl'])
    for await (const text of archive.lines(path)) {
      const line = Line.safeParse(parsed(text)).data;
      const id = line?.certificate?.id ?? line?.record?.id;
      if (line && id !== undefined && wanted.has(id)) hashes.set(id, line.sha256);
    }
  for (const { name, id, sha256 } of corrected)
    if (!letGo.has(id) && hashes.get(id) !== sha256) found.wrong(t.correctsOther(name, clean(id)));
  if (found.wrongs() === before) found.checked(t.corrections(corrected.length));
}
