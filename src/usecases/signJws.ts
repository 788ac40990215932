import { compactJws, type SignedType, signingInput } from '../domain/jws.ts';
import type { Signer } from './ports.ts';

/** Signs a canonical text as a compact JWS under the key in service. @throws KeyUnavailable, KeyUnusable */
export async function signJws(
  signer: Signer,
  { payload, typ }: { payload: string; typ: SignedType },
): Promise<string> {
  const key = await signer();
  const input = signingInput({ kid: key.kid, typ, jwk: key.publicJwk }, payload);
  return compactJws(input, await key.sign(Buffer.from(input, 'ascii')));
}
