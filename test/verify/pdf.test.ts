import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { en } from '../../src/content/en/index.ts';
import { certificatePdf } from '../../src/documents/certificatePdf.ts';
import { proofFile } from '../../src/documents/fileMakers.ts';
import { proveInclusion } from '../../src/usecases/proveInclusion.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { CannotBeChecked, findings } from '../../src/verify/findings.ts';
import { verifyFile } from '../../src/verify/verifyFile.ts';
import { testKey } from '../helpers/testSigner.ts';
import { CONTEXT } from '../teams/cards/cardWorld.ts';
import { signedCycle } from './exportWorld.ts';

describe('a certificate as a PDF', () => {
  let folder: string;
  let pdf: Buffer;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pdf-'));
    const programme = await signedCycle();
    await sealLedger(programme)();
    for await (const { subjects } of programme.certificates.added())
      for (const sealed of subjects) {
        if (!('certificate' in sealed) || pdf) continue;
        const proof = await proveInclusion(programme)(sealed);
        const attachments = proof ? [proofFile(en, proof)] : [];
        const deps = { texts: en, paper: 'Letter' as const, dates: CONTEXT.dates };
        pdf = Buffer.from(await certificatePdf(deps, { sealed, attachments }));
      }
    await programme.stores.close();
  });
  after(() => rmSync(folder, { recursive: true }));

  const verify = async (bytes: Uint8Array) => {
    const file = join(folder, 'certificate.pdf');
    writeFileSync(file, bytes);
    const found = findings([testKey.kid]);
    await verifyFile(file, found);
    return found;
  };

  it('is checked by what is attached to it: the record, its signature and its place in the ledger', async () => {
    const found = await verify(pdf);
    const said = found.lines().join('\n');
    assert.equal(found.wrongs(), 0, said);
    assert.match(said, /canonical form \(RFC 8785\), SHA-256, signature/);
    assert.match(said, /it is number \d of the 6 records in the ledger/);
  });

  it('truncated or changed is not in order, and nothing falls over', async () => {
    for (let part = 1; part < 20; part += 1) {
      try {
        const found = await verify(pdf.subarray(0, Math.floor((pdf.length * part) / 20)));
        assert.ok(found.wrongs() >= 0);
      } catch (error) {
        assert.ok(error instanceof CannotBeChecked, String(error));
      }
    }
    const at = pdf.indexOf('/EmbeddedFile');
    const from = pdf.indexOf('stream', at) + 20;
    for (let n = 0; n < 40; n += 1) {
      const other = Buffer.from(pdf);
      other[from + n] = (other[from + n] ?? 0) ^ 1;
      try {
        assert.notEqual((await verify(other)).wrongs(), 0);
      } catch (error) {
        assert.ok(error instanceof CannotBeChecked, String(error));
      }
    }
  });
});
