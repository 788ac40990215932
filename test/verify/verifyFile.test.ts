import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { zipArchive } from '../../src/documents/zipArchive.ts';
import { isIntact, type SealedCertificate } from '../../src/domain/certificate.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { exportEvidence } from '../../src/usecases/exportEvidence.ts';
import { newestCheckpoint } from '../../src/usecases/ledgerStore.ts';
import { proveInclusion } from '../../src/usecases/proveInclusion.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { CannotBeChecked, findings } from '../../src/verify/findings.ts';
import { verifyFile, verifyText } from '../../src/verify/verifyFile.ts';
import type { TestProgramme } from '../helpers/testProgramme.ts';
import { testKey } from '../helpers/testSigner.ts';
import { CYCLE, signedCycle } from './exportWorld.ts';

const MAIN = fileURLToPath(new URL('../../src/verify/main.ts', import.meta.url));
const fixture = (name: string) => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));

describe('npm run verify', () => {
  let folder: string;
  let programme: TestProgramme;
  let certificate: SealedCertificate;
  let archive: Buffer;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'verify-'));
    programme = await signedCycle();
    const made = await exportEvidence({
      ...programme,
      archive: zipArchive,
      seal: sealLedger(programme),
      readme: () => 'README',
    })({ cycle: CYCLE, withTexts: false });
    if (isRefusal(made)) throw new Error(made.refused);
    const pieces: Uint8Array[] = [];
    for await (const piece of made.bytes) pieces.push(piece);
    archive = Buffer.concat(pieces);
    for await (const { subjects } of programme.certificates.added())
      for (const subject of subjects) if ('certificate' in subject) certificate ??= subject;
  });
  after(async () => {
    await programme.stores.close();
    rmSync(folder, { recursive: true });
  });

  const put = (name: string, content: string | Uint8Array): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const run = (...args: string[]) => {
    // No network, whatever happens: every look-up would fail.
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
    return { status, said: stdout + stderr };
  };
  const text = () => JSON.stringify(certificate);
  const check = async (content: string): Promise<number> => {
    const found = findings([testKey.kid]);
    await verifyText(content, found);
    return found.wrongs();
  };

  it('finds a certificate in order, as JSON and as a JWS alone, and compares the key', () => {
    const file = put('certificate.json', text());
    const { status, said } = run(file);
    assert.equal(status, 0, said);
    assert.match(said, /checked {2}certificate 2026.*canonical form \(RFC 8785\), SHA-256, signature/);
    assert.ok(said.includes(testKey.kid));
    assert.equal(run(put('certificate.jws', certificate.jws ?? '')).status, 0);
    assert.match(said, /OK, BUT THE KEY WAS NOT CHECKED/);
    const compared = run(file, '--fingerprint', testKey.kid);
    assert.equal(compared.status, 0);
    assert.match(compared.said, /^OK: .*certificate.json$/m);
    assert.doesNotMatch(compared.said, /NOT CHECKED/);
    const other = run(file, '--fingerprint', 'A'.repeat(43));
    assert.equal(other.status, 1);
    assert.match(other.said, /not among the fingerprints/);
  }).slow(10_000);

  it('finds an export in order, also against a checkpoint that was kept', async () => {
    const file = put('export.zip', archive);
    const newest = await newestCheckpoint(programme.programme);
    const checkpoint = put('checkpoint.jws', newest?.jws ?? '');
    const { status, said } = run(file, '--checkpoint', checkpoint, '--fingerprint', testKey.kid);
    assert.equal(status, 0, said);
    assert.match(said, /is as it was then/);
    assert.equal(run(checkpoint).status, 0);
  }).slow(10_000);

  it('finds a certificate’s proof that it is in the ledger, and one that is another’s', async () => {
    const proof = await proveInclusion(programme)(certificate);
    assert.ok(proof);
    const with_ = (other: object) => JSON.stringify({ ...certificate, proof: other });
    assert.equal(await check(with_(proof)), 0);
    const flipped = proof.path.map((hash, n) =>
      n === 0 ? hash.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')) : hash,
    );
    for (const other of [
      { ...proof, path: flipped },
      { ...proof, index: proof.index + 1 },
      { ...proof, leaf: '0'.repeat(64) },
      { ...proof, path: proof.path.slice(1) },
      { index: 1e300 },
    ])
      assert.notEqual(await check(with_(other)), 0);
  });

  it('notices every single bit that changes in a certificate', async () => {
    const bytes = Buffer.from(text());
    for (let n = 0; n < bytes.length * 8; n += 1) {
      const other = Buffer.from(bytes);
      other[n >> 3] = (other[n >> 3] ?? 0) ^ (1 << (n & 7));
      try {
        const wrong = await check(other.toString('utf8'));
        assert.notEqual(wrong, 0, `bit ${n}: ${other.subarray((n >> 3) - 20, (n >> 3) + 20)}`);
      } catch (error) {
        assert.ok(error instanceof CannotBeChecked, String(error));
      }
    }
  })
    .timeout(60_000)
    .slow(60_000);

  it('reads certificates of before there was a key, which the ledger has to vouch for', () => {
    const old = JSON.parse(readFileSync(fixture('certificate-schema-1.json'), 'utf8')) as SealedCertificate;
    assert.ok(isIntact(old));
    const { status, said } = run(fixture('certificate-schema-1.json'));
    assert.equal(status, 1);
    assert.match(said, /has no signature \(schema 1/);
    const alone = run(fixture('certificate-schema-1-with-proof.json'));
    assert.equal(alone.status, 0, alone.said);
    assert.match(alone.said, /the ledger vouches for it/);
  }).slow(10_000);

  it('reads certificates of schema 2 for ever', () => {
    const { status, said } = run(fixture('certificate-schema-2.json'));
    assert.equal(status, 0, said);
  }).slow(5_000);

  it('says 2 for what cannot be checked', () => {
    const files = [
      put('empty', ''),
      put('text', 'buy milk'),
      put('list.json', '[]'),
      put('number.json', '1e999'),
      put('other.json', '{"certificate":{},"sha256":"","jws":null}'),
      put('not.zip', 'PK\u0003\u0004 and no more'),
      put('not.pdf', '%PDF-1.7 and no more'),
      put('deep.json', '['.repeat(200_000)),
      join(folder, 'missing'),
      folder,
    ];
    for (const file of files) {
      const { status, said } = run(file);
      assert.equal(status, 2, said);
      assert.match(said, /COULD NOT BE CHECKED/);
    }
    assert.equal(run().status, 2);
    assert.equal(run('--nonsense').status, 2);
  }).slow(20_000);

  it('is not led astray by hostile archives: bombs, paths that climb, files twice, numbers without end', async () => {
    const nothing = new Uint8Array(400 * 1024 * 1024);
    const manifest = Buffer.from('{}');
    const hostile: [string, Uint8Array, RegExp][] = [
      ['bomb', zipSync({ 'ledger.jsonl': nothing, 'manifest.json': manifest }), /unpacks to far more/],
      ['climbs', zipSync({ '../../etc/passwd': manifest }), /cannot be read/],
      ['absolute', zipSync({ '/etc/passwd': manifest }), /cannot be read/],
      [
        'many',
        zipSync(Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`${n}`, manifest]))),
        /far more files/,
      ],
      ['no manifest', zipSync({ 'certificates.jsonl': manifest }), /no signed manifest/],
    ];
    for (const [name, bytes, why] of hostile) {
      const file = put(`${name}.zip`, bytes);
      const found = findings([]);
      await assert.rejects(
        verifyFile(file, found),
        (error) => error instanceof CannotBeChecked && why.test(error.message),
        name,
      );
    }
    const twice = Buffer.from(zipSync({ aa: manifest, bb: manifest }));
    const file = put('twice.zip', Buffer.from(twice.toString('latin1').replaceAll('bb', 'aa'), 'latin1'));
    await assert.rejects(verifyFile(file, findings([])), /a file twice/);
  })
    .timeout(60_000)
    .slow(20_000);

  it('never finds a truncated or damaged archive in order, and never falls over', async () => {
    const attempt = async (bytes: Uint8Array): Promise<number> => {
      const found = findings([testKey.kid]);
      try {
        await verifyFile(put('damaged.zip', bytes), found);
      } catch (error) {
        assert.ok(error instanceof CannotBeChecked, (error as Error).stack);
        return 1;
      }
      return found.wrongs();
    };
    assert.equal(await attempt(archive), 0);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: archive.length - 1 }), async (length) => {
        assert.notEqual(await attempt(archive.subarray(0, length)), 0);
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.uint8Array({ minLength: 20, maxLength: 200 }), async (at, noise) => {
        const other = Buffer.from(archive);
        other.set(noise, at % (archive.length - noise.length));
        fc.pre(!other.equals(archive));
        // What it says must hold whatever the noise hit: a date in a header is no evidence.
        await attempt(other);
      }),
      { numRuns: 100 },
    );
  })
    .timeout(60_000)
    .slow(30_000);
});
