import { z } from 'zod';
import type { UnreachableReason } from '../domain/obligation.ts';
import type { Delivery } from '../usecases/ports.ts';
import type { Setback } from './pace.ts';

/** The connector's error: a status, and Teams' code in the body. */
const Status = z.looseObject({ statusCode: z.number() });
const TeamsError = z.looseObject({ body: z.looseObject({ error: z.looseObject({ code: z.string() }) }) });
const Coded = z.looseObject({ code: z.string() });
const Headed = z.looseObject({
  response: z.looseObject({ headers: z.custom<Headers>((headers) => isHeaders(headers)) }),
});
type Headers = { get(name: string): string | null | undefined };

/** 401 is our own credential's fault, not theirs. */
const PASSING = new Set([401, 408, 412, 425, 429]);

/** Teams says to try these again ("Send proactive messages": 412, 429, 502, 503, 504). */
const TRY_AGAIN = new Set([412, 502, 503, 504]);
/** The request did not leave: there was nobody to take it. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

const REASONS: Readonly<Record<string, UnreachableReason>> = {
  ConversationBlockedByUser: 'blocked-by-user',
  MessageWritesBlocked: 'blocked-by-user',
  BotDisabledByAdmin: 'disabled-by-admin',
  BotNotInConversationRoster: 'app-not-installed',
  ForbiddenOperationException: 'app-not-installed',
};

/**
 * Why Teams did not take a message, and whether trying again can help: 412, 429, 5xx and a broken connection pass;
 * other 4xx do not, until the person installs or unblocks the app.
 */
export function deliveryFailure(error: unknown): Extract<Delivery, { outcome: 'failed' }> {
  const status = statusOf(error);
  if (status === undefined || PASSING.has(status) || status >= 500)
    return { outcome: 'failed', because: 'service-unavailable', retry: 'later' };
  const because = REASONS[codeOf(error)] ?? (status === 404 ? 'not-found' : 'refused');
  return { outcome: 'failed', because, retry: 'on-reinstall' };
}

/**
 * What to do about a failed request at once. One that broke off on its way, or was not answered, may have arrived: a
 * later run tries it again, unless the person has signed by then, so that few are asked twice.
 */
export function setbackOf(error: unknown): Setback {
  const status = statusOf(error);
  if (status === 429) {
    const retryAfterMs = retryAfterOf(error);
    return { kind: 'throttled', ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  const again = status === undefined ? NOT_SENT.has(codeOf(error)) : TRY_AGAIN.has(status);
  return { kind: again ? 'retry' : 'final' };
}

function statusOf(error: unknown): number | undefined {
  return Status.safeParse(error).data?.statusCode;
}

function codeOf(error: unknown): string {
  return TeamsError.safeParse(error).data?.body.error.code ?? Coded.safeParse(error).data?.code ?? '';
}

/** Seconds or an HTTP date (RFC 9110 10.2.3). Milliseconds. */
function retryAfterOf(error: unknown): number | undefined {
  const said = Headed.safeParse(error).data?.response.headers.get('retry-after');
  if (!said) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(said)) return Number(said) * 1000;
  const date = Date.parse(said);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function isHeaders(headers: unknown): headers is Headers {
  return (
    typeof headers === 'object' && headers !== null && 'get' in headers && typeof headers.get === 'function'
  );
}
