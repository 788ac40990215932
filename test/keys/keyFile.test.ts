import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compactVerify, importJWK } from 'jose';
import { compactJws, signingInput } from '../../src/domain/jws.ts';
import { keyFile, rotateKeyFile } from '../../src/keys/keyFile.ts';
import { KeyUnusable } from '../../src/usecases/failures.ts';
import type { SigningKey } from '../../src/usecases/ports.ts';

const KEY_FILE = new URL('../../src/keys/keyFile.ts', import.meta.url).href;

describe('a key file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keys-'));
    file = join(folder, 'new', 'signing-key.pem');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const sign = async (key: SigningKey, text: string): Promise<string> => {
    const input = signingInput({ kid: key.kid, typ: 'coec-record+json', jwk: key.publicJwk }, text);
    return compactJws(input, await key.sign(Buffer.from(input)));
  };

  it('is made at the first start, for this user alone, and is the same key from then on', async () => {
    const key = await keyFile(file)();
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal((await keyFile(file)()).kid, key.kid);
    assert.deepEqual(readdirSync(join(folder, 'new')), ['signing-key.pem']);
  });

  it('signs so that others’ software can verify it', async () => {
    const key = await keyFile(file)();
    const jws = await sign(key, 'œuvre');
    const verified = await compactVerify(jws, await importJWK(key.publicJwk, 'ES256'));
    assert.equal(Buffer.from(verified.payload).toString('utf8'), 'œuvre');
    assert.deepEqual(verified.protectedHeader, {
      alg: 'ES256',
      kid: key.kid,
      typ: 'coec-record+json',
      jwk: key.publicJwk,
    });
  });

  it('is one key for processes that start at the same moment', async () => {
    const script = `import { keyFile } from ${JSON.stringify(KEY_FILE)};
      process.stdout.write((await keyFile(process.argv[1])()).kid);`;
    const runs = Array.from({ length: 6 }, () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, file]),
    );
    const kids = new Set((await Promise.all(runs)).map(({ stdout }) => stdout));
    assert.equal(kids.size, 1);
    assert.equal((await keyFile(file)()).kid, [...kids][0]);
  });

  it('that others can read is refused, at the start and later', async () => {
    const signer = keyFile(file);
    for (const mode of [0o640, 0o604, 0o660]) {
      chmodSync(file, mode);
      assert.throws(() => keyFile(file), KeyUnusable);
      await assert.rejects(signer(), KeyUnusable);
    }
    chmodSync(file, 0o600);
    await signer();
  });

  it('that is none is refused, and left as it is', () => {
    writeFileSync(join(folder, 'note'), 'buy milk', { mode: 0o600 });
    assert.throws(
      () => keyFile(join(folder, 'note')),
      (error) => error instanceof KeyUnusable && /note cannot be used/.test(error.message),
    );
    assert.equal(readFileSync(join(folder, 'note'), 'utf8'), 'buy milk');
    assert.throws(() => keyFile(folder), KeyUnusable);
  });

  it('can be rotated under a process that signs, and what the old key signed stays verifiable', async () => {
    const signer = keyFile(file);
    const old = await signer();
    const jws = await sign(old, 'before');
    const next = rotateKeyFile(file);
    assert.notEqual(next.kid, old.kid);
    assert.equal((await signer()).kid, next.kid);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    await compactVerify(jws, await importJWK(old.publicJwk, 'ES256'));
    await assert.rejects(compactVerify(jws, importJWK(next.publicJwk, 'ES256') as never));
  });
});
