import type { CodeVersion } from '../domain/code.ts';
import { decide } from '../domain/decide.ts';
import { evolveAll } from '../domain/evolve.ts';
import type { Instant } from '../domain/ids.ts';
import type { ReminderRules } from '../domain/ladder.ts';
import type { MessageKind, Obligation } from '../domain/obligation.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { CycleRules } from '../domain/schedule.ts';
import { plusMilliseconds } from '../domain/time.ts';
import {
  isWithin,
  nextWithin,
  type WorkingRules,
  type WorkingTime,
  workingTimeOf,
} from '../domain/workingHours.ts';
import { isOfEarlierCycle } from './currentCycle.ts';
import { IN_FLIGHT } from './delays.ts';
import type { DeliveryReport } from './deliverPrompts.ts';
import { StoreConflict } from './failures.ts';
import { heal, isCertified } from './heal.ts';
import { openChat } from './openChat.ts';
import type {
  AppInstaller,
  CertificateStore,
  Clock,
  Messenger,
  ObligationRecord,
  ObligationStore,
  PeopleStore,
  ProgrammeStore,
  Versioned,
} from './ports.ts';
import { recordDelivery } from './recordDelivery.ts';
import { updateObligation } from './updateObligation.ts';

/** A message waits at most so long for its turn and for Teams to take it. Milliseconds. */
const ON_ITS_WAY = 5 * 60_000;

export type DeliverDeps = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly certificates: CertificateStore;
  readonly programme: ProgrammeStore;
  readonly messenger: Messenger;
  /** Without it, whoever has no chat with the bot waits until they install the app. */
  readonly installer?: AppInstaller | undefined;
  readonly code: Pick<CodeVersion, 'hash'>;
  readonly cycleRules: CycleRules;
  readonly reminderRules: ReminderRules;
  readonly workingRules: WorkingRules;
  readonly timeZone: string;
  readonly clock: Clock;
};

/** Sends one obligation's message if it is due; to somebody who is here, having just written, at any hour. */
export async function deliverOne(
  deps: DeliverDeps,
  known: Versioned<ObligationRecord>,
  who: { readonly isHere?: boolean } = {},
): Promise<keyof DeliveryReport> {
  const now = deps.clock();
  const { obligation } = known.value;
  const target = { personId: obligation.personId, id: obligation.id };
  const kind: MessageKind = obligation.messagesSent === 0 ? 'prompt' : 'reminder';
  if (await isOfEarlierCycle(deps, obligation.cycle)) {
    await updateObligation(deps.obligations, { ...target, known }, (o) =>
      decide(o, { type: 'silence' }, now),
    );
    return 'silenced';
  }
  if (await isAskedAnew(deps, obligation)) return 'elsewhere';
  // Whoever has signed is not asked again, also when a crash kept the obligation open.
  if (isCertified(await heal(deps, known))) return 'silenced';
  const person = await deps.people.get(obligation.personId);
  const time = workingTimeOf(person?.value.person ?? {}, deps.workingRules);
  const until = nextMoment(now, time);
  if (until > now && !who.isHere) {
    await updateObligation(deps.obligations, { ...target, known }, (o) =>
      decide(o, { type: 'postpone-message', until }, now),
    );
    return 'postponed';
  }
  if (!person?.value.conversation) {
    const opened = await openChat(deps, known, { obligation, time, kind });
    return opened.outcome === 'open' ? await deliverOne(deps, opened.record, who) : opened.outcome;
  }
  if (!(await intend(deps, known, kind, now))) return 'elsewhere';
  const delivery = await deps.messenger.prompt(person.value.conversation, {
    kind,
    obligation,
    person: person.value.person,
  });
  await recordDelivery(deps, { obligation, time, kind }, delivery);
  if (delivery.outcome === 'sent') return 'sent';
  return delivery.retry === 'later' ? 'later' : 'unreachable';
}

/**
 * Whether a newer obligation of the same cycle asks for the Code version in force already: `issue` was cut short before
 * it ended this one, and nobody gets two messages. No store call for the version in force.
 */
async function isAskedAnew(
  { obligations, code }: DeliverDeps,
  { personId, id, cycle, codeHash }: Obligation,
): Promise<boolean> {
  if (codeHash === code.hash) return false;
  const all = await obligations.ofPerson(personId);
  return all.some(
    ({ value: { obligation: other } }) =>
      other.cycle === cycle &&
      other.codeHash === code.hash &&
      other.id !== id &&
      other.state.status !== 'superseded',
  );
}

/** When a message may begin that arrives within the person's hours even where it has to wait on its way. */
function nextMoment(now: Instant, time: WorkingTime): Instant {
  const latest = plusMilliseconds(now, ON_ITS_WAY);
  const from = nextWithin(now, time);
  return from > now || isWithin(latest, time) ? from : nextWithin(latest, time);
}

/** Only whoever stores the intent first sends. */
async function intend(
  deps: DeliverDeps,
  known: Versioned<ObligationRecord>,
  kind: MessageKind,
  now: Instant,
): Promise<boolean> {
  const { obligation } = known.value;
  const retryAt = plusMilliseconds(now, IN_FLIGHT);
  const events = decide(obligation, { type: 'intend-message', kind, retryAt }, now);
  if (isRefusal(events) || events.length === 0) return false;
  try {
    await deps.obligations.replace({
      value: { ...known.value, obligation: evolveAll(obligation, events) },
      etag: known.etag,
    });
    return true;
  } catch (error) {
    if (error instanceof StoreConflict) return false;
    throw error;
  }
}
