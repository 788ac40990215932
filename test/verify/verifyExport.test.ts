import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Certificate } from '../../src/domain/certificate.ts';
import type { SealedCheckpoint } from '../../src/domain/checkpoint.ts';
import { canonicalJson, digestOf, sha256 } from '../../src/domain/digest.ts';
import type { Sha256 } from '../../src/domain/ids.ts';
import {
  append,
  type Frontier,
  fold,
  inclusionRanges,
  leafHash,
  NO_LEAVES,
  rootOf,
  subtreesOf,
} from '../../src/domain/ledger.ts';
import { signJws } from '../../src/usecases/signJws.ts';
import type { Checkpoint } from '../../src/verify/checkpoint.ts';
import { findings } from '../../src/verify/findings.ts';
import { verifyExport } from '../../src/verify/verifyExport.ts';
import type { TestProgramme } from '../helpers/testProgramme.ts';
import { testKey, testSigner } from '../helpers/testSigner.ts';
import { archiveOf, changed, exported, type Files, SECRET, signedCycle, withLines } from './exportWorld.ts';

type Line = { index: number; certificate: Certificate; sha256: string; jws: string };

describe('an export', () => {
  let programme: TestProgramme;
  let files: Files;
  before(async () => {
    programme = await signedCycle();
    files = await exported(programme);
  });
  after(() => programme.stores.close());

  const verify = async (these: Files, held?: Checkpoint, fingerprints = [testKey.kid]) => {
    const found = findings(fingerprints);
    await verifyExport(archiveOf(these), found, held);
    return found;
  };
  const wrongs = async (these: Files, held?: Checkpoint): Promise<string> =>
    (await verify(these, held))
      .lines()
      .filter((line) => line.includes('WRONG'))
      .join('\n');
  const certificates = (): Line[] =>
    (files['certificates.jsonl'] ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line);
  /** What somebody with the key makes of a certificate. */
  const resigned = async (line: Line, change: Partial<Certificate>): Promise<string> => {
    const certificate = { ...line.certificate, ...change };
    const payload = canonicalJson(certificate);
    const jws = await signJws(testSigner, { payload, typ: 'coec-certificate+json' });
    return JSON.stringify({ index: line.index, certificate, sha256: sha256(payload), jws });
  };
  const checkpoints = (): SealedCheckpoint[] =>
    (files['checkpoints.jsonl'] ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as SealedCheckpoint);

  it('as it was made is in order, and says what was checked', async () => {
    const found = await verify(files);
    assert.equal(found.wrongs(), 0, found.lines().join('\n'));
    const said = found.lines().join('\n');
    assert.match(said, /5 certificates and 1 other records/);
    assert.match(said, /6 leaves lead to the roots of all 2 checkpoints/);
    assert.match(said, /2 disclosures are listed, 0 with their texts/);
    assert.match(said, /7 obligations|8 obligations/);
    assert.ok(!JSON.stringify(files).includes(SECRET));
  });

  it('has the sealed texts for compliance, and they have the hashes that certificates refer to', async () => {
    const withTexts = await exported(programme, { withTexts: true });
    assert.ok(withTexts['disclosures.jsonl']?.includes(SECRET));
    const found = await verify(withTexts);
    assert.match(found.lines().join('\n'), /2 disclosures are listed, 2 with their texts/);
    assert.equal(found.wrongs(), 0);
    const other = (withTexts['disclosures.jsonl'] ?? '').replace(SECRET, 'Nothing.');
    assert.match(
      await wrongs(await changed(withTexts, { 'disclosures.jsonl': other })),
      /the disclosure 2026/,
    );
  });

  it('is compared with the fingerprints given', async () => {
    assert.match((await verify(files, undefined, [])).lines().join('\n'), /compare this fingerprint/);
    const found = await verify(files, undefined, ['another']);
    assert.match(found.lines().join('\n'), /not among the fingerprints given/);
  });

  it('shows a certificate that was altered, even by somebody who has the key', async () => {
    const [first] = certificates();
    assert.ok(first);
    const { signer } = first.certificate;
    const altered = await resigned(first, { signer: { ...signer, typedName: 'Somebody Else' } });
    const text = withLines(files['certificates.jsonl'], ([, ...rest]) => [altered, ...rest]);
    const said = await wrongs(await changed(files, { 'certificates.jsonl': text }));
    assert.match(said, /certificate 2026\S+ \(\w+\) is not what entered the ledger \(leaf 0\)/);
  });

  it('shows one that was removed, and names it', async () => {
    const [, second] = certificates();
    const text = withLines(files['certificates.jsonl'], (lines) => lines.toSpliced(1, 1));
    const said = await wrongs(await changed(files, { 'certificates.jsonl': text }));
    assert.ok(
      said.includes(`${second?.certificate.id} is in the ledger (leaf 1) and not in the export`),
      said,
    );
  });

  it('shows one that was put in, and two that changed places', async () => {
    const [first] = certificates();
    assert.ok(first);
    const extra = await resigned({ ...first, index: 6 }, {});
    const added = withLines(files['certificates.jsonl'], (lines) => [...lines, extra]);
    assert.match(
      await wrongs(await changed(files, { 'certificates.jsonl': added })),
      /put in afterwards, or moved/,
    );
    const swapped = withLines(files['certificates.jsonl'], ([a = '', b = '', ...rest]) => [b, a, ...rest]);
    assert.match(await wrongs(await changed(files, { 'certificates.jsonl': swapped })), /moved/);
  });

  it('shows leaves that were changed, removed, put in or moved', async () => {
    const renumbered = (lines: string[]) =>
      lines.map((line, index) => JSON.stringify({ ...(JSON.parse(line) as object), index }));
    const changes: ((lines: string[]) => string[])[] = [
      (lines) => lines.map((line, n) => (n === 2 ? line.replace(/"leaf":"./, '"leaf":"f') : line)),
      (lines) => renumbered(lines.toSpliced(3, 1)),
      (lines) => renumbered([...lines, lines[0] ?? '']),
      ([a = '', b = '', ...rest]) => renumbered([b, a, ...rest]),
      (lines) => lines.slice(0, -1),
    ];
    for (const change of changes) {
      const text = withLines(files['ledger.jsonl'], change);
      if (text === files['ledger.jsonl']) continue;
      const said = await wrongs(await changed(files, { 'ledger.jsonl': text }));
      assert.match(said, /do not lead to the root of the checkpoint|leaves were removed or put in/, said);
    }
  });

  it('shows checkpoints that were changed, unlinked or taken out', async () => {
    const [first, second] = checkpoints();
    assert.ok(first && second);
    const other = { ...first.checkpoint, at: '2020-01-01T00:00:00.000Z' };
    const altered = JSON.stringify({ ...first, checkpoint: other });
    const lines = (change: string[]) => ({ 'checkpoints.jsonl': withLines('', () => change) });
    const at = async (change: string[]) => await wrongs(await changed(files, lines(change)));
    assert.match(await at([altered, JSON.stringify(second)]), /content and its SHA-256 disagree/);
    assert.match(await at([JSON.stringify(second)]), /does not name the one before/);
    assert.match(await at([JSON.stringify(first)]), /leaves were removed or put in/);
  });

  it('rewritten from the ground by somebody with the key and the store does not stand up to a checkpoint held elsewhere', async () => {
    const held = checkpoints()[0]?.checkpoint;
    assert.ok(held);
    assert.equal(await wrongs(files, held as Checkpoint), '');
    const forged = await forgedFiles();
    assert.equal(await wrongs(forged), '', 'it is of one piece');
    assert.match(
      await wrongs(forged, held as Checkpoint),
      /not those of the checkpoint of .* kept elsewhere/,
    );
    const short = await wrongs(files, { ...held, size: 99 } as Checkpoint);
    assert.match(short, /records were removed, or the export is older/);
  });

  /** The first certificate is another, and everything after it is made to fit. */
  async function forgedFiles(): Promise<Files> {
    const [first] = certificates();
    assert.ok(first);
    const altered = await resigned(first, { company: 'Another Company' });
    const leaf = leafHash(canonicalJson((JSON.parse(altered) as Line).certificate));
    const leaves = (files['ledger.jsonl'] ?? '')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    leaves[0] = { ...leaves[0], leaf };
    const trees: Frontier[] = [NO_LEAVES];
    for (const each of leaves) trees.push(append(trees.at(-1) ?? NO_LEAVES, each.leaf as Sha256));
    let previous: { size: number; sha256: Sha256 } | null = null;
    const made: string[] = [];
    for (const { checkpoint } of checkpoints()) {
      const root = rootOf(trees[checkpoint.size] ?? NO_LEAVES);
      const next: SealedCheckpoint['checkpoint'] = { ...checkpoint, root, previous };
      const jws = await signJws(testSigner, { payload: canonicalJson(next), typ: 'coec-checkpoint+json' });
      made.push(JSON.stringify({ checkpoint: next, sha256: digestOf(next), jws }));
      previous = { size: next.size, sha256: digestOf(next) };
    }
    const hashes = leaves.map((each) => each.leaf as Sha256);
    const rangeHash = (range: { begin: number; end: number }) =>
      fold(
        subtreesOf(range).map(({ level, index }) =>
          rootOf(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level).reduce(append, NO_LEAVES)),
        ),
      );
    const proofs = leaves.map((each, index) =>
      JSON.stringify({
        type: each.type,
        id: each.id,
        leaf: each.leaf,
        index,
        size: leaves.length,
        path: inclusionRanges(index, leaves.length).map(rangeHash),
      }),
    );
    return await changed(files, {
      'certificates.jsonl': withLines(files['certificates.jsonl'], ([, ...rest]) => [altered, ...rest]),
      'ledger.jsonl': withLines('', () => leaves.map((each) => JSON.stringify(each))),
      'checkpoints.jsonl': withLines('', () => made),
      'proofs.jsonl': withLines('', () => proofs),
    });
  }

  it('shows what does not fit together: roster, obligations, disclosures, files', async () => {
    const cases: [Files, RegExp][] = [
      [{ 'roster.json': (files['roster.json'] ?? '').replace('"annual"', '"hire"') }, /the roster/],
      [{ 'disclosures.jsonl': '' }, /1 exceptions that certificates refer to are not listed/],
      [{ 'proofs.jsonl': '' }, /inclusion proof does not lead/],
      [{ 'keys.json': 'x' }, /signed something and is not in keys.json/],
    ];
    for (const [change, expected] of cases)
      assert.match(await wrongs(await changed(files, change)), expected);
    assert.match(await wrongs({ ...files, 'README.txt': 'x' }), /README.txt is not what the manifest says/);
    assert.match(await wrongs({ ...files, 'more.txt': 'x' }), /more.txt is not in the manifest/);
    const { 'proofs.jsonl': _, ...without } = files;
    assert.match(await wrongs(without), /proofs.jsonl is missing/);
    const text = withLines(files['certificates.jsonl'], (lines) => lines.slice(0, 4));
    const ledger = withLines(files['ledger.jsonl'], (lines) =>
      lines.filter((line) => !line.includes('certificate') || !lines.slice(-2).includes(line)),
    );
    const cut = await wrongs(await changed(files, { 'certificates.jsonl': text, 'ledger.jsonl': ledger }));
    assert.match(cut, /leaves were removed/);
  });

  it('shows any bit that is changed in a certificate, a leaf, a checkpoint or a proof', async () => {
    const paths = [
      'certificates.jsonl',
      'ledger.jsonl',
      'checkpoints.jsonl',
      'proofs.jsonl',
      'records.jsonl',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.nat(), fc.nat({ max: 6 }), async (path, at, bit) => {
        const bytes = Buffer.from(files[path] ?? '');
        const n = at % bytes.length;
        // The end of a line is no part of what it says; the manifest sees it.
        fc.pre(bytes[n] !== 10 && ((bytes[n] ?? 0) ^ (1 << bit)) !== 10);
        bytes[n] = (bytes[n] ?? 0) ^ (1 << bit);
        const these = { ...files, [path]: bytes.toString('utf8') };
        assert.notEqual((await verify(these)).wrongs(), 0, 'by the manifest');
        const again = await verify(await changed(files, { [path]: bytes.toString('utf8') }));
        assert.notEqual(again.wrongs(), 0, 'by itself');
      }),
      { numRuns: 250 },
    );
  }).slow(20_000);
});
