import { decide } from '../domain/decide.ts';
import { evolveAll } from '../domain/evolve.ts';
import type { Instant } from '../domain/ids.ts';
import { nextReminderAt, type ReminderRules } from '../domain/ladder.ts';
import type { MessageKind, Obligation } from '../domain/obligation.ts';
import { isRefusal } from '../domain/refusal.ts';
import { type CycleRules, cycleOn } from '../domain/schedule.ts';
import { dateAt, plusMilliseconds } from '../domain/time.ts';
import { nextWithin, type WorkingRules, type WorkingTime, workingTimeOf } from '../domain/workingHours.ts';
import { StoreConflict } from './failures.ts';
import { heal } from './heal.ts';
import type {
  CertificateStore,
  Clock,
  Delivery,
  Messenger,
  ObligationRecord,
  ObligationStore,
  PeopleStore,
  Versioned,
} from './ports.ts';
import { updateObligation } from './updateObligation.ts';

/** A message whose outcome is not known after so long is sent again: the process that sent it has died. Milliseconds. */
const IN_FLIGHT = 10 * 60_000;
/** How long to wait after a passing failure, doubled each time up to a day. Milliseconds. */
const RETRY_LATER = 15 * 60_000;
const LONGEST_WAIT = 24 * 60 * 60_000;

export type DeliverDeps = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly certificates: CertificateStore;
  readonly messenger: Messenger;
  readonly cycleRules: CycleRules;
  readonly reminderRules: ReminderRules;
  readonly workingRules: WorkingRules;
  readonly timeZone: string;
  readonly clock: Clock;
};

export type DeliveryReport = {
  sent: number;
  unreachable: number;
  later: number;
  silenced: number;
  elsewhere: number;
  /** Due outside the person's working hours: they go out when those begin. */
  postponed: number;
};
type Outcome = keyof DeliveryReport;

/**
 * Sends every prompt and reminder that is due. The intent is stored before sending and the outcome after, so that
 * after a crash nothing due is lost and only what was in flight can arrive twice (promise 4).
 */
export function deliverPrompts(deps: DeliverDeps) {
  return async (): Promise<DeliveryReport> => {
    const report: DeliveryReport = {
      sent: 0,
      unreachable: 0,
      later: 0,
      silenced: 0,
      elsewhere: 0,
      postponed: 0,
    };
    for await (const batch of deps.obligations.dueForMessage(deps.clock())) {
      for (const record of batch) report[await deliverOne(deps, record)] += 1;
    }
    return report;
  };
}

/** Sends one obligation's message if it is due; to somebody who is here, having just written, at any hour. */
export async function deliverOne(
  deps: DeliverDeps,
  known: Versioned<ObligationRecord>,
  { isHere = false }: { readonly isHere?: boolean } = {},
): Promise<Outcome> {
  const now = deps.clock();
  const { obligation } = known.value;
  const target = { personId: obligation.personId, id: obligation.id };
  const kind: MessageKind = obligation.messagesSent === 0 ? 'prompt' : 'reminder';
  if (obligation.cycle !== cycleOn(dateAt(now, deps.timeZone), deps.cycleRules).id) {
    await updateObligation(deps.obligations, { ...target, known }, (o) =>
      decide(o, { type: 'silence' }, now),
    );
    return 'silenced';
  }
  // Whoever has signed is not asked again, also when a crash kept the obligation open.
  if ((await heal(deps, known)).certificate) return 'silenced';
  const person = await deps.people.get(obligation.personId);
  const time = workingTimeOf(person?.value.person ?? {}, deps.workingRules);
  const until = nextWithin(now, time);
  if (until > now && !isHere) {
    await updateObligation(deps.obligations, { ...target, known }, (o) =>
      decide(o, { type: 'postpone-message', until }, now),
    );
    return 'postponed';
  }
  if (!person?.value.conversation) {
    await recordOutcome(deps, obligation, time, kind, {
      outcome: 'failed',
      because: 'app-not-installed',
      retry: 'on-reinstall',
    });
    return 'unreachable';
  }
  if (!(await intend(deps, known, kind, now))) return 'elsewhere';
  const delivery = await deps.messenger.prompt(person.value.conversation, {
    kind,
    obligation,
    person: person.value.person,
  });
  await recordOutcome(deps, obligation, time, kind, delivery);
  if (delivery.outcome === 'sent') return 'sent';
  return delivery.retry === 'later' ? 'later' : 'unreachable';
}

/** Only whoever stores the intent first sends. */
async function intend(
  deps: DeliverDeps,
  known: Versioned<ObligationRecord>,
  kind: MessageKind,
  now: Instant,
): Promise<boolean> {
  const { obligation, shown } = known.value;
  const retryAt = plusMilliseconds(now, IN_FLIGHT);
  const events = decide(obligation, { type: 'intend-message', kind, retryAt }, now);
  if (isRefusal(events) || events.length === 0) return false;
  try {
    await deps.obligations.replace({
      value: { shown, obligation: evolveAll(obligation, events) },
      etag: known.etag,
    });
    return true;
  } catch (error) {
    if (error instanceof StoreConflict) return false;
    throw error;
  }
}

/** The failures since the last message that arrived say how long to wait. */
function retryAfter({ history }: Obligation): number {
  const since = history.findLastIndex(({ type }) => type === 'message-sent' || type === 'reachable-again');
  const failures = history.slice(since + 1).filter(({ type }) => type === 'message-failed').length;
  return Math.min(RETRY_LATER * 2 ** failures, LONGEST_WAIT);
}

async function recordOutcome(
  deps: DeliverDeps,
  obligation: Obligation,
  time: WorkingTime,
  kind: MessageKind,
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
      const { because } = delivery;
      return decide(
        current,
        delivery.retry === 'later'
          ? { type: 'record-failed', kind, because, next: plusMilliseconds(now, retryAfter(current)) }
          : { type: 'record-failed', kind, because },
        now,
      );
    },
  );
}
