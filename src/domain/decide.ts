import type { DisclosureRef } from './certificate.ts';
import type { EscalationStep } from './escalation.ts';
import { beforeLast } from './evolve.ts';
import type { CalendarDate, CertificateId, Instant, ObligationId, PersonId, Sha256 } from './ids.ts';
import {
  type Actor,
  type AskedAs,
  awaitsSignature,
  isSignedHere,
  isUnsettled,
  type LeavingReason,
  type MessageKind,
  type Obligation,
  type ObligationEvent,
  type ObligationReason,
  type ObligationState,
  type UnreachableReason,
} from './obligation.ts';
import { type OnPaper, paperId, paperNumber } from './paperCertificate.ts';
import { type Refusal, type RefusalCode, refuse } from './refusal.ts';
import { daysBetween, earlier, plusDays } from './time.ts';

/** What compliance decides about somebody's obligation, and why. Nobody decides about their own. */
type Decided = { readonly by: PersonId; readonly because: string };

/**
 * Twelve months after the last certificate: no date that compliance sets makes more than that timely (promise 8).
 * Undefined for who never certified. Required, so that nobody forgets to ask.
 */
type Limit = { readonly noLaterThan: CalendarDate | undefined };

export type ObligationCommand =
  | { readonly type: 'open-code' }
  | { readonly type: 'certify' }
  | {
      readonly type: 'record-certificate';
      readonly signedAt: Instant;
      readonly certificateId: CertificateId;
      readonly withException: boolean;
      readonly late: boolean;
    }
  /** Asked before the record of a paper is written. `number` is that of the record. */
  | { readonly type: 'intend-paper'; readonly by: PersonId; readonly number: number }
  | {
      readonly type: 'record-paper';
      readonly certifiedAt: Instant;
      readonly onPaper: OnPaper;
      readonly late: boolean;
    }
  | { readonly type: 'decline'; readonly record: DisclosureRef }
  /** `on` is the day it is in the company's calendar. */
  | { readonly type: 'pause'; readonly by: Actor; readonly because: string; readonly on: CalendarDate }
  | ({
      readonly type: 'resume';
      readonly by: Actor;
      readonly because: string;
      readonly on: CalendarDate;
    } & Limit)
  | ({ readonly type: 'excuse' | 'withdraw-excuse' } & Decided)
  /** `next`: when the next reminder goes out by the new date. */
  | ({
      readonly type: 'extend';
      readonly due: CalendarDate;
      readonly on: CalendarDate;
      readonly next?: Instant;
    } & Decided &
      Limit)
  | ({ readonly type: 'withdraw-extension'; readonly next?: Instant } & Decided)
  /** `dayBegan`: when this day began in the company's calendar; one message a day is enough. */
  | {
      readonly type: 'remind';
      readonly by: PersonId;
      readonly as: AskedAs;
      readonly dayBegan: Instant;
      readonly because?: string;
    }
  /** `as` is the obligation that asks again. */
  | ({ readonly type: 'reissue'; readonly as: ObligationId } & Decided)
  | { readonly type: 'close'; readonly because: LeavingReason }
  | { readonly type: 'supersede'; readonly by: Sha256 }
  | {
      readonly type: 'reopen';
      readonly reason: ObligationReason;
      readonly due: CalendarDate;
      readonly overdueAfter: CalendarDate;
    }
  | { readonly type: 'intend-message'; readonly kind: MessageKind; readonly retryAt: Instant }
  | { readonly type: 'record-sent'; readonly kind: MessageKind; readonly next?: Instant }
  | {
      readonly type: 'record-failed';
      readonly kind: MessageKind;
      readonly because: UnreachableReason;
      readonly next?: Instant;
    }
  | { readonly type: 'postpone-message'; readonly until: Instant }
  | { readonly type: 'record-reachable' }
  | { readonly type: 'record-escalation'; readonly step: EscalationStep; readonly to: readonly PersonId[] }
  | { readonly type: 'silence' };

/**
 * What follows from a command: the events to record, or why nothing may happen. An empty list means that the
 * command asks for what is already so. A certified obligation never changes again (promise 3).
 */
export function decide(
  obligation: Obligation,
  command: ObligationCommand,
  now: Instant,
): readonly ObligationEvent[] | Refusal {
  const { state } = obligation;
  switch (command.type) {
    case 'open-code':
      if (!awaitsSignature(state)) return refuseFor(state);
      return obligation.openedAt ? [] : [{ type: 'code-opened', at: now }];
    // Asked before the certificate is made: may this person sign now? What follows is recorded by the next one.
    case 'certify':
      if (!awaitsSignature(state)) return refuseFor(state);
      return obligation.openedAt ? [] : refuse('code-not-opened');
    // The certificate exists and cannot be unmade: whatever else happened meanwhile gives way to it.
    case 'record-certificate': {
      if (isSignedHere(state)) return [];
      const { certificateId, withException, late, signedAt } = command;
      return [{ type: 'certified', at: signedAt, certificateId, withException, late }];
    }
    case 'intend-paper':
      return intendPaper(obligation, command, now);
    // The record exists and cannot be unmade; a certificate that the person signed here counts all the same.
    case 'record-paper': {
      if (isSignedHere(state)) return [];
      const known = state.status === 'certified' ? state.onPaper?.record : undefined;
      const { certifiedAt, onPaper, late } = command;
      if (paperNumber(known) >= paperNumber(onPaper.record)) return [];
      return [{ type: 'certified-on-paper', at: onPaper.recordedAt, certifiedAt, onPaper, late }];
    }
    case 'decline':
      if (state.status !== 'outstanding') return refuseFor(state);
      return [{ type: 'declined', at: now, record: command.record }];
    case 'pause': {
      if (isOwn(obligation, command.by)) return refuse('own-obligation');
      if (state.status === 'paused') return [];
      // Who declined and is on leave is paused like anyone else, or a manager could tell the two apart (promise 7).
      const byLeave = state.status === 'declined' && command.by === 'directory';
      if (state.status !== 'outstanding' && !byLeave) return refuseFor(state);
      const { by, because, on } = command;
      return [{ type: 'paused', at: now, by, because, on }];
    }
    case 'resume':
      return resume(obligation, command, now);
    case 'excuse':
      if (isOwn(obligation, command.by)) return refuse('own-obligation');
      if (state.status === 'excused') return [];
      if (!isUnsettled(state)) return refuseFor(state);
      return [{ type: 'excused', at: now, by: command.by, because: command.because }];
    case 'withdraw-excuse':
      if (isOwn(obligation, command.by)) return refuse('own-obligation');
      if (state.status !== 'excused') return refuse('not-excused');
      return [{ type: 'excuse-withdrawn', at: now, by: command.by, because: command.because }];
    case 'extend':
      return extend(obligation, command, now);
    case 'withdraw-extension':
      return withdrawExtension(obligation, command, now);
    case 'remind':
      return remind(obligation, command, now);
    case 'reissue': {
      if (isOwn(obligation, command.by)) return refuse('own-obligation');
      // What was certified stays as it is: the one that asks again says why.
      if (state.status === 'certified') return [];
      if (state.status !== 'declined' && state.status !== 'excused') return refuseFor(state);
      const { by, because, as } = command;
      return [{ type: 'reissued', at: now, by, because, as }];
    }
    case 'close':
      // Who declined and leaves is closed like anyone else, or a manager could tell the two apart (promise 7).
      if (!isUnsettled(state)) return [];
      return [{ type: 'left', at: now, because: command.because }];
    case 'supersede':
      if (!isUnsettled(state)) return [];
      return [{ type: 'superseded', at: now, by: command.by }];
    case 'reopen': {
      if (state.status !== 'left') return [];
      const { reason, due, overdueAfter } = command;
      return [{ type: 'reopened', at: now, reason, due, overdueAfter }];
    }
    case 'intend-message':
      if (state.status !== 'outstanding') return refuseFor(state);
      if (!obligation.nextMessageAt || obligation.nextMessageAt > now) return [];
      return [{ type: 'message-intended', at: now, kind: command.kind, retryAt: command.retryAt }];
    case 'record-sent':
      if (state.status !== 'outstanding') return refuseFor(state);
      return [{ type: 'message-sent', at: now, kind: command.kind, ...next(command.next) }];
    case 'record-failed':
      if (state.status !== 'outstanding') return refuseFor(state);
      return [
        {
          type: 'message-failed',
          at: now,
          kind: command.kind,
          because: command.because,
          ...next(command.next),
        },
      ];
    case 'postpone-message':
      if (state.status !== 'outstanding') return refuseFor(state);
      if (!obligation.nextMessageAt || obligation.nextMessageAt >= command.until) return [];
      return [{ type: 'message-postponed', at: now, until: command.until }];
    case 'record-escalation': {
      if (!awaitsSignature(state)) return refuseFor(state);
      const { overdueAfter } = obligation;
      return [{ type: 'escalated', at: now, step: command.step, to: command.to, overdueAfter }];
    }
    case 'record-reachable':
      if (state.status !== 'outstanding' || !obligation.unreachable) return [];
      return [{ type: 'reachable-again', at: now }];
    case 'silence':
      if (!obligation.nextMessageAt && !obligation.unreachable) return [];
      return [{ type: 'silenced', at: now }];
  }
}

/** Nobody records their own; the first is for what awaits something, each later one corrects the one before. */
function intendPaper(
  obligation: Obligation,
  { by, number }: Extract<ObligationCommand, { type: 'intend-paper' }>,
  now: Instant,
): readonly ObligationEvent[] | Refusal {
  const { state, paperIntended } = obligation;
  if (isOwn(obligation, by)) return refuse('own-obligation');
  const known = state.status === 'certified' ? state.onPaper?.record : undefined;
  if (!known && !isUnsettled(state)) return refuseFor(state);
  if (number !== paperNumber(known) + 1) return refuse('decision-changed');
  const record = paperId(obligation.id, number);
  return record === paperIntended ? [] : [{ type: 'paper-intended', at: now, by, record }];
}

function isOwn({ personId }: Obligation, by: Actor): boolean {
  return by === personId;
}

/** The clock stood still: what was left of the time when it was paused is left when it is resumed. */
function resume(
  obligation: Obligation,
  command: Extract<ObligationCommand, { type: 'resume' }>,
  now: Instant,
): readonly ObligationEvent[] | Refusal {
  const { by, because, on, noLaterThan } = command;
  const { state, due, overdueAfter } = obligation;
  if (isOwn(obligation, by)) return refuse('own-obligation');
  if (state.status !== 'paused') return refuse('not-paused');
  const since = state.on ?? (state.since.slice(0, 10) as CalendarDate);
  const days = Math.max(0, daysBetween(since, on));
  return [
    {
      type: 'resumed',
      at: now,
      by,
      because,
      due: plusDays(due, days),
      overdueAfter: within(plusDays(overdueAfter, days), noLaterThan),
    },
  ];
}

function extend(
  obligation: Obligation,
  command: Extract<ObligationCommand, { type: 'extend' }>,
  now: Instant,
): readonly ObligationEvent[] | Refusal {
  const { by, because, due, on, noLaterThan } = command;
  if (isOwn(obligation, by)) return refuse('own-obligation');
  if (!awaitsSignature(obligation.state)) return refuseFor(obligation.state);
  if (due === obligation.due && isExtended(obligation)) return [];
  if (due <= obligation.due || due < on) return refuse('not-later');
  const overdueAfter = within(due, noLaterThan);
  if (overdueAfter <= obligation.overdueAfter) return refuse('twelve-months');
  const next = rescheduled(obligation, command.next);
  return [{ type: 'extended', at: now, by, because, due, overdueAfter, ...next }];
}

/** Only while nothing has moved the date since. */
function withdrawExtension(
  obligation: Obligation,
  command: Extract<ObligationCommand, { type: 'withdraw-extension' }>,
  now: Instant,
): readonly ObligationEvent[] | Refusal {
  const { by, because } = command;
  if (isOwn(obligation, by)) return refuse('own-obligation');
  if (!awaitsSignature(obligation.state)) return refuseFor(obligation.state);
  if (!isExtended(obligation)) return refuse('not-extended');
  const { due, overdueAfter } = beforeLast(obligation, 'extended');
  const next = rescheduled(obligation, command.next);
  return [{ type: 'extension-withdrawn', at: now, by, because, due, overdueAfter, ...next }];
}

const MOVES_THE_DATE: readonly ObligationEvent['type'][] = [
  'issued',
  'reopened',
  'resumed',
  'extended',
  'extension-withdrawn',
];

/** Whether its date is the one an extension set. */
export function isExtended({ history }: Obligation): boolean {
  return history.findLast(({ type }) => MOVES_THE_DATE.includes(type))?.type === 'extended';
}

/** A first prompt is not put off, and what is not to be sent is not sent because a date has moved. */
function rescheduled(obligation: Obligation, at: Instant | undefined): { next?: Instant } {
  return obligation.messagesSent > 0 && obligation.nextMessageAt ? next(at) : {};
}

function remind(
  obligation: Obligation,
  command: Extract<ObligationCommand, { type: 'remind' }>,
  now: Instant,
): readonly ObligationEvent[] | Refusal {
  const { by, as, because, dayBegan } = command;
  const { state, lastMessageAt = '', remindedAt = '' } = obligation;
  if (isOwn(obligation, by)) return refuse('own-obligation');
  // To a manager a decline looks like any other open item (promise 7): what is answered must not tell them apart.
  const looksOpen = as === 'manager' && state.status === 'declined';
  if (state.status !== 'outstanding' && !looksOpen) return refuseFor(state);
  if (lastMessageAt >= dayBegan || remindedAt >= dayBegan || isUnderWay(obligation, now))
    return refuse('reminded-today');
  return [{ type: 'reminder-requested', at: now, by, as, ...(because && { because }) }];
}

/** A message was begun and nobody knows yet what came of it: another one now would arrive twice. */
function isUnderWay({ history, nextMessageAt }: Obligation, now: Instant): boolean {
  const last = history.findLast(({ type }) => type.startsWith('message-'));
  return last?.type === 'message-intended' && nextMessageAt !== undefined && nextMessageAt > now;
}

function within(date: CalendarDate, limit: CalendarDate | undefined): CalendarDate {
  return limit ? earlier(date, limit) : date;
}

const REFUSAL_FOR = {
  outstanding: 'still-open',
  paused: 'paused',
  certified: 'already-certified',
  declined: 'already-declined',
  excused: 'excused',
  left: 'left',
  superseded: 'superseded',
} as const satisfies Record<ObligationState['status'], RefusalCode>;

function refuseFor(state: ObligationState): Refusal {
  return refuse(REFUSAL_FOR[state.status]);
}

function next(at: Instant | undefined): { next?: Instant } {
  return at ? { next: at } : {};
}
