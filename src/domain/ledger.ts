import { createHash } from 'node:crypto';
import type { Sha256 } from './ids.ts';

/** The hash of a leaf (RFC 9162 2.1.1): of a record's canonical text, in UTF-8. */
export function leafHash(content: string | Uint8Array): Sha256 {
  return createHash('sha256').update(LEAF).update(content).digest('hex') as Sha256;
}

/** The hash of two neighbouring subtrees (RFC 9162 2.1.1). */
export function nodeHash(left: Sha256, right: Sha256): Sha256 {
  return createHash('sha256').update(NODE).update(left, 'hex').update(right, 'hex').digest('hex') as Sha256;
}

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
const EMPTY = createHash('sha256').digest('hex') as Sha256;

/**
 * A tree as small as it can be kept to grow further: the roots of its complete subtrees, the largest first. At most
 * one for each bit of its size.
 */
export type Frontier = { readonly size: number; readonly roots: readonly Sha256[] };
export const NO_LEAVES: Frontier = { size: 0, roots: [] };

/** The tree with one more leaf. */
export function append({ size, roots }: Frontier, leaf: Sha256): Frontier {
  const grown = [...roots];
  let root = leaf;
  // As many subtrees merge as the size has ones at its end. Beyond 2^31 leaves bit operators would go wrong.
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) root = nodeHash(grown.pop() ?? EMPTY, root);
  return { size: size + 1, roots: [...grown, root] };
}

/** The Merkle tree hash (RFC 9162 2.1.1). */
export function rootOf({ roots }: Frontier): Sha256 {
  return fold(roots);
}

/** The hash over neighbouring complete subtrees, the largest first. */
export function fold(roots: readonly Sha256[]): Sha256 {
  return roots.length === 0 ? EMPTY : roots.reduceRight((right, left) => nodeHash(left, right));
}

/** The leaves from `begin` to before `end`. */
export type Range = { readonly begin: number; readonly end: number };
/** A complete subtree: its 2^level leaves begin at index * 2^level. */
export type Subtree = { readonly level: number; readonly index: number };

/** The complete subtrees a range that begins at a multiple of its own largest one consists of. */
export function subtreesOf({ begin, end }: Range): readonly Subtree[] {
  const found: Subtree[] = [];
  for (let at = begin; at < end; ) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= end) level += 1;
    found.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return found;
}

/** Whose hashes prove that a leaf is in a tree of that size, from the leaf upwards (RFC 9162 2.1.3.1). */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  const path: Range[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + largestPowerBelow(end - begin);
    const left = index < middle;
    path.push(left ? { begin: middle, end } : { begin, end: middle });
    if (left) end = middle;
    else begin = middle;
  }
  return path.reverse();
}

/** Whose hashes prove that a tree of `size` leaves begins with one of `first` leaves (RFC 9162 2.1.4.1). */
export function consistencyRanges(first: number, size: number): readonly Range[] {
  if (first <= 0 || first >= size) return [];
  const path: Range[] = [];
  let begin = 0;
  let end = size;
  let whole = true;
  while (first !== end) {
    const middle = begin + largestPowerBelow(end - begin);
    if (first <= middle) {
      path.push({ begin: middle, end });
      end = middle;
    } else {
      path.push({ begin, end: middle });
      begin = middle;
      whole = false;
    }
  }
  if (!whole) path.push({ begin, end });
  return path.reverse();
}

/** The largest power of two that is smaller than n, for n > 1. */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

/** The root that a leaf at `index` and the path lead to in a tree of that size; undefined where they do not fit. */
export function rootFromInclusion(proof: {
  readonly leaf: Sha256;
  readonly index: number;
  readonly size: number;
  readonly path: readonly Sha256[];
}): Sha256 | undefined {
  if (proof.index < 0 || proof.index >= proof.size) return undefined;
  const ranges = inclusionRanges(proof.index, proof.size);
  if (ranges.length !== proof.path.length) return undefined;
  return proof.path.reduce(
    (hash, sibling, step) =>
      (ranges[step]?.begin ?? 0) > proof.index ? nodeHash(hash, sibling) : nodeHash(sibling, hash),
    proof.leaf,
  );
}

/**
 * Whether a tree of `size` leaves with that root begins with the first one (RFC 9162 2.1.4.2). Never for an empty first
 * tree, of which a path says nothing.
 */
export function isConsistent(
  first: { readonly size: number; readonly root: Sha256 },
  second: { readonly size: number; readonly root: Sha256 },
  path: readonly Sha256[],
): boolean {
  if (first.size <= 0 || first.size > second.size) return false;
  if (first.size === second.size) return path.length === 0 && first.root === second.root;
  let node = first.size - 1;
  let last = second.size - 1;
  for (; node % 2 === 1; last = half(last)) node = half(node);
  const rest = node === 0 ? [first.root, ...path] : [...path];
  const seed = rest.shift();
  if (seed === undefined) return false;
  let [old, grown] = [seed, seed];
  for (const hash of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      old = nodeHash(hash, old);
      grown = nodeHash(hash, grown);
      for (; node % 2 === 0 && node !== 0; last = half(last)) node = half(node);
    } else grown = nodeHash(grown, hash);
    node = half(node);
    last = half(last);
  }
  return last === 0 && old === first.root && grown === second.root;
}

function half(n: number): number {
  return Math.floor(n / 2);
}
