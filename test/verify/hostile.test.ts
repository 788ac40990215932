import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import type { Certificate, SealedCertificate } from '../../src/domain/certificate.ts';
import { canonicalJson, sha256 } from '../../src/domain/digest.ts';
import type { TenantId } from '../../src/domain/ids.ts';
import { append, leafHash, NO_LEAVES, rootOf } from '../../src/domain/ledger.ts';
import { localKey, newPrivateKey } from '../../src/keys/localKey.ts';
import type { Signer } from '../../src/usecases/ports.ts';
import { signJws } from '../../src/usecases/signJws.ts';
import { parsed } from '../../src/verify/canonical.ts';
import type { Checkpoint } from '../../src/verify/checkpoint.ts';
import { CannotBeChecked, findings } from '../../src/verify/findings.ts';
import { attachedTo } from '../../src/verify/pdf.ts';
import { verifyExport } from '../../src/verify/verifyExport.ts';
import { verifyFile, verifyText } from '../../src/verify/verifyFile.ts';
import type { TestProgramme } from '../helpers/testProgramme.ts';
import { testKey, testSigner } from '../helpers/testSigner.ts';
import { archiveOf, changed, exported, type Files, signedCycle, withLines } from './exportWorld.ts';

const TYP = 'coec-certificate+json';
const base64url = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

describe('what somebody sends who wants to be believed', () => {
  let folder: string;
  let programme: TestProgramme;
  let files: Files;
  let certificate: SealedCertificate;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hostile-'));
    programme = await signedCycle();
    files = await exported(programme);
    for await (const { subjects } of programme.certificates.added())
      for (const subject of subjects) if ('certificate' in subject) certificate ??= subject;
  });
  after(async () => {
    await programme.stores.close();
    rmSync(folder, { recursive: true });
  });

  const wrongs = async (text: string, fingerprints = [testKey.kid]): Promise<string> => {
    const found = findings(fingerprints);
    await verifyText(text, found);
    return found
      .lines()
      .filter((line) => line.includes('WRONG'))
      .join('\n');
  };
  const wrongsIn = async (these: Files, options: { held?: Checkpoint; fingerprints?: string[] } = {}) => {
    const found = findings(options.fingerprints ?? [testKey.kid]);
    await verifyExport(archiveOf(these), found, options.held);
    return found
      .lines()
      .filter((line) => line.includes('WRONG'))
      .join('\n');
  };
  const payload = () => canonicalJson(certificate.certificate);
  const sealedBy = (jws: string) => JSON.stringify({ ...certificate, jws });
  const stranger = localKey(newPrivateKey());
  const forging: Signer = async () => stranger;

  describe('as a signature', () => {
    const header = { alg: 'ES256', kid: testKey.kid, typ: TYP, jwk: testKey.publicJwk };

    it('without one (alg none), or made of the public key (HS256), is none', async () => {
      for (const alg of ['none', 'None', 'nOnE', 'HS256', 'HS512', 'RS256', 'ES384', 'EdDSA', '']) {
        const input = `${base64url({ ...header, alg })}.${base64url(payload())}`;
        const secrets = [JSON.stringify(testKey.publicJwk), testKey.publicJwk.x, testKey.kid];
        const signatures = [
          'AA',
          ...secrets.map((key) => createHmac('sha256', key).update(input).digest('base64url')),
        ];
        for (const signature of signatures)
          assert.match(await wrongs(sealedBy(`${input}.${signature}`)), /it is not ES256/, alg);
        assert.notEqual(await wrongs(sealedBy(`${input}.`)), '');
      }
    });

    it('on another curve is none, whatever its header says', async () => {
      for (const namedCurve of ['P-384', 'P-521', 'secp256k1']) {
        const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
        const jwk = publicKey.export({ format: 'jwk' });
        for (const crv of [jwk.crv, 'P-256']) {
          const input = `${base64url({ ...header, jwk: { ...jwk, crv } })}.${base64url(payload())}`;
          const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
          const jws = `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`;
          assert.match(await wrongs(sealedBy(jws)), /signature does not hold/, `${namedCurve} as ${crv}`);
        }
      }
    });

    it('by a key of their own is caught by the fingerprint, and without one nobody is told that the key is right', async () => {
      const own = await signJws(forging, { payload: payload(), typ: TYP });
      assert.match(await wrongs(sealedBy(own)), /not among the fingerprints given/);
      const found = findings([]);
      await verifyText(sealedBy(own), found);
      assert.equal(found.wrongs(), 0);
      assert.match(found.lines().join('\n'), /compare this fingerprint/);
    });

    it('that names one key and carries another, or says things twice, is none', async () => {
      const signed = async (text: string, key = stranger) => {
        const input = `${base64url(text)}.${base64url(payload())}`;
        const signature = await key.sign(Buffer.from(input));
        return `${input}.${Buffer.from(signature).toString('base64url')}`;
      };
      const swapped = await signed(JSON.stringify({ ...header, jwk: stranger.publicJwk }));
      assert.match(await wrongs(sealedBy(swapped)), /its key is not the one it names/);
      const twice = await signed(`{"alg":"none",${JSON.stringify(header).slice(1)}`, testKey);
      assert.match(await wrongs(sealedBy(twice)), /header is not plain JSON/);
      const critical = await signed(JSON.stringify({ ...header, crit: ['b64'], b64: false }), testKey);
      assert.match(await wrongs(sealedBy(critical)), /signature does not hold/);
      const elsewhere = await signed(JSON.stringify({ ...header, jku: 'https://example.org/keys' }), testKey);
      assert.equal(await wrongs(sealedBy(elsewhere)), '', 'where its header points is not asked');
    });

    it('of something else by the right key is none: a checkpoint is no certificate', async () => {
      for (const typ of ['coec-checkpoint+json', 'coec-record+json', 'coec-export+json'] as const) {
        const jws = await signJws(testSigner, { payload: payload(), typ });
        assert.match(await wrongs(sealedBy(jws)), /it is over coec-/);
      }
    });
  });

  describe('as JSON', () => {
    const resealed = async (text: string): Promise<string> => {
      const jws = await signJws(testSigner, { payload: text, typ: TYP });
      return `{"certificate":${text},"sha256":"${sha256(text)}","jws":"${jws}"}`;
    };
    const refused = (text: string) => assert.rejects(wrongs(text), CannotBeChecked, text.slice(0, 80));

    it('with a member twice shows one thing and proves another: it is not read', async () => {
      const text = JSON.stringify(certificate);
      await refused(text.replace('{"certificate":', '{"certificate":{"company":"Another"},"certificate":'));
      await refused(text.replace('"company":', '"company":"Another","company":'));
      await refused(text.replace('"company":', String.raw`"compan\u0079":"Another","company":`));
      assert.equal(await wrongs(text), '');
    });

    it('with a number that loses digits is not read', async () => {
      const text = JSON.stringify(certificate);
      for (const number of ['9007199254740993', '40.00000000000000000001', '1e400', '-0', '0.1e1'])
        await refused(text.replace(/"passages":\d+/, `"passages":${number}`));
      for (const whole of ['{"a":1e+30,"b":[-1.5,"1e400",":"]}', '"\\"::"', '[]', 'null', '12'])
        assert.deepEqual(parsed(whole), JSON.parse(whole));
    });

    it('with members called __proto__ is what it says, and changes nothing else', async () => {
      const text = payload().replace(/^\{/, '{"__proto__":{"type":"paper","schema":1},');
      const said = await wrongs(await resealed(text));
      assert.equal(({} as { schema?: number }).schema, undefined);
      // It is signed as it stands, by the right key: what is checked is the content that has it.
      assert.doesNotMatch(said, /OK/);
      const inEnvelope = `{"__proto__":{"certificate":{}},${JSON.stringify(certificate).slice(1)}`;
      assert.equal(await wrongs(inEnvelope), '');
      await refused('{"__proto__":{"certificate":{},"sha256":"","jws":null}}');
    });

    it('with half a character is not read', async () => {
      await refused(JSON.stringify(certificate).replace(/"company":"/, String.raw`"company":"\ud800`));
      const line = (files['certificates.jsonl'] ?? '').replace(/"company":"/, String.raw`"company":"\uDFFF`);
      assert.match(
        await wrongsIn(await changed(files, { 'certificates.jsonl': line })),
        /certificates.jsonl, line 1: no signed record/,
      );
      assert.deepEqual(parsed(String.raw`["\ud83d\ude00"]`), ['😀']);
    });
  });

  describe('as an archive', () => {
    const put = (bytes: Uint8Array): string => {
      const file = join(folder, 'export.zip');
      writeFileSync(file, bytes);
      return file;
    };
    const packed = (entries: Files): Buffer =>
      Buffer.from(
        zipSync(Object.fromEntries(Object.entries(entries).map(([path, text]) => [path, Buffer.from(text)]))),
      );
    const attempt = async (bytes: Uint8Array): Promise<string> => {
      const found = findings([testKey.kid]);
      try {
        await verifyFile(put(bytes), found);
        return found
          .lines()
          .filter((line) => line.includes('WRONG'))
          .join('\n');
      } catch (error) {
        assert.ok(error instanceof CannotBeChecked, (error as Error).stack);
        return error.message;
      }
    };
    /** Changes the fields of the central directory's entry of a file. */
    const withDirectory = (path: string, change: (bytes: Buffer, at: number) => void): Buffer => {
      const bytes = packed(files);
      for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4))
        if (bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28)).toString() === path)
          change(bytes, at);
      return bytes;
    };

    it('in order is in order', async () => assert.equal(await attempt(packed(files)), ''));

    it('that lies about sizes, also in the way of zip64, is not read', async () => {
      const fields = { compressed: 20, uncompressed: 24, offset: 42 } as const;
      for (const [name, field] of Object.entries(fields))
        for (const value of [0, 1, 0x7fffffff, 0xfffffffe, 0xffffffff]) {
          const lies = withDirectory('ledger.jsonl', (bytes, at) => bytes.writeUInt32LE(value, at + field));
          assert.notEqual(await attempt(lies), '', `${name} ${value}`);
        }
      const many = packed(files);
      many.writeUInt16LE(0xffff, many.lastIndexOf('PK\u0005\u0006') + 10);
      assert.notEqual(await attempt(many), '', 'so many files that zip64 would have to say how many');
    });

    it('that says it is encrypted or packed in another way is not read', async () => {
      const encrypted = withDirectory('ledger.jsonl', (bytes, at) => bytes.writeUInt16LE(1, at + 8));
      assert.match(await attempt(encrypted), /ledger.jsonl cannot be read/);
      const other = withDirectory('ledger.jsonl', (bytes, at) => bytes.writeUInt16LE(12, at + 10));
      assert.match(await attempt(other), /ledger.jsonl cannot be read/);
    });

    it('with names that hide what they are is found out, and moves no cursor', async () => {
      const names = [
        'ledger.jsonl\u0000.txt',
        'a\u001b[2Jb',
        'LEDGER.JSONL',
        'ledger.jsonl ',
        '\u202elnosj',
        './ledger.jsonl',
      ];
      for (const name of names) {
        const said = await attempt(packed({ ...files, [name]: 'x' }));
        assert.match(said, /is not in the manifest|cannot be read/, JSON.stringify(name));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
        assert.doesNotMatch(said, /[\u0000-\u0009\u000b-\u001f\u202a-\u202e]/);
      }
    });

    it('with a file left out is not whole, whether or not its manifest says so', async () => {
      for (const path of Object.keys(files).filter((each) => !each.startsWith('manifest.'))) {
        const { [path]: _, ...rest } = files;
        assert.match(await attempt(packed(rest)), new RegExp(`${path} is missing`));
        const again = await changed(rest, {});
        assert.match(await wrongsIn(again), new RegExp(`${path} is not in the manifest`), path);
        const there = { ...again, [path]: files[path] ?? '' };
        assert.match(await wrongsIn(there), new RegExp(`${path} is not in the manifest`), path);
      }
    });
  });

  describe('as evidence of somebody else', () => {
    const OTHER = 'ffffffff-8423-4924-938d-5c55e06c1d84' as TenantId;
    type Line = { index: number; certificate: Certificate };

    it('a certificate of another tenant is named, also when all was made to fit by who has the key', async () => {
      const lines = (files['certificates.jsonl'] ?? '').trim().split('\n');
      const first = JSON.parse(lines[0] ?? '') as Line;
      const altered = { ...first.certificate, signer: { ...first.certificate.signer, tenant: OTHER } };
      const text = canonicalJson(altered);
      const jws = await signJws(testSigner, { payload: text, typ: TYP });
      const line = JSON.stringify({ index: 0, certificate: altered, sha256: sha256(text), jws });
      const ledger = withLines(files['ledger.jsonl'], ([leaf = '', ...rest]) => [
        JSON.stringify({ ...(JSON.parse(leaf) as object), leaf: leafHash(text) }),
        ...rest,
      ]);
      const these = await changed(files, {
        'certificates.jsonl': withLines(files['certificates.jsonl'], ([, ...rest]) => [line, ...rest]),
        'ledger.jsonl': ledger,
      });
      assert.match(await wrongsIn(these), new RegExp(`is of the tenant ${OTHER}`));
    });

    it('a checkpoint of another ledger is not compared, and said to be another’s', async () => {
      const own = JSON.parse((files['checkpoints.jsonl'] ?? '').split('\n')[0] ?? '') as {
        checkpoint: Checkpoint;
      };
      const root = rootOf(append(NO_LEAVES, leafHash('other')));
      const held: Checkpoint = { ...own.checkpoint, tenant: OTHER, size: 1, root };
      assert.match(await wrongsIn(files, { held }), /of another tenant/);
      const sameTenant: Checkpoint = { ...held, tenant: own.checkpoint.tenant };
      assert.match(await wrongsIn(files, { held: sameTenant }), /are not those of the checkpoint/);
      const sealed = { ...held, tenant: OTHER };
      const jws = await signJws(forging, { payload: canonicalJson(sealed), typ: 'coec-checkpoint+json' });
      const theirs = withLines('', () => [
        JSON.stringify({ checkpoint: sealed, sha256: sha256(canonicalJson(sealed)), jws }),
      ]);
      const said = await wrongsIn(await changed(files, { 'checkpoints.jsonl': theirs }));
      assert.match(said, /checkpoint of 1 records is of the tenant/);
      assert.match(said, /not among the fingerprints given/);
    });

    it('a certificate signed with a key the company does not list is found without a fingerprint', async () => {
      const jws = await signJws(forging, { payload: payload(), typ: TYP });
      const text = withLines(files['certificates.jsonl'], (lines) =>
        lines.map((line) =>
          line.includes(certificate.certificate.id)
            ? JSON.stringify({ ...(JSON.parse(line) as object), jws })
            : line,
        ),
      );
      const these = await changed(files, { 'certificates.jsonl': text });
      assert.match(
        await wrongsIn(these, { fingerprints: [] }),
        new RegExp(`${stranger.kid} signed something and is not`),
      );
      const keys = { keys: [{ ...stranger.publicJwk, kid: testKey.kid }] };
      const misnamed = await changed(files, { 'keys.json': JSON.stringify(keys) });
      assert.match(await wrongsIn(misnamed), /is not the fingerprint of its key/);
    });

    it('the roster of another cycle is no roster of this one', async () => {
      const roster = (files['roster.json'] ?? '').replace('"cycle": "2026"', '"cycle": "2025"');
      assert.match(await wrongsIn(await changed(files, { 'roster.json': roster })), /the roster: its cycle/);
    });
  });

  it('as a PDF, made so that reading it takes for ever, is refused at once', () => {
    const begun = performance.now();
    const one = `1 0 obj\n/Type /Filespec (certificate.json) ${'/EF<</F 1 '.repeat(20_000)}`;
    assert.throws(() => attachedTo(Buffer.from(`%PDF-1.7\n${one.repeat(200)}endobj`)), CannotBeChecked);
    assert.ok(performance.now() - begun < 5_000);
  }).slow(6_000);
});
