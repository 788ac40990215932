import { calculateJwkThumbprint } from 'jose';
import { z } from 'zod';
import { verifyTexts as t } from '../content/en/verify.ts';
import { parsed } from './canonical.ts';
import type { Findings } from './findings.ts';
import { clean } from './signature.ts';
import type { Archive } from './zipFile.ts';

const text = z.string().max(200);
const Keys = z.looseObject({
  keys: z.array(z.looseObject({ kid: text, kty: text, crv: text, x: text, y: text })).max(10_000),
});

/** Each listed under its own fingerprint, and all that signed anything among them. Last, when all have been seen. */
export async function checkKeys(archive: Archive, found: Findings): Promise<void> {
  const before = found.wrongs();
  const listed = Keys.safeParse(parsed(await archive.text('keys.json'))).data?.keys ?? [];
  const known = new Set<string>();
  for (const { kid, kty, crv, x, y } of listed) {
    if ((await calculateJwkThumbprint({ kty, crv, x, y }).catch(() => undefined)) === kid) known.add(kid);
    else found.wrong(t.keysWrong(clean(kid)));
  }
  for (const kid of found.keys()) if (!known.has(kid)) found.wrong(t.keyUnlisted(clean(kid)));
  if (found.wrongs() === before) found.checked(t.keys(known.size));
}
