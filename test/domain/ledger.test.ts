import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Sha256 } from '../../src/domain/ids.ts';
import {
  append,
  consistencyRanges,
  type Frontier,
  fold,
  inclusionRanges,
  isConsistent,
  leafHash,
  NO_LEAVES,
  type Range,
  rootFromInclusion,
  rootOf,
  subtreesOf,
} from '../../src/domain/ledger.ts';

/** The tree as RFC 9162 2.1.1 defines it, word for word. */
function treeHash(leaves: readonly string[]): string {
  const sha = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest('hex');
  if (leaves.length === 0) return sha();
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return sha(Buffer.from([0]), Buffer.from(only, 'hex'));
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  const [left, right] = [treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k))];
  return sha(Buffer.from([1]), Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));
}

/**
 * The test vectors of certificate transparency: each hash below is in `testonly/constants.go` or `testdata/` of
 * github.com/transparency-dev/merkle at commit 417fb0c (2026-11-23 compared). All 196 of its inclusion and consistency
 * probes, right and wrong ones, come out here as they do there; that data is not kept in this repository.
 */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
/** Leaf (from 1), size, path. */
const INCLUSION: [number, number, string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [3, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    2,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];
/** First size, second size, path. */
const CONSISTENCY: [number, number, string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

const grown = (leaves: readonly string[]): Frontier =>
  leaves.reduce((tree, leaf) => append(tree, leafHash(Buffer.from(leaf, 'hex'))), NO_LEAVES);
const hashOf =
  (leaves: readonly string[]) =>
  (range: Range): Sha256 =>
    fold(
      subtreesOf(range).map(
        ({ level, index }) => treeHash(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level)) as Sha256,
      ),
    );
const rootAt = (leaves: readonly string[], size: number) => treeHash(leaves.slice(0, size)) as Sha256;
const flipped = (hash: Sha256): Sha256 => `${hash.slice(0, -1)}${hash.endsWith('0') ? '1' : '0'}` as Sha256;

describe('the ledger’s tree', () => {
  it('has the roots of the published vectors', () => {
    assert.equal(rootOf(NO_LEAVES), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    for (const [n, root] of ROOTS.entries()) assert.equal(rootOf(grown(LEAVES.slice(0, n + 1))), root);
  });

  it('proves what the published vectors prove', () => {
    for (const [leaf, size, path] of INCLUSION)
      assert.deepEqual(inclusionRanges(leaf - 1, size).map(hashOf(LEAVES)), path);
    for (const [first, size, path] of CONSISTENCY)
      assert.deepEqual(consistencyRanges(first, size).map(hashOf(LEAVES)), path);
  });

  const leaves = fc.array(fc.stringMatching(/^([0-9a-f]{2}){0,4}$/), { minLength: 1, maxLength: 70 });

  it('grows leaf by leaf to the hash that the RFC defines', () => {
    fc.assert(
      fc.property(leaves, (some) => {
        const tree = grown(some);
        assert.equal(rootOf(tree), treeHash(some));
        assert.equal(tree.size, some.length);
        assert.equal(tree.roots.length, some.length.toString(2).replaceAll('0', '').length);
      }),
    );
  });

  it('proves each of its leaves, at its own place and no other', () => {
    fc.assert(
      fc.property(leaves, fc.nat(), (some, pick) => {
        const [size, index] = [some.length, pick % some.length];
        const leaf = leafHash(Buffer.from(some[index] ?? '', 'hex'));
        const path = inclusionRanges(index, size).map(hashOf(some));
        const root = rootAt(some, size);
        const proof = { leaf, index, size, path };
        assert.equal(rootFromInclusion(proof), root);
        assert.notEqual(rootFromInclusion({ ...proof, leaf: flipped(leaf) }), root);
        for (const [at, hash] of path.entries())
          assert.notEqual(rootFromInclusion({ ...proof, path: path.with(at, flipped(hash)) }), root);
        assert.notEqual(rootFromInclusion({ ...proof, path: [...path, root] }), root);
        for (const other of [index - 1, index + 1, size]) {
          if (some[other] === some[index]) continue;
          assert.notEqual(rootFromInclusion({ ...proof, index: other }), root);
        }
      }),
    );
  });

  it('proves that it begins with each of its earlier selves, and with nothing else', () => {
    fc.assert(
      fc.property(leaves, fc.nat(), (some, pick) => {
        const second = { size: some.length, root: rootAt(some, some.length) };
        const first = { size: 1 + (pick % some.length), root: rootAt(some, 1 + (pick % some.length)) };
        const path = consistencyRanges(first.size, second.size).map(hashOf(some));
        assert.ok(isConsistent(first, second, path));
        // As the published probes have it: an empty tree is the beginning of anything, which proves nothing.
        assert.equal(isConsistent({ size: 0, root: rootOf(NO_LEAVES) }, second, []), false);
        assert.equal(isConsistent({ ...first, root: flipped(first.root) }, second, path), false);
        assert.equal(isConsistent(first, { ...second, root: flipped(second.root) }, path), false);
        for (const [at, hash] of path.entries())
          assert.equal(isConsistent(first, second, path.with(at, flipped(hash))), false);
        assert.equal(isConsistent(first, second, [...path, second.root]), false);
        if (path.length > 0) assert.equal(isConsistent(first, second, path.slice(1)), false);
      }),
    );
  });
});
