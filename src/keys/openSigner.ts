import type { TokenCredential } from '@azure/identity';
import type { Config } from '../config.ts';
import type { Signer } from '../usecases/ports.ts';

/**
 * The key that the environment chose, asked as the service unless `as` is somebody else. Each kind is loaded only when it is the one. A key file is read, or made, at
 * once; a vault is asked when something is to be signed, so that a start does not wait for it.
 * @throws KeyUnusable when the key file cannot be used.
 */
export async function openSigner(
  { signing, mode }: Pick<Config, 'signing' | 'mode'>,
  as?: TokenCredential,
): Promise<Signer> {
  if (signing.kind === 'file') {
    const { keyFile } = await import('./keyFile.ts');
    return keyFile(signing.file);
  }
  const [{ keyVault }, { credentialFor }] = await Promise.all([
    import('./keyVault.ts'),
    import('../entra.ts'),
  ]);
  return keyVault({ keyUrl: signing.keyUrl, credential: as ?? credentialFor(mode) });
}
