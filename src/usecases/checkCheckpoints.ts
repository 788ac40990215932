import type { SealedCheckpoint } from '../domain/checkpoint.ts';
import { canonicalJson, digestOf } from '../domain/digest.ts';
import { type Frontier, rootOf } from '../domain/ledger.ts';
import type { LedgerFaults } from '../domain/ledgerFault.ts';
import type { KnownKeys } from './knownKeys.ts';
import { numbered } from './ledgerStore.ts';
import type { ProgrammeStore } from './ports.ts';

/**
 * Follows the checkpoints while the tree grows: each is signed, names the one before, and has the root of the leaves
 * before it.
 */
export function checkCheckpoints(
  programme: ProgrammeStore,
  { faults, keys, size }: { faults: LedgerFaults; keys: KnownKeys; size: number },
) {
  const all = checkpointsOf(programme, size);
  let previous: SealedCheckpoint['checkpoint']['previous'] = null;
  let next: SealedCheckpoint | undefined;
  const advance = async (): Promise<void> => {
    const { value } = await all.next();
    next = value ?? undefined;
    if (!next) return;
    const { checkpoint, sha256, jws } = next;
    const name = String(checkpoint.size);
    const canonical = canonicalJson(checkpoint);
    if (!keys.over(jws, canonical)) faults.add('checkpoint-not-signed', name);
    const follows = canonicalJson(checkpoint.previous) === canonicalJson(previous);
    if (!follows || digestOf(checkpoint) !== sha256) faults.add('checkpoint-differs', name);
    previous = { size: checkpoint.size, sha256 };
  };
  let begun = false;
  return {
    /** With every leaf that is added. */
    async at(tree: Frontier): Promise<void> {
      if (!begun) await advance();
      begun = true;
      while (next && next.checkpoint.size <= tree.size) {
        if (next.checkpoint.size < tree.size || rootOf(tree) !== next.checkpoint.root)
          faults.add('checkpoint-differs', String(next.checkpoint.size));
        await advance();
      }
    },
    /** Those of more leaves than there are, and the newest where the ledger notes one that is gone. */
    async end(): Promise<void> {
      if (!begun) await advance();
      for (; next; await advance()) faults.add('checkpoint-differs', String(next.checkpoint.size));
      const head = await programme.get('ledger', 'head');
      if (head && head.value.size > 0 && !(await programme.get('checkpoint', numbered(head.value.size))))
        faults.add('checkpoint-differs', String(head.value.size));
    },
  };
}

/** Up to the newest at the time the check began. */
async function* checkpointsOf(
  programme: ProgrammeStore,
  size: number,
): AsyncGenerator<SealedCheckpoint, undefined> {
  for (let after = ''; ; ) {
    const page = await programme.list('checkpoint', { limit: 50, after });
    for (const { value } of page.items) {
      if (value.checkpoint.size > size) return;
      yield value;
    }
    if (page.next === undefined) return;
    after = page.next;
  }
}
