import type { DisclosureRef } from './certificate.ts';
import type { CalendarDate, CertificateId, CycleId, Instant, ObligationId, PersonId, Sha256 } from './ids.ts';

export type ObligationReason = 'hire' | 'annual' | 'transfer' | 'amendment' | 'rehire';
export type LeavingReason = 'left-company' | 'account-disabled' | 'account-deleted' | 'out-of-scope';
export type MessageKind = 'prompt' | 'reminder';

/** Why a person could not be reached; the words compliance sees are in `content/`. */
export const UNREACHABLE_REASONS = [
  'app-not-installed',
  'blocked-by-user',
  'disabled-by-admin',
  'not-found',
  'refused',
  'service-unavailable',
] as const;
export type UnreachableReason = (typeof UNREACHABLE_REASONS)[number];

/** Each state carries only its own facts. */
export type ObligationState =
  | { readonly status: 'outstanding' }
  | { readonly status: 'paused'; readonly since: Instant; readonly because: string }
  | {
      readonly status: 'certified';
      readonly certifiedAt: Instant;
      readonly certificateId: CertificateId;
      readonly withException: boolean;
      readonly late: boolean;
    }
  | { readonly status: 'declined'; readonly declinedAt: Instant; readonly record: DisclosureRef }
  | {
      readonly status: 'excused';
      readonly excusedAt: Instant;
      readonly by: PersonId;
      readonly because: string;
    }
  | { readonly status: 'left'; readonly at: Instant; readonly because: LeavingReason }
  | { readonly status: 'superseded'; readonly at: Instant; readonly by: Sha256 };

export type ObligationStatus = ObligationState['status'];

/** What happened to an obligation, in order: its audit trail, from which its state follows. */
export type ObligationEvent =
  | {
      readonly type: 'issued';
      readonly at: Instant;
      readonly reason: ObligationReason;
      readonly due: CalendarDate;
      readonly overdueAfter: CalendarDate;
    }
  | {
      readonly type: 'reopened';
      readonly at: Instant;
      readonly reason: ObligationReason;
      readonly due: CalendarDate;
      readonly overdueAfter: CalendarDate;
    }
  | {
      readonly type: 'message-intended';
      readonly at: Instant;
      readonly kind: MessageKind;
      readonly retryAt: Instant;
    }
  | {
      readonly type: 'message-sent';
      readonly at: Instant;
      readonly kind: MessageKind;
      readonly next?: Instant;
    }
  | {
      readonly type: 'message-failed';
      readonly at: Instant;
      readonly kind: MessageKind;
      readonly because: UnreachableReason;
      readonly next?: Instant;
    }
  | { readonly type: 'reachable-again'; readonly at: Instant }
  /** No more messages: a newer cycle has opened and asks for the same thing. */
  | { readonly type: 'silenced'; readonly at: Instant }
  | { readonly type: 'code-opened'; readonly at: Instant }
  | {
      readonly type: 'certified';
      readonly at: Instant;
      readonly certificateId: CertificateId;
      readonly withException: boolean;
      readonly late: boolean;
    }
  | { readonly type: 'declined'; readonly at: Instant; readonly record: DisclosureRef }
  | { readonly type: 'paused'; readonly at: Instant; readonly by: PersonId; readonly because: string }
  | { readonly type: 'resumed'; readonly at: Instant; readonly by: PersonId; readonly due: CalendarDate }
  | { readonly type: 'excused'; readonly at: Instant; readonly by: PersonId; readonly because: string }
  | { readonly type: 'left'; readonly at: Instant; readonly because: LeavingReason }
  | { readonly type: 'superseded'; readonly at: Instant; readonly by: Sha256 };

/** One covered person's duty to certify one Code version in one cycle. */
export type Obligation = {
  readonly id: ObligationId;
  readonly personId: PersonId;
  readonly cycle: CycleId;
  readonly codeHash: Sha256;
  readonly reason: ObligationReason;
  readonly issuedAt: Instant;
  readonly due: CalendarDate;
  /** Overdue on every later day: the due date, or twelve months after the last certificate (promise 8). */
  readonly overdueAfter: CalendarDate;
  readonly state: ObligationState;
  /** When the person first opened the Code's text; nobody signs before that. */
  readonly openedAt?: Instant;
  readonly messagesSent: number;
  readonly lastMessageAt?: Instant;
  /** When the next prompt or reminder may go out; absent when none is to be sent. */
  readonly nextMessageAt?: Instant;
  readonly unreachable?: { readonly since: Instant; readonly because: UnreachableReason };
  readonly history: readonly ObligationEvent[];
};

/** One per person, Code version and cycle (promise 2): issuing twice finds the first. */
export function obligationId(personId: PersonId, cycle: CycleId, codeHash: Sha256): ObligationId {
  return `${cycle}.${codeHash.slice(0, 16)}.${personId}` as ObligationId;
}

/** Whether it still awaits the person: only these get messages and only these can be overdue. */
export function isOpen(obligation: Obligation): boolean {
  return obligation.state.status === 'outstanding';
}

/** Whether it can be signed: someone who declined may still change their mind. */
export function awaitsSignature({ status }: ObligationState): boolean {
  return status === 'outstanding' || status === 'declined';
}

/** Whether nothing has ended it yet: it is, or once resumed will be, waiting for a signature. */
export function isUnsettled(state: ObligationState): boolean {
  return awaitsSignature(state) || state.status === 'paused';
}

export function isOverdue({ state, overdueAfter }: Obligation, today: CalendarDate): boolean {
  return awaitsSignature(state) && today > overdueAfter;
}
