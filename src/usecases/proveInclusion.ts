import type { InclusionProof } from '../domain/checkpoint.ts';
import type { Sha256 } from '../domain/ids.ts';
import { inclusionRanges } from '../domain/ledger.ts';
import { type LedgerSubject, ledgered } from '../domain/signedRecord.ts';
import { BLOCK, entryId, newestCheckpoint, pagesFrom, rangeHashes } from './ledgerStore.ts';
import type { ProgrammeStore } from './ports.ts';

/**
 * Shows that a certificate or record is in the ledger, as the newest checkpoint has it; undefined until the next run
 * of the `seal` job. Some 10 store calls, however large the ledger is.
 */
export function proveInclusion({ programme }: { programme: ProgrammeStore }) {
  return async (subject: LedgerSubject): Promise<InclusionProof | undefined> => {
    const { type, id } = ledgered(subject);
    const entry = await programme.get('ledger-entry', entryId({ type, id }));
    if (!entry) return undefined;
    const { index } = entry.value;
    const newest = await newestCheckpoint(programme);
    if (!newest || index >= newest.checkpoint.size) return undefined;
    const hashOf = rangeHashes(programme);
    const path: Sha256[] = [];
    for (const range of inclusionRanges(index, newest.checkpoint.size)) path.push(await hashOf(range));
    const leaf = await leafAt(programme, index);
    if (leaf === undefined) return undefined;
    const { frontier: _, ...checkpoint } = newest;
    return {
      schema: 1,
      type: 'inclusion-proof',
      record: entryId({ type, id }),
      leaf,
      index,
      path,
      checkpoint,
    };
  };
}

async function leafAt(programme: ProgrammeStore, index: number): Promise<Sha256 | undefined> {
  for await (const { begin, entries } of pagesFrom(programme, { begin: index - (index % BLOCK) })) {
    if (index < begin + entries.length) return entries[index - begin]?.leaf;
  }
  return undefined;
}
