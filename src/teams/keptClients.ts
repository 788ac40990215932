import { type Activity, StatusCodes } from 'botbuilder';
import {
  type AuthenticateRequestResult,
  AuthenticationError,
  BotFrameworkAuthentication,
  type ClaimsIdentity,
  type ConnectorClient,
  type ConnectorFactory,
  type UserTokenClient,
} from 'botframework-connector';

/** Service URLs are a handful per cloud; more would be somebody trying. */
const MOST_CLIENTS = 50;

/**
 * Keeps connector clients per service URL and audience, and the user-token client, which botbuilder makes anew for
 * every turn: measured 1.4 to 1.5 times as many turns a second. Also refuses what the stock one lets through.
 */
export function withKeptClients(inner: BotFrameworkAuthentication): BotFrameworkAuthentication {
  return new KeptClients(inner);
}

class KeptClients extends BotFrameworkAuthentication {
  readonly #inner: BotFrameworkAuthentication;
  readonly #connectors = new Map<string, Promise<ConnectorClient>>();
  readonly #factories = new Map<string, ConnectorFactory>();
  #userTokens: Promise<UserTokenClient> | undefined;

  constructor(inner: BotFrameworkAuthentication) {
    super();
    this.#inner = inner;
  }

  override async authenticateRequest(activity: Activity, header: string): Promise<AuthenticateRequestResult> {
    const result = await this.#inner.authenticateRequest(activity, header).catch(asUnauthorized);
    requireExpiry(result.claimsIdentity);
    return { ...result, connectorFactory: this.createConnectorFactory(result.claimsIdentity) };
  }

  override createConnectorFactory(claims: ClaimsIdentity): ConnectorFactory {
    const appId = claims.getClaimValue('aud') ?? '';
    const kept = this.#factories.get(appId);
    if (kept) return kept;
    const factory = this.#inner.createConnectorFactory(claims);
    const keeping: ConnectorFactory = {
      create: (serviceUrl, audience) => {
        const key = `${serviceUrl} ${audience}`;
        const known = this.#connectors.get(key);
        if (known) return known;
        if (this.#connectors.size >= MOST_CLIENTS) this.#connectors.clear();
        const made = factory.create(serviceUrl, audience).then(tamed);
        this.#connectors.set(key, made);
        made.catch(() => this.#connectors.delete(key));
        return made;
      },
    };
    this.#factories.set(appId, keeping);
    return keeping;
  }

  override createUserTokenClient(claims: ClaimsIdentity): Promise<UserTokenClient> {
    this.#userTokens ??= this.#inner.createUserTokenClient(claims);
    this.#userTokens.catch(() => {
      this.#userTokens = undefined;
    });
    return this.#userTokens;
  }

  override authenticateStreamingRequest(): Promise<AuthenticateRequestResult> {
    return Promise.reject(new AuthenticationError('Streaming is not offered.', StatusCodes.UNAUTHORIZED));
  }

  override getOriginatingAudience(): string {
    return this.#inner.getOriginatingAudience();
  }

  override authenticateChannelRequest(header: string): Promise<ClaimsIdentity> {
    return this.#inner.authenticateChannelRequest(header);
  }
}

/** A connector that does not answer must not keep everybody else's messages waiting. Milliseconds. */
const PATIENCE = 10_000;

type Request = { timeout: number };
type Pipeline = {
  removePolicy(of: { name: string }): unknown;
  addPolicy(policy: {
    name: string;
    sendRequest(request: Request, next: (request: Request) => unknown): unknown;
  }): void;
};

/**
 * The connector would wait without end, and repeat a POST after 408, 429 and 5xx by itself, so that a person would be
 * prompted twice. Its options for either are not carried out: the pipeline below it is changed instead.
 */
function tamed(connector: ConnectorClient): ConnectorClient {
  const { pipeline } = (connector as unknown as { client: { pipeline: Pipeline } }).client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline.addPolicy({
    name: 'patience',
    sendRequest(request, next) {
      request.timeout = PATIENCE;
      return next(request);
    },
  });
  return connector;
}

/** botbuilder accepts a token without an expiry. Local mode has no token and so no claims. */
function requireExpiry(identity: ClaimsIdentity): void {
  if (identity.claims.length > 0 && !identity.getClaimValue('exp'))
    throw new AuthenticationError('The token has no expiry.', StatusCodes.UNAUTHORIZED);
}

/** A bad signature, algorithm or time is the caller's fault; botbuilder would answer 500. */
function asUnauthorized(error: unknown): never {
  const name = error instanceof Error ? error.name : '';
  if (['JsonWebTokenError', 'NotBeforeError', 'TokenExpiredError', 'SyntaxError'].includes(name))
    throw new AuthenticationError('The token is not valid.', StatusCodes.UNAUTHORIZED);
  throw error;
}
