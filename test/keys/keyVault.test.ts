import assert from 'node:assert/strict';
import { compactVerify, importJWK } from 'jose';
import { keyIdOf } from '../../src/domain/jws.ts';
import { keyVault } from '../../src/keys/keyVault.ts';
import { KeyUnavailable, KeyUnusable } from '../../src/usecases/failures.ts';
import type { Signer } from '../../src/usecases/ports.ts';
import { signJws } from '../../src/usecases/signJws.ts';
import { KEY_URL, vaultStub } from './vaultStub.ts';

const credential = { getToken: async () => ({ token: 't', expiresOnTimestamp: Date.now() + 3_600_000 }) };

describe('a key in Key Vault', () => {
  let vault: ReturnType<typeof vaultStub>;
  let signer: Signer;
  beforeEach(() => {
    vault = vaultStub();
    signer = watched(keyVault({ keyUrl: KEY_URL, credential, client: { httpClient: vault.httpClient } }));
  });

  /** Tells the stub what it is going to see the hash of. */
  const watched =
    (inner: Signer): Signer =>
    async () => {
      const key = await inner();
      return {
        ...key,
        sign: (bytes) => {
          vault.willSign(bytes);
          return key.sign(bytes);
        },
      };
    };
  const sign = () => signJws(signer, { payload: '{}', typ: 'coec-record+json' });

  it('is asked for its public half once, and then to sign hashes', async () => {
    const jws = await sign();
    const { kid, publicJwk } = await signer();
    assert.equal(keyIdOf(jws), kid);
    await compactVerify(jws, await importJWK(publicJwk, 'ES256'));
    await sign();
    assert.deepEqual(
      vault.asked.map((asked) => asked.replace(/\/$/, '')),
      ['GET /keys/certificates', 'POST /keys/certificates/1/sign', 'POST /keys/certificates/1/sign'],
    );
  });

  it('signs with its newest version after a restart', async () => {
    const old = await signer();
    vault.rotate();
    const { kid } = await keyVault({
      keyUrl: KEY_URL,
      credential,
      client: { httpClient: vault.httpClient },
    })();
    assert.notEqual(kid, old.kid);
    assert.ok(vault.asked.length > 0);
  });

  it('that cannot be reached fails for the moment, and is asked again', async () => {
    vault.fail(503);
    await assert.rejects(sign(), KeyUnavailable);
    vault.fail(undefined);
    await sign();
    vault.fail(429);
    await assert.rejects(sign(), KeyUnavailable);
  }).slow(5_000);

  it('that refuses, is missing or is of another kind says what to mend', async () => {
    for (const [status, words] of [
      [403, /role of the deployment template/],
      [404, /no key at .*KEY_VAULT_KEY/],
    ] as const) {
      vault.fail(status);
      await assert.rejects(sign(), (error) => error instanceof KeyUnusable && words.test(error.message));
    }
    vault.fail(undefined);
    vault.onCurve('P-521');
    await assert.rejects(sign(), (error) => error instanceof KeyUnusable && /P-256/.test(error.message));
  });
});
