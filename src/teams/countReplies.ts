import { ActivityTypes, type Middleware } from 'botbuilder';
import type { Pace } from './pace.ts';

/**
 * Answers to people go out at once, and count towards what Teams takes all the same: messages that can wait make room.
 * An answer to an invoke travels back in the response and is no request.
 */
export function countReplies(pace: Pick<Pace, 'spend'>): Middleware {
  return {
    async onTurn(context, next) {
      // A proactive message has waited for its place already.
      if (context.activity.name !== 'ContinueConversation') {
        context.onSendActivities((_context, activities, send) => {
          for (const { type } of activities) if (type !== ActivityTypes.InvokeResponse) pace.spend();
          return send();
        });
      }
      await next();
    },
  };
}
