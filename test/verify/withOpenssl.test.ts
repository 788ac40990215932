import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipArchive } from '../../src/documents/zipArchive.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { exportEvidence } from '../../src/usecases/exportEvidence.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { testKey } from '../helpers/testSigner.ts';
import { CYCLE, signedCycle } from './exportWorld.ts';

const NEEDED = ['openssl', 'jq', 'unzip', 'od', 'awk', 'xargs'];

describe('what README.md tells an auditor to type', () => {
  let folder: string;
  before(function () {
    const missing = NEEDED.filter((tool) => spawnSync('which', [tool]).status !== 0);
    if (missing.length > 0) {
      process.stdout.write(`  (skipped: ${missing.join(', ')} not installed)\n`);
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), 'auditor-'));
  });
  after(() => folder && rmSync(folder, { recursive: true }));

  it('verifies a certificate with openssl and jq alone, and refuses one that was changed', async () => {
    const programme = await signedCycle();
    const made = await exportEvidence({
      ...programme,
      archive: zipArchive,
      seal: sealLedger(programme),
      readme: () => '',
    })({ cycle: CYCLE, withTexts: false });
    if (isRefusal(made)) throw new Error(made.refused);
    const pieces: Uint8Array[] = [];
    for await (const piece of made.bytes) pieces.push(piece);
    writeFileSync(join(folder, 'evidence-2026.zip'), Buffer.concat(pieces));
    await programme.stores.close();

    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const commands =
      /With `unzip`, `jq` and `openssl` alone[^`]*```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    assert.match(commands, /openssl dgst -sha256 -verify/);
    const type = (script: string) => {
      const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
        cwd: folder,
        encoding: 'utf8',
      });
      return { status, said: stdout + stderr };
    };
    const { status, said } = type(commands);
    assert.equal(status, 0, said);
    assert.match(said, /Verified OK/);
    assert.ok(said.includes(testKey.kid), said);
    const [, hash] = /SHA2-256\(signed\.json\)= ([0-9a-f]{64})/.exec(said) ?? [];
    assert.equal(said.split(hash ?? 'nothing').length, 3, 'both hashes are the same');
    const [, verification = ''] = /(openssl dgst -sha256 -verify.*)$/m.exec(commands) ?? [];
    const changed = type(`sed -i 's/./X/40' signed.txt; ${verification}`);
    assert.notEqual(changed.status, 0);
    assert.match(changed.said, /Verification failure/i);
  }).slow(5_000);
});
