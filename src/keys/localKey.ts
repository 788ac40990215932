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
    // Asked for the 64 bytes at once, Node takes nearly twice as long.
    sign: async (bytes) => fixedLength(sign('sha256', bytes, privateKey)),
  };
}

/** Bytes of each of the two numbers of a signature on P-256. */
const LENGTH = 32;

/**
 * The two numbers of an ECDSA signature, r and s, in 32 bytes each (RFC 7518 3.4), from the DER of RFC 3279 2.2.3: a
 * sequence of two integers, without leading zeros but for one that says that a number is not negative.
 */
function fixedLength(der: Uint8Array): Uint8Array {
  const signature = new Uint8Array(2 * LENGTH);
  let at = 2;
  for (const end of [LENGTH, 2 * LENGTH]) {
    const from = at + 2;
    at = from + (der[at + 1] ?? 0);
    const digits = der.subarray(Math.max(from, at - LENGTH), at);
    signature.set(digits, end - digits.length);
  }
  return signature;
}

function publicJwkOf(key: KeyObject): PublicJwk {
  const { kty, crv, x, y } = key.export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y) throw new Error('The key is not on P-256.');
  return { kty, crv, x, y };
}
