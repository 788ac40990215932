import {
  AzureCliCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { CLOUD } from './clouds.ts';
import type { Mode } from './config.ts';

/** The service's own Entra identity, for Graph and Cosmos DB alike. @throws Error in local mode, which has none. */
export function credentialFor(mode: Mode): TokenCredential {
  if (mode.kind === 'local') throw new Error('Local mode has no Entra identity.');
  if (mode.appType === 'UserAssignedMSI') return new ManagedIdentityCredential({ clientId: mode.appId });
  const { authority: authorityHost } = CLOUD[mode.cloud];
  return new ClientSecretCredential(mode.tenantId, mode.appId, mode.appPassword ?? '', { authorityHost });
}

/**
 * Whoever has signed in with `az login`: a person, a service principal, or a managed identity other than the service's.
 * What only people may do is asked for as them, never as the service.
 */
export function operatorCredential({ tenantId }: Extract<Mode, { kind: 'teams' }>): TokenCredential {
  return new AzureCliCredential({ tenantId });
}
