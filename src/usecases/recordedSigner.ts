import type { Clock, ProgrammeStore, Signer } from './ports.ts';

/**
 * The key in service, whose public half is kept before it signs anything: what it signs stays verifiable after it is
 * rotated out. One store call for each key in the life of the process.
 */
export function recordedSigner(deps: { signer: Signer; programme: ProgrammeStore; clock: Clock }): Signer {
  const recorded = new Set<string>();
  return async () => {
    const key = await deps.signer();
    if (recorded.has(key.kid)) return key;
    await deps.programme.create('signing-key', key.kid, { jwk: key.publicJwk, since: deps.clock() });
    recorded.add(key.kid);
    return key;
  };
}
