import type { DisclosureRef } from './certificate.ts';
import type { EscalationStep } from './escalation.ts';
import type { CalendarDate, CertificateId, CycleId, Instant, ObligationId, PersonId, Sha256 } from './ids.ts';
import type { OnPaper } from './paperCertificate.ts';

export type ObligationReason = 'hire' | 'annual' | 'transfer' | 'amendment' | 'rehire';
export type LeavingReason = 'left-company' | 'account-disabled' | 'account-deleted' | 'out-of-scope';
export type MessageKind = 'prompt' | 'reminder';
/** Who pauses and resumes: somebody of compliance, or the directory, by a group of people on leave. */
export type Actor = PersonId | 'directory';
/** In which capacity somebody asked for a reminder. */
export type AskedAs = 'compliance' | 'manager';

/** Why a person could not be reached; the words compliance sees are in `content/`. */
export const UNREACHABLE_REASONS = [
  'app-not-installed',
  'app-being-installed',
  'app-not-in-catalog',
  'permission-missing',
  'no-teams-licence',
  'blocked-by-policy',
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
  | {
      readonly status: 'paused';
      readonly since: Instant;
      readonly because: string;
      /** The day it was in the company's calendar: the clock stands still from it on. Older records lack it. */
      readonly on?: CalendarDate;
      /** They had declined: so they have again when it is resumed. */
      readonly declined?: { readonly declinedAt: Instant; readonly record: DisclosureRef };
    }
  | {
      readonly status: 'certified';
      readonly certifiedAt: Instant;
      readonly certificateId: CertificateId;
      readonly withException: boolean;
      readonly late: boolean;
      readonly onPaper?: never;
    }
  /** Compliance has recorded a paper that they signed: no certificate of ours exists. */
  | {
      readonly status: 'certified';
      /** By the date on the paper. */
      readonly certifiedAt: Instant;
      readonly onPaper: OnPaper;
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
  | {
      readonly status: 'superseded';
      readonly at: Instant;
      /** The Code version that is asked for instead: the same one when it was reissued, `as` another obligation. */
      readonly by: Sha256;
      readonly as?: ObligationId;
    };

export type ObligationStatus = ObligationState['status'];

/** What happened to an obligation, in order: its audit trail, from which its state follows. */
export type ObligationEvent =
  | {
      readonly type: 'issued';
      readonly at: Instant;
      readonly reason: ObligationReason;
      readonly due: CalendarDate;
      readonly overdueAfter: CalendarDate;
      /** When the first prompt goes out; at once without. */
      readonly promptAt?: Instant;
      /** Compliance asks again for what another obligation of the same cycle had settled. */
      readonly reissue?: { readonly of: ObligationId; readonly by: PersonId; readonly because: string };
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
  /** It was due outside the person's working hours. */
  | { readonly type: 'message-postponed'; readonly at: Instant; readonly until: Instant }
  | { readonly type: 'reachable-again'; readonly at: Instant }
  /** Others were told that it is overdue by the date it has. */
  | {
      readonly type: 'escalated';
      readonly at: Instant;
      readonly step: EscalationStep;
      readonly to: readonly PersonId[];
      readonly overdueAfter: CalendarDate;
    }
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
  /** A record of a paper is about to be written: whoever reads the obligation next looks whether it was. */
  | { readonly type: 'paper-intended'; readonly at: Instant; readonly by: PersonId; readonly record: string }
  /** A record of a paper was written; the later of two takes the place of the earlier. */
  | {
      readonly type: 'certified-on-paper';
      readonly at: Instant;
      readonly certifiedAt: Instant;
      readonly onPaper: OnPaper;
      readonly late: boolean;
    }
  | { readonly type: 'declined'; readonly at: Instant; readonly record: DisclosureRef }
  | {
      readonly type: 'paused';
      readonly at: Instant;
      readonly by: Actor;
      readonly because: string;
      readonly on?: CalendarDate;
    }
  /** Without `overdueAfter` and a reason in older records, whose due date was all that counted. */
  | {
      readonly type: 'resumed';
      readonly at: Instant;
      readonly by: Actor;
      readonly because?: string;
      readonly due: CalendarDate;
      readonly overdueAfter?: CalendarDate;
    }
  | { readonly type: 'excused'; readonly at: Instant; readonly by: PersonId; readonly because: string }
  /** It is again what it was before it was excused. */
  | {
      readonly type: 'excuse-withdrawn';
      readonly at: Instant;
      readonly by: PersonId;
      readonly because: string;
    }
  | {
      readonly type: 'extended' | 'extension-withdrawn';
      readonly at: Instant;
      readonly by: PersonId;
      readonly because: string;
      readonly due: CalendarDate;
      readonly overdueAfter: CalendarDate;
      /** When the next reminder goes out by the new date, where one was waiting. */
      readonly next?: Instant;
    }
  | {
      readonly type: 'reminder-requested';
      readonly at: Instant;
      readonly by: PersonId;
      readonly as: AskedAs;
      readonly because?: string;
    }
  /** Asked again by another obligation of the same cycle and Code version. */
  | {
      readonly type: 'reissued';
      readonly at: Instant;
      readonly by: PersonId;
      readonly because: string;
      readonly as: ObligationId;
    }
  | { readonly type: 'left'; readonly at: Instant; readonly because: LeavingReason }
  | { readonly type: 'superseded'; readonly at: Instant; readonly by: Sha256 };

/** One covered person's duty to certify one Code version in one cycle. */
export type Obligation = {
  readonly id: ObligationId;
  readonly personId: PersonId;
  readonly cycle: CycleId;
  readonly codeHash: Sha256;
  /** From 2 on, it was reissued so many times less one. Absent for the first. */
  readonly sequence?: number;
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
  /** When a reminder was last asked for by compliance or a manager. */
  readonly remindedAt?: Instant;
  /** When the next prompt or reminder may go out; absent when none is to be sent. */
  readonly nextMessageAt?: Instant;
  readonly unreachable?: { readonly since: Instant; readonly because: UnreachableReason };
  /** The record of a paper that was begun last, and may not have been written. */
  readonly paperIntended?: string;
  readonly history: readonly ObligationEvent[];
};

/** What makes an obligation the one it is. */
export type ObligationIdentity = Pick<Obligation, 'personId' | 'cycle' | 'codeHash' | 'sequence'>;

/**
 * One per person, Code version and cycle (promise 2): issuing twice finds the first. Only compliance asks a second time
 * for the same, with a reason, and that one has an id of its own: `sequence` counts from 2.
 */
export function obligationId(
  personId: PersonId,
  cycle: CycleId,
  codeHash: Sha256,
  sequence = 1,
): ObligationId {
  const again = sequence > 1 ? `${sequence}.` : '';
  return `${cycle}.${codeHash.slice(0, 16)}.${again}${personId}` as ObligationId;
}

/** In which order obligations of one cycle came: compares as text. */
export function orderOf({ issuedAt, sequence = 1 }: Pick<Obligation, 'issuedAt' | 'sequence'>): string {
  return `${issuedAt}|${String(sequence).padStart(6, '0')}`;
}

/** Whether compliance asks by it for what another one had settled. */
export function isReissue({ history: [issued] }: Obligation): boolean {
  return issued?.type === 'issued' && issued.reissue !== undefined;
}

/** Who paused it last: what the directory paused, the directory may resume. */
export function pausedBy({ history }: Obligation): Actor | undefined {
  const paused = history.findLast((event) => event.type === 'paused');
  return paused?.type === 'paused' ? paused.by : undefined;
}

/** Whether it still awaits the person: only these get messages and only these can be overdue. */
export function isOpen(obligation: Obligation): boolean {
  return obligation.state.status === 'outstanding';
}

/** Whether it can be signed: someone who declined may still change their mind. */
export function awaitsSignature({ status }: ObligationState): boolean {
  return status === 'outstanding' || status === 'declined';
}

/** Whether the person signed it here: a paper that compliance recorded is not that. */
export function isSignedHere(
  state: ObligationState,
): state is Extract<ObligationState, { certificateId: CertificateId }> {
  return state.status === 'certified' && !state.onPaper;
}

/** The record of a paper that may have been written without the obligation knowing: a crash between the two. */
export function unsettledPaper({ state, paperIntended }: Obligation): string | undefined {
  if (isSignedHere(state)) return undefined;
  const known = state.status === 'certified' ? state.onPaper?.record : undefined;
  return paperIntended === known ? undefined : paperIntended;
}

/** Whether nothing has ended it yet: it is, or once resumed will be, waiting for a signature. */
export function isUnsettled(state: ObligationState): boolean {
  return awaitsSignature(state) || state.status === 'paused';
}

export function isOverdue({ state, overdueAfter }: Obligation, today: CalendarDate): boolean {
  return awaitsSignature(state) && today > overdueAfter;
}
