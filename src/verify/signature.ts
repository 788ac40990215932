import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { canonical, parsed } from './canonical.ts';

export type Signed = { readonly kid: string; readonly payload: string };

/**
 * What a compact JWS shows to have been signed, and by which key. It has to be ES256 of the type expected, name its
 * key by its own thumbprint (RFC 7638), be spelled in the one way there is, and hold canonical JSON.
 */
export async function readSignature(jws: string, typ: string): Promise<Signed | { readonly wrong: string }> {
  try {
    const parts = jws.split('.');
    // Base64 leaves bits over that mean nothing: two spellings of one signature would be two texts for one thing.
    if (parts.length !== 3 || !parts.every(isSpelledPlainly))
      return { wrong: 'it is not a plain compact JWS' };
    // Read by a reader who takes the first of two members it would be another header.
    if (parsed(Buffer.from(parts[0] ?? '', 'base64url').toString('utf8')) === undefined)
      return { wrong: 'its header is not plain JSON' };
    const header = decodeProtectedHeader(jws);
    if (header.alg !== 'ES256') return { wrong: 'it is not ES256' };
    if (header.typ !== typ) return { wrong: `it is over ${clean(String(header.typ))}, not ${typ}` };
    const jwk = publicKey(header.jwk);
    if (!jwk) return { wrong: 'there is no public key on P-256 in it' };
    if (header.kid !== (await calculateJwkThumbprint(jwk)))
      return { wrong: 'its key is not the one it names' };
    const verified = await compactVerify(jws, await keyFrom(jwk), { algorithms: ['ES256'] });
    const payload = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(verified.payload);
    if (canonical(JSON.parse(payload)) !== payload)
      return { wrong: 'what was signed is not in RFC 8785 form' };
    return { kid: header.kid, payload };
  } catch {
    return { wrong: 'the key did not sign this' };
  }
}

function isSpelledPlainly(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part;
}

function publicKey(jwk: JWK | undefined): JWK | undefined {
  const { kty, crv, x, y } = jwk ?? {};
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') return undefined;
  return { kty, crv, x, y };
}

/** There are few keys and many signatures. */
const imported = new Map<string, ReturnType<typeof importJWK>>();
const MOST_KEYS = 100;

function keyFrom(jwk: JWK): ReturnType<typeof importJWK> {
  const name = `${jwk.x}.${jwk.y}`;
  const key = imported.get(name) ?? importJWK(jwk, 'ES256');
  if (imported.size < MOST_KEYS) imported.set(name, key);
  return key;
}

/** A text of a file as a terminal may have it: nothing that moves its cursor or hides what follows. */
export function clean(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '?').slice(0, 200);
}
