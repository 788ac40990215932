import type { Sha256 } from '../domain/ids.ts';
import type { LedgerFaults } from '../domain/ledgerFault.ts';
import { BLOCK, nodeId, rootOver } from './ledgerStore.ts';
import type { ProgrammeStore } from './ports.ts';

/** Compares the hashes kept of complete blocks, which proofs are made from, with the leaves. Memory: two blocks. */
export function nodeCheck(
  programme: ProgrammeStore,
  { faults, size }: { faults: LedgerFaults; size: number },
) {
  const [leaves, blocks]: [Sha256[], Sha256[]] = [[], []];
  let block = 0;
  let noted = 0;
  const compare = async (level: number, index: number, hash: Sha256): Promise<void> => {
    const id = nodeId(level, index);
    noted += 1;
    if ((await programme.get('ledger-node', id))?.value.hash !== hash)
      faults.add('index-differs', `node ${id}`);
  };
  return {
    async add(leaf: Sha256): Promise<void> {
      leaves.push(leaf);
      if (leaves.length < BLOCK) return;
      const hash = rootOver(leaves.splice(0));
      await compare(8, block, hash);
      block += 1;
      blocks.push(hash);
      if (blocks.length === BLOCK) await compare(16, block / BLOCK - 1, rootOver(blocks.splice(0)));
    },
    /** A block that should be complete and is not. */
    async end(): Promise<void> {
      if (block !== Math.floor(size / BLOCK)) faults.add('index-differs', `${noted} nodes`);
    },
  };
}
