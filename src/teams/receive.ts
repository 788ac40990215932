import type { TurnContext } from 'botbuilder';
import { AuthenticationError } from 'botframework-connector';
import { isLoopback } from '../config.ts';
import type { TenantId } from '../domain/ids.ts';
import type { BotAdapter } from './adapter.ts';
import { readActivity, tenantOf } from './inbound.ts';

export type Received = { readonly status: number; readonly body?: unknown };

/**
 * From an HTTP request to a turn and back: malformed 400, unauthenticated 401, another tenant 403. Never says more
 * about an error than its status.
 */
export function receiveActivities(deps: {
  adapter: BotAdapter;
  /** The one tenant that is served. */
  tenant: TenantId;
  /** Local mode: nobody is authenticated. */
  onlyThisMachine: boolean;
  turn: (context: TurnContext) => Promise<void>;
  log: { readonly warn: (facts: object) => void; readonly error: (facts: object) => void };
}) {
  return async (body: unknown, authorization: string): Promise<Received> => {
    const activity = readActivity(body);
    if (!activity) return refusal(400, 'This is not a Bot Framework activity.');
    // Without credentials anybody could name an address to be written to: only this machine's are.
    if (deps.onlyThisMachine && !isLoopback(activity.serviceUrl))
      return refusal(400, 'Local mode answers to this machine only.');
    try {
      const response = await deps.adapter.receive(activity, authorization, async (context) => {
        // Only a verified token lets anyone learn whether the tenant is the right one.
        if (tenantOf(activity) !== deps.tenant) throw new OtherTenant();
        // On Web Chat and Direct Line a client says itself who it is.
        if (activity.channelId !== 'msteams') throw new OtherTenant();
        await deps.turn(context);
      });
      if (!response) return { status: 200 };
      return { status: response.status, body: response.body };
    } catch (error) {
      if (error instanceof OtherTenant) {
        deps.log.warn({ event: 'other-tenant-or-channel-refused' });
        return refusal(403, 'This service serves one organisation, in Microsoft Teams only.');
      }
      if (error instanceof AuthenticationError) {
        deps.log.warn({ event: 'request-not-authenticated' });
        return refusal(401, 'The request carries no token that is valid here.');
      }
      deps.log.error({ event: 'turn-failed', type: activity.type, err: error });
      return refusal(500, 'The turn could not be finished.');
    }
  };
}

class OtherTenant extends Error {}

function refusal(status: number, error: string): Received {
  return { status, body: { error } };
}
