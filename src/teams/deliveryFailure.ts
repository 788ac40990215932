import { z } from 'zod';
import type { UnreachableReason } from '../domain/obligation.ts';
import type { Delivery } from '../usecases/ports.ts';

/** The connector's error: a status, and Teams' code in the body. */
const ConnectorError = z.looseObject({
  statusCode: z.number().optional(),
  code: z.unknown(),
  body: z.looseObject({ error: z.looseObject({ code: z.string().optional() }).optional() }).nullish(),
});

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
  const parsed = ConnectorError.safeParse(error);
  const status = parsed.success ? parsed.data.statusCode : undefined;
  const code = parsed.success ? (parsed.data.body?.error?.code ?? String(parsed.data.code ?? '')) : '';
  if (status === undefined || status === 408 || status === 412 || status === 429 || status >= 500)
    return { outcome: 'failed', because: 'service-unavailable', retry: 'later' };
  const because = REASONS[code] ?? (status === 404 ? 'not-found' : 'refused');
  return { outcome: 'failed', because, retry: 'on-reinstall' };
}
