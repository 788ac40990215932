import { Failure, StoreConflict, StoreUnavailable, StoreUnusable } from '../usecases/failures.ts';

/** The status of a refused request; a text (`ECONNRESET`, `TimeoutError`) or nothing when no answer was understood. */
export function statusOf(error: unknown): unknown {
  return (error as { code?: unknown } | undefined)?.code;
}

/** 1003: not the document is missing but its container (learn.microsoft.com, "Status codes for Azure Cosmos DB"). */
const OWNER_MISSING = 1003;
/** 403 while the account moves its write region. */
const WRITE_FORBIDDEN = 3;
/** 404 while a replica has not yet seen what this client wrote. */
const SESSION_NOT_AVAILABLE = 1002;

export function isContainerMissing(response: { code?: unknown; substatus?: unknown }): boolean {
  return response.code === 404 && response.substatus === OWNER_MISSING;
}

/**
 * What a lost answer, or none, or one that is not Cosmos DB's, arrives as: the SDK parses before it looks at the
 * status, so a gateway's page or empty body is a SyntaxError or a TypeError. The others are the credential's.
 */
const UNANSWERED = [
  'AbortError',
  'SyntaxError',
  'TypeError',
  'AuthenticationError',
  'AggregateAuthenticationError',
  'CredentialUnavailableError',
];

/** Whether the same request may succeed a moment later. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Failure) return false;
  const status = statusOf(error);
  if (typeof status === 'string') return true;
  if (typeof status !== 'number') return error instanceof Error && UNANSWERED.includes(error.name);
  const substatus = (error as { substatus?: unknown }).substatus;
  if (status === 403) return substatus === WRITE_FORBIDDEN;
  if (status === 404) return substatus === SESSION_NOT_AVAILABLE;
  return status === 408 || status === 410 || status === 429 || status === 449 || status >= 500;
}

/** How long the service asks to wait before the next attempt. Milliseconds. */
export function retryAfterOf(error: unknown): number {
  const { retryAfterInMs } = error as { retryAfterInMs?: unknown };
  return typeof retryAfterInMs === 'number' && retryAfterInMs > 0 ? retryAfterInMs : 0;
}

/** What a request's last error means for who called. Those that point at a mistake of ours stay as they are. */
export function failureOf(error: unknown): unknown {
  if (error instanceof Failure) return error;
  const options = { cause: error };
  const status = statusOf(error);
  if (isPassing(error)) {
    const what = status ?? (error as Error).name;
    return new StoreUnavailable(`Cosmos DB did not answer in time (${what}).`, options);
  }
  switch (status) {
    case 401:
    case 403:
      return new StoreUnusable(
        `Cosmos DB refuses this service's identity (${status}). Give it the data-plane roles of the deployment template.`,
        options,
      );
    case 404:
      return containerMissing(options);
    case 412:
      return new StoreConflict('The document changed meanwhile.', options);
    default:
      return error;
  }
}

export function containerMissing(options?: ErrorOptions): StoreUnusable {
  return new StoreUnusable(
    'A Cosmos DB database or container is missing. Deploy the template, or correct COSMOS_ENDPOINT and COSMOS_DATABASE.',
    options,
  );
}
