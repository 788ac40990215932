import type { DisclosureRef } from './certificate.ts';
import type { CalendarDate, CertificateId, Instant, PersonId, Sha256 } from './ids.ts';
import {
  awaitsSignature,
  isUnsettled,
  type LeavingReason,
  type MessageKind,
  type Obligation,
  type ObligationEvent,
  type ObligationReason,
  type ObligationState,
  type UnreachableReason,
} from './obligation.ts';
import { type Refusal, type RefusalCode, refuse } from './refusal.ts';

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
  | { readonly type: 'decline'; readonly record: DisclosureRef }
  | { readonly type: 'pause'; readonly by: PersonId; readonly because: string }
  | { readonly type: 'resume'; readonly by: PersonId; readonly due: CalendarDate }
  | { readonly type: 'excuse'; readonly by: PersonId; readonly because: string }
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
  | { readonly type: 'record-reachable' }
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
      if (state.status === 'certified') return [];
      const { certificateId, withException, late, signedAt } = command;
      return [{ type: 'certified', at: signedAt, certificateId, withException, late }];
    }
    case 'decline':
      if (state.status !== 'outstanding') return refuseFor(state);
      return [{ type: 'declined', at: now, record: command.record }];
    case 'pause':
      if (state.status === 'paused') return [];
      if (state.status !== 'outstanding') return refuseFor(state);
      return [{ type: 'paused', at: now, by: command.by, because: command.because }];
    case 'resume':
      if (state.status !== 'paused') return refuse('not-paused');
      return [{ type: 'resumed', at: now, by: command.by, due: command.due }];
    case 'excuse':
      if (state.status === 'excused') return [];
      if (!isUnsettled(state)) return refuseFor(state);
      return [{ type: 'excused', at: now, by: command.by, because: command.because }];
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
    case 'record-reachable':
      if (state.status !== 'outstanding' || !obligation.unreachable) return [];
      return [{ type: 'reachable-again', at: now }];
    case 'silence':
      if (!obligation.nextMessageAt && !obligation.unreachable) return [];
      return [{ type: 'silenced', at: now }];
  }
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
