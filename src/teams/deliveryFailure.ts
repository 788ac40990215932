import { z } from 'zod';
import type { UnreachableReason } from '../domain/obligation.ts';
import type { Delivery } from '../usecases/ports.ts';

/** The connector's error: a status, and Teams' code in the body. */
const Status = z.looseObject({ statusCode: z.number() });
const TeamsError = z.looseObject({ body: z.looseObject({ error: z.looseObject({ code: z.string() }) }) });
const Coded = z.looseObject({ code: z.string() });

/** 401 is our own credential's fault, not theirs. */
const PASSING = new Set([401, 408, 412, 425, 429]);

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
  const status = Status.safeParse(error).data?.statusCode;
  const code = TeamsError.safeParse(error).data?.body.error.code ?? Coded.safeParse(error).data?.code ?? '';
  if (status === undefined || PASSING.has(status) || status >= 500)
    return { outcome: 'failed', because: 'service-unavailable', retry: 'later' };
  const because = REASONS[code] ?? (status === 404 ? 'not-found' : 'refused');
  return { outcome: 'failed', because, retry: 'on-reinstall' };
}
