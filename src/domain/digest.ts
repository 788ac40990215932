import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Sha256 } from './ids.ts';

export function sha256(text: string): Sha256 {
  return createHash('sha256').update(text, 'utf8').digest('hex') as Sha256;
}

/** RFC 8785 canonical JSON, the one form in which anything here is hashed or signed. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON values have a canonical form.');
  return text;
}

export function digestOf(value: unknown): Sha256 {
  return sha256(canonicalJson(value));
}
