import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import { failureIn } from './carried.ts';
import { isPassing, type Patience, waitBefore } from './patience.ts';

/**
 * Tries again what may work the next time: throttling, a server's bad moment, a connection that broke. The client's
 * own handler lets 500, 502 and broken connections through, waits in real time and cuts `Retry-After` short. Every
 * request of this room can be repeated safely: all are reads, or say the same when they are said twice.
 */
export function retrying(patience: Patience): Middleware {
  let next: Middleware | undefined;
  const once = async (context: Context): Promise<Response | undefined> => {
    // Later handlers append to the headers they find: a second try must not start from the first one's.
    const headers = { ...(context.options?.headers as Record<string, string>) };
    const attempt: Context = { ...context, options: { ...context.options, headers } };
    await next?.execute(attempt);
    return attempt.response;
  };
  return {
    setNext(middleware) {
      next = middleware;
    },
    async execute(context) {
      for (let tries = 1; ; tries++) {
        const outcome = await once(context).catch((error: Error) => error);
        const wait = waitAfter(outcome, tries, patience);
        if (wait !== undefined) {
          await patience.pause(wait);
          continue;
        }
        if (outcome instanceof Error) throw outcome;
        if (outcome) context.response = outcome;
        return;
      }
    },
  };
}

/** Milliseconds before the next try; `undefined` when the outcome stands. */
function waitAfter(
  outcome: Response | Error | undefined,
  tries: number,
  patience: Patience,
): number | undefined {
  if (outcome instanceof Error) {
    return failureIn(outcome)?.passing ? waitBefore(tries, undefined, patience) : undefined;
  }
  if (!outcome || !isPassing(outcome.status)) return undefined;
  return waitBefore(tries, outcome.headers.get('Retry-After'), patience);
}
