import { GraphClientError } from '@microsoft/microsoft-graph-client';
import { Failure } from '../usecases/failures.ts';

/**
 * Carries a failure out of the Graph client: it hands on a GraphClientError as it is, and flattens every other error
 * into one that has lost its cause. (Its constructor undoes subclassing, so the failure travels as the cause.)
 */
export function carried(failure: Failure): GraphClientError {
  return Object.assign(new GraphClientError(failure.message), { cause: failure });
}

export function failureIn(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  return error instanceof Error && error.cause instanceof Failure ? error.cause : undefined;
}
