import { createPublicKey, verify } from 'node:crypto';
import { sha256 } from './digest.ts';

/** A P-256 public key (RFC 7517, RFC 7518 6.2). */
export type PublicJwk = {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
};

/** What a signature of ours says it is over, so that a checkpoint is never taken for a certificate. */
export type SignedType =
  | 'coec-certificate+json'
  | 'coec-record+json'
  | 'coec-checkpoint+json'
  | 'coec-export+json'
  /** That the service hashed a scan itself; never part of the evidence. */
  | 'coec-scan+json';

/**
 * RFC 7515 5.1: the protected header and the payload, as they are signed. The public key is in the header, so that a
 * signature can be checked with nothing else at hand but the key's fingerprint.
 */
export function signingInput(
  header: { readonly kid: string; readonly typ: SignedType; readonly jwk: PublicJwk },
  payload: string,
): string {
  return `${base64url(JSON.stringify({ alg: 'ES256', ...header }))}.${base64url(payload)}`;
}

/** The compact serialisation (RFC 7515 7.1) with a signature of 64 bytes (RFC 7518 3.4). */
export function compactJws(input: string, signature: Uint8Array): string {
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

/** What a compact JWS says was signed; undefined where it is none. Nothing is verified. */
export function payloadOf(jws: string): string | undefined {
  const [, payload, signature, more] = jws.split('.');
  if (payload === undefined || !signature || more !== undefined) return undefined;
  return Buffer.from(payload, 'base64url').toString('utf8');
}

/** Under which key a compact JWS says it was signed. */
export function keyIdOf(jws: string): string | undefined {
  try {
    const header: unknown = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString('utf8'));
    const { kid } = header as { kid?: unknown };
    return typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}

/** Whether this key made the signature of a compact JWS, as ES256; what its header says of a key counts for nothing. */
export function isSignedWith(jws: string, key: PublicJwk): boolean {
  const end = jws.lastIndexOf('.');
  const signature = Buffer.from(jws.slice(end + 1), 'base64url');
  // Base64 leaves bits over that mean nothing: there is one spelling.
  if (signature.length !== 64 || signature.toString('base64url') !== jws.slice(end + 1)) return false;
  try {
    const publicKey = createPublicKey({ key, format: 'jwk' });
    return verify(
      'sha256',
      Buffer.from(jws.slice(0, end)),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      signature,
    );
  } catch {
    return false;
  }
}

/** RFC 7638: the key's own hash, in base64url, is its id and the fingerprint people compare. */
export function thumbprint({ crv, kty, x, y }: PublicJwk): string {
  return Buffer.from(sha256(JSON.stringify({ crv, kty, x, y })), 'hex').toString('base64url');
}

function base64url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url');
}
