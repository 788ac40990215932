import { GraphError } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import {
  DirectoryCursorExpired,
  DirectoryForbidden,
  DirectoryUnavailable,
  type Failure,
} from '../usecases/failures.ts';
import { failureIn } from './carried.ts';
import type { Permission } from './permissions.ts';

export type GraphCall = {
  /** For messages, without names or ids: `GET /users/delta`. */
  readonly what: string;
  readonly permission: Permission;
  /** A link that Graph itself gave us earlier, as against a request we composed. */
  readonly followsLink?: boolean;
  /** What it means that the thing asked for is not there, where it means something. */
  readonly whenMissing?: () => Failure;
};

/** An answer that is an error: alone, or a part of a `$batch`. */
type ErrorAnswer = { readonly status: number; readonly body?: unknown };

const EXPIRED = new Set(['syncstatenotfound', 'resyncrequired', 'directory_expiredpagetoken']);
const errorBody = z.object({
  error: z.object({
    code: z.string().optional().catch(undefined),
    innerError: z.object({ 'request-id': z.string() }).optional().catch(undefined),
  }),
});

/** What went wrong with a request, in this service's words. */
export function failureOf(error: unknown, call: GraphCall): Failure {
  const known = failureIn(error);
  if (known) return known;
  if (!(error instanceof GraphError) || error.statusCode < 400) {
    return new DirectoryUnavailable(`${call.what} gave an answer that could not be read.`, { cause: error });
  }
  const { statusCode: status, code, requestId } = error;
  return failureOfAnswer(
    { status, body: { error: { code, innerError: { 'request-id': requestId } } } },
    call,
    error,
  );
}

/**
 * A token that is too old shows in three ways: 410, as documented; a code such as `syncStateNotFound`; and, for users,
 * 400 `Request_UnsupportedQuery` ("DeltaLink older than 30 days is not supported"). So any 400 to a link that Graph
 * gave us means that the link is no good any more: we send it unchanged.
 */
export function failureOfAnswer(answer: ErrorAnswer, call: GraphCall, cause?: unknown): Failure {
  const { status } = answer;
  const { code, innerError } = errorBody.safeParse(answer.body).data?.error ?? {};
  const request = innerError ? ` (request ${innerError['request-id']})` : '';
  const said = `${call.what} was answered ${[status, code].filter(Boolean).join(' ')}${request}`;
  if (status === 401) {
    return new DirectoryForbidden(`${said}: Microsoft Graph does not accept this service's identity.`, {
      cause,
    });
  }
  if (status === 403) {
    const { name, disables } = call.permission;
    return new DirectoryForbidden(
      `${said}: the application permission ${name} is missing; without it ${disables}.`,
      { cause },
    );
  }
  if (status === 410 || EXPIRED.has(code?.toLowerCase() ?? '') || (status === 400 && call.followsLink)) {
    return new DirectoryCursorExpired(`${said}: the place to go on from is no longer known.`, { cause });
  }
  // An id that is not even shaped like one is answered 400.
  if ((status === 404 || status === 400) && call.whenMissing) return call.whenMissing();
  return new DirectoryUnavailable(`${said}.`, { cause });
}
