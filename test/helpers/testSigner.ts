import { localKey, newPrivateKey } from '../../src/keys/localKey.ts';
import type { Signer } from '../../src/usecases/ports.ts';

/** A signing key of this test run. */
export const testKey = localKey(newPrivateKey());
export const testSigner: Signer = async () => testKey;
