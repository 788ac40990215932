import { decide } from '../domain/decide.ts';
import { nextReminderAt, type ReminderRules } from '../domain/ladder.ts';
import type { MessageKind, Obligation } from '../domain/obligation.ts';
import { plusMilliseconds } from '../domain/time.ts';
import type { WorkingTime } from '../domain/workingHours.ts';
import { retryAfter } from './delays.ts';
import type { Clock, Delivery, ObligationStore } from './ports.ts';
import { updateObligation } from './updateObligation.ts';

/** The message whose outcome is to be kept. */
export type Message = {
  readonly obligation: Obligation;
  readonly time: WorkingTime;
  readonly kind: MessageKind;
  /** A failure counts for nothing where the person was reached some other way meanwhile. */
  readonly onlyIfUnreachable?: boolean;
};

/** Keeps what came of a message, and when the next one or the next attempt is due. */
export async function recordDelivery(
  deps: {
    readonly obligations: ObligationStore;
    readonly reminderRules: ReminderRules;
    readonly clock: Clock;
  },
  { obligation, time, kind, onlyIfUnreachable = false }: Message,
  delivery: Delivery,
): Promise<void> {
  const now = deps.clock();
  // A refusal means that they signed, or were paused, while the message was under way: nothing is left to record.
  await updateObligation(
    deps.obligations,
    { personId: obligation.personId, id: obligation.id },
    (current) => {
      if (delivery.outcome === 'sent') {
        const next = nextReminderAt(current, now, deps.reminderRules, time);
        return decide(current, { type: 'record-sent', kind, next }, now);
      }
      if (onlyIfUnreachable && !current.unreachable) return [];
      const { because } = delivery;
      return decide(
        current,
        delivery.retry === 'later'
          ? { type: 'record-failed', kind, because, next: plusMilliseconds(now, waitOf(current)) }
          : { type: 'record-failed', kind, because },
        now,
      );
    },
  );
}

/** The failures since the last message that arrived say how long to wait. */
function waitOf({ history }: Obligation): number {
  const since = history.findLastIndex(({ type }) => type === 'message-sent' || type === 'reachable-again');
  const failures = history.slice(since + 1).filter(({ type }) => type === 'message-failed').length;
  return retryAfter(failures);
}
