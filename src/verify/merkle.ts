import { hash } from 'node:crypto';

/** RFC 9162 2.1.1, written for the verifier alone. */
export function leafOf(content: string): string {
  return hash('sha256', Buffer.concat([Buffer.of(0), Buffer.from(content, 'utf8')]), 'hex');
}

function pairOf(left: string, right: string): string {
  return hash('sha256', Buffer.from(`01${left}${right}`, 'hex'), 'hex');
}

export const HASH = /^[0-9a-f]{64}$/;

/** A tree that is fed leaf by leaf; at any time its root is known. Memory: one hash for each bit of its size. */
export function growingTree() {
  /** At each level the subtree that still waits for its right neighbour. */
  const waiting: (string | undefined)[] = [];
  let size = 0;
  return {
    add(leaf: string): void {
      let carried = leaf;
      let level = 0;
      for (; waiting[level] !== undefined; level += 1) {
        carried = pairOf(waiting[level] ?? '', carried);
        waiting[level] = undefined;
      }
      waiting[level] = carried;
      size += 1;
    },
    size: () => size,
    root(): string {
      let right: string | undefined;
      for (const left of waiting)
        if (left !== undefined) right = right === undefined ? left : pairOf(left, right);
      return right ?? hash('sha256', '', 'hex');
    },
  };
}

/** RFC 9162 2.1.3.2, step by step: the root that a leaf and its path lead to; undefined where they do not fit. */
export function rootFrom(proof: {
  leaf: string;
  index: number;
  size: number;
  path: readonly string[];
}): string | undefined {
  if (proof.index >= proof.size) return undefined;
  let fn = BigInt(proof.index);
  let sn = BigInt(proof.size - 1);
  let r = proof.leaf;
  for (const p of proof.path) {
    if (sn === 0n) return undefined;
    if (fn % 2n === 1n || fn === sn) {
      r = pairOf(p, r);
      while (fn % 2n === 0n && fn !== 0n) {
        fn >>= 1n;
        sn >>= 1n;
      }
    } else r = pairOf(r, p);
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n ? r : undefined;
}
