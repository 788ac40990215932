import { AuthenticationHandler, Client, TelemetryHandler } from '@microsoft/microsoft-graph-client';
import { DirectoryForbidden, DirectoryUnavailable, Failure } from '../usecases/failures.ts';
import { carried } from './carried.ts';
import { PATIENCE, type Patience } from './patience.ts';
import { retrying } from './retrying.ts';
import { transport } from './transport.ts';

/** A `TokenCredential` of `@azure/identity`, or anything shaped like one. */
export type GraphCredential = {
  getToken(scope: string): Promise<{ readonly token: string } | null>;
};

export type GraphClientOptions = {
  /** A national cloud's root, for example `https://graph.microsoft.us`. Default: `https://graph.microsoft.com`. */
  readonly graphRoot?: string;
  readonly patience?: Partial<Patience>;
  /** For one try, in milliseconds; default 60 000, since a page of 999 people can take Graph long. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof fetch;
} & (
  | { readonly credential: GraphCredential; readonly emulatorUrl?: undefined }
  /** An emulator is shown no token: there is no credential to ask for one. */
  | { readonly emulatorUrl: string; readonly credential?: undefined }
);

/** For a client that somebody waits for in a turn, which Teams gives up after ten seconds. */
export const WITHIN_A_TURN = {
  timeoutMs: 2_000,
  patience: { retries: 1, longestWaitMs: 1_000 },
} satisfies Partial<GraphClientOptions>;

/** The Graph client with what the rest of this room must know of it. */
export type GraphClient = {
  readonly sdk: Client;
  readonly root: string;
  readonly patience: Patience;
};

/**
 * A client for Microsoft Graph v1.0 with this service's own handlers: retries, a token for each try (the last may
 * have run out while waiting), Microsoft's request ids for support, and a transport that an emulator can stand behind.
 *
 * @example graphClient({ credential: new ManagedIdentityCredential({ clientId }) })
 * @example graphClient({ emulatorUrl: process.env.GRAPH_EMULATOR_URL })
 */
export function graphClient(options: GraphClientOptions): GraphClient {
  const root = (options.graphRoot ?? 'https://graph.microsoft.com').replace(/\/+$/, '');
  const patience = { ...PATIENCE, ...options.patience };
  const { emulatorUrl, credential, timeoutMs = 60_000, fetch = globalThis.fetch } = options;
  const getAccessToken = credential ? tokenFrom(credential, root) : async () => 'emulator';
  const sdk = Client.initWithMiddleware({
    baseUrl: root,
    // Without it the client withholds its token from hosts it does not know.
    customHosts: new Set([new URL(root).hostname]),
    middleware: [
      retrying(patience),
      new AuthenticationHandler({ getAccessToken }),
      new TelemetryHandler(),
      transport({ graphRoot: root, emulatorUrl, timeoutMs, fetch }),
    ],
  });
  return { sdk, root, patience };
}

function tokenFrom(credential: GraphCredential, root: string): () => Promise<string> {
  return async () => {
    try {
      const answer = await credential.getToken(`${root}/.default`);
      if (answer) return answer.token;
      throw new DirectoryForbidden('The credential gave no token for Microsoft Graph.');
    } catch (cause) {
      if (cause instanceof Failure) throw carried(cause);
      throw carried(new DirectoryUnavailable('No token for Microsoft Graph could be had.', { cause }));
    }
  };
}
