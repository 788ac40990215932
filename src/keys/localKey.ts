import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type PublicJwk, thumbprint } from '../domain/jws.ts';
import type { SigningKey } from '../usecases/ports.ts';

/** A new P-256 private key in PEM (PKCS #8). */
export function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A key in this process's memory. @throws Error when the text is no P-256 private key. */
export function localKey(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem);
  const publicJwk = publicJwkOf(createPublicKey(privateKey));
  return {
    kid: thumbprint(publicJwk),
    publicJwk,
    sign: async (bytes) => sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
  };
}

function publicJwkOf(key: KeyObject): PublicJwk {
  const { kty, crv, x, y } = key.export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y) throw new Error('The key is not on P-256.');
  return { kty, crv, x, y };
}
