import { createHash } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import { CryptographyClient, type CryptographyClientOptions, KeyClient } from '@azure/keyvault-keys';
import { type PublicJwk, thumbprint } from '../domain/jws.ts';
import { KeyUnavailable, KeyUnusable } from '../usecases/failures.ts';
import type { Signer, SigningKey } from '../usecases/ports.ts';

export type KeyVaultOptions = {
  /** `https://NAME.vault.azure.net/keys/KEY`: always the newest version is used. */
  readonly keyUrl: string;
  readonly credential: TokenCredential;
  /** How requests are sent; tests put a vault of their own here. */
  readonly client?: Pick<CryptographyClientOptions, 'httpClient'>;
};

/** A turn is answered within 5 s; signing has most of it. Milliseconds. */
const PATIENCE = 3_000;
/** How soon a rotation is noticed. Milliseconds. */
const FRESH = 10 * 60_000;
const RETRIES = { maxRetries: 2, retryDelayInMs: 200, maxRetryDelayInMs: 800 };

/** The newest version of a key in Azure Key Vault. The private half stays in the vault: signing is a request. */
export function keyVault({ keyUrl, credential, client = {} }: KeyVaultOptions): Signer {
  const { origin, pathname } = new URL(keyUrl);
  const name = pathname.split('/')[2] ?? '';
  const options = { ...client, retryOptions: RETRIES };
  const keys = new KeyClient(origin, credential, options);
  let kept: { at: number; key: Promise<SigningKey> } | undefined;

  const newest = async (): Promise<SigningKey> => {
    const found = await asked(keyUrl, (abortSignal) => keys.getKey(name, { abortSignal }));
    const publicJwk = publicJwkOf(keyUrl, found.key);
    const cryptography = new CryptographyClient(found, credential, options);
    return {
      kid: thumbprint(publicJwk),
      publicJwk,
      sign: async (bytes) => {
        const digest = createHash('sha256').update(bytes).digest();
        const signed = await asked(keyUrl, (abortSignal) =>
          cryptography.sign('ES256', digest, { abortSignal }),
        );
        return signed.result;
      },
    };
  };
  return async () => {
    if (!kept || Date.now() - kept.at > FRESH) {
      const made = { at: Date.now(), key: newest() };
      kept = made;
      // A failure is not kept: the next signature asks again.
      made.key.catch(() => {
        if (kept === made) kept = undefined;
      });
    }
    return await kept.key;
  };
}

/** @throws KeyUnusable when the vault refuses or has no such key, KeyUnavailable when it does not answer in time. */
async function asked<T>(keyUrl: string, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  try {
    return await ask(AbortSignal.timeout(PATIENCE));
  } catch (error) {
    const { statusCode } = error as { statusCode?: number };
    const options = { cause: error };
    switch (statusCode) {
      case 401:
      case 403:
        throw new KeyUnusable(
          `Key Vault refuses this service's identity (${statusCode}). Give it the role of the deployment template on ${keyUrl}.`,
          options,
        );
      case 404:
        throw new KeyUnusable(`There is no key at ${keyUrl}. Correct KEY_VAULT_KEY.`, options);
      default:
        throw new KeyUnavailable('Key Vault did not answer in time.', options);
    }
  }
}

function publicJwkOf(
  keyUrl: string,
  key: { kty?: string; crv?: string; x?: Uint8Array; y?: Uint8Array } | undefined,
): PublicJwk {
  const { kty, crv, x, y } = key ?? {};
  if (!kty?.startsWith('EC') || crv !== 'P-256' || !x || !y)
    throw new KeyUnusable(`The key at ${keyUrl} is no elliptic-curve key on P-256, which ES256 needs.`);
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  return { kty: 'EC', crv, x: text(x), y: text(y) };
}
