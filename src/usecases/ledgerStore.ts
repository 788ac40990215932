import type { SealedCheckpoint } from '../domain/checkpoint.ts';
import type { Sha256 } from '../domain/ids.ts';
import { append, fold, NO_LEAVES, type Range, rootOf, type Subtree, subtreesOf } from '../domain/ledger.ts';
import type { LedgerEntry, ProgrammeStore } from './ports.ts';

/** Leaves in a block: a page never crosses into the next one, and a complete block has a node of its own. */
export const BLOCK = 256;
const BLOCK_LEVEL = 8;
const UPPER_LEVEL = 16;

/** Ids that sort as their numbers do. */
export function numbered(n: number): string {
  return String(n).padStart(12, '0');
}

export function entryId({ type, id }: Pick<LedgerEntry, 'type' | 'id'>): string {
  return `${type}.${id}`;
}

export function nodeId(level: number, index: number): string {
  return `${String(level).padStart(2, '0')}.${numbered(index)}`;
}

/** The pages from a leaf on, in order; of a block, or to the end of the ledger. */
export async function* pagesFrom(
  programme: ProgrammeStore,
  { begin, end = Number.POSITIVE_INFINITY }: { begin: number; end?: number },
): AsyncGenerator<{ readonly begin: number; readonly entries: readonly LedgerEntry[] }> {
  let after = begin === 0 ? '' : numbered(begin - 1);
  for (;;) {
    const found = await programme.list('ledger-page', { limit: 16, after });
    for (const { id, value } of found.items) {
      if (Number(id) >= end) return;
      yield { begin: Number(id), entries: value.entries };
    }
    if (found.next === undefined) return;
    after = found.next;
  }
}

/** The newest checkpoint, or undefined before the first. */
export async function newestCheckpoint(
  programme: ProgrammeStore,
): Promise<(SealedCheckpoint & { readonly frontier: readonly Sha256[] }) | undefined> {
  const head = await programme.get('ledger', 'head');
  let newest = head && (await programme.get('checkpoint', numbered(head.value.size)))?.value;
  // A crash between a checkpoint and its note leaves it a step ahead.
  for (let after = newest ? numbered(newest.checkpoint.size) : ''; ; ) {
    const page = await programme.list('checkpoint', { limit: 50, after });
    newest = page.items.at(-1)?.value ?? newest;
    if (page.next === undefined) return newest;
    after = page.next;
  }
}

/** The leaves of one block, as far as there are any. */
async function blockLeaves(programme: ProgrammeStore, block: number): Promise<readonly Sha256[]> {
  const leaves: Sha256[] = [];
  const range = { begin: block * BLOCK, end: (block + 1) * BLOCK };
  for await (const page of pagesFrom(programme, range)) leaves.push(...page.entries.map(({ leaf }) => leaf));
  return leaves;
}

/** The root over so many leaves. */
export function rootOver(leaves: readonly Sha256[]): Sha256 {
  return rootOf(leaves.reduce(append, NO_LEAVES));
}

/**
 * Hashes of ranges, from what is stored. However large the ledger is, a range takes a block's pages and a few lists of
 * at most 256 nodes; what was read last is kept for the next range.
 */
export function rangeHashes(programme: ProgrammeStore): (range: Range) => Promise<Sha256> {
  const blocks = new Map<number, Promise<readonly Sha256[]>>();
  const lists = new Map<string, Promise<readonly Sha256[]>>();
  const leavesOf = (block: number) => kept(blocks, block, () => blockLeaves(programme, block));
  const nodesOf = (level: number, begin: number, count: number) =>
    kept(lists, `${level}.${begin}.${count}`, () => nodes(programme, { level, begin, count }));

  const subtrees = new Map<string, Promise<Sha256>>();
  const subtree = (of: Subtree) => kept(subtrees, `${of.level}.${of.index}`, () => hashOf(of));
  const hashOf = async ({ level, index }: Subtree): Promise<Sha256> => {
    if (level < BLOCK_LEVEL) {
      const begin = index * 2 ** level;
      const leaves = await leavesOf(Math.floor(begin / BLOCK));
      return rootOver(leaves.slice(begin % BLOCK, (begin % BLOCK) + 2 ** level));
    }
    const from = level < UPPER_LEVEL ? BLOCK_LEVEL : UPPER_LEVEL;
    const count = 2 ** (level - from);
    return rootOver(await nodesOf(from, index * count, count));
  };
  return async (range) => {
    const roots: Sha256[] = [];
    for (const each of subtreesOf(range)) roots.push(await subtree(each));
    return fold(roots);
  };
}

export async function nodes(
  programme: ProgrammeStore,
  { level, begin, count }: { level: number; begin: number; count: number },
): Promise<readonly Sha256[]> {
  const after = begin === 0 ? `${nodeId(level, 0).slice(0, 3)}` : nodeId(level, begin - 1);
  const { items } = await programme.list('ledger-node', { limit: count, after });
  return items.map(({ value }) => value.hash);
}

const MOST_KEPT = 512;

function kept<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key) ?? make();
  // The one asked for last comes last, and the one not asked for longest goes.
  map.delete(key);
  map.set(key, found);
  const [oldest] = map.keys();
  if (map.size > MOST_KEPT && oldest !== undefined) map.delete(oldest);
  return found;
}
