import type { Office } from './coverage.ts';
import { digestOf } from './digest.ts';
import type { CalendarDate, Instant, ObligationId, PersonId, Sha256 } from './ids.ts';
import type { AskedAs, Obligation } from './obligation.ts';
import type { RefusalCode } from './refusal.ts';

/** What compliance, and for `remind` a manager, can do about obligations. None of them makes a certificate. */
export const ACTIONS = [
  'excuse',
  'extend',
  'pause',
  'resume',
  'remind',
  'reissue',
  'withdraw-excuse',
  'withdraw-extension',
] as const;
export type Action = (typeof ACTIONS)[number];

/** Whose obligations: by where they stand. `outstanding` includes the overdue ones. */
export const LISTS = ['outstanding', 'overdue', 'unreached', 'paused', 'declined', 'excused'] as const;
export type ListName = (typeof LISTS)[number];

/** To whom something is to be done. */
export type Selection =
  | { readonly kind: 'person'; readonly person: PersonId }
  | {
      readonly kind: 'list';
      readonly list: ListName;
      readonly office?: Office;
      readonly department?: string;
      /** Only this manager's organisation, at any depth. */
      readonly below?: PersonId;
    }
  /** Those to whom an earlier action was done: to take it back. */
  | { readonly kind: 'action'; readonly id: string };

/** What takes an action back. A reminder is sent, and a reissue is excused like any other. */
export const TAKEN_BACK_BY: Readonly<Partial<Record<Action, Action>>> = {
  excuse: 'withdraw-excuse',
  extend: 'withdraw-extension',
  pause: 'resume',
  resume: 'pause',
};

/** An action as it is kept: who, when, what, why, to whom, and what came of it. */
export type ActionRecord = {
  readonly at: Instant;
  readonly by: PersonId;
  readonly as: AskedAs;
  readonly action: Action;
  readonly selection: Selection;
  readonly because?: string;
  /** The new due date of an extension. */
  readonly due?: CalendarDate;
  readonly targets: readonly ObligationId[];
  /** Absent while it is being done, or when that was cut short: doing it again goes on. */
  readonly finishedAt?: Instant;
  readonly notDone?: readonly NotDone[];
};
export type NotDone = { readonly target: ObligationId; readonly because: RefusalCode };

/** Stands for what somebody was shown before they confirmed: the same people in the same states. */
export function fingerprintOf(action: Action, targets: readonly Obligation[]): Sha256 {
  const shown = targets.map(({ id, state, overdueAfter }) => [id, state.status, overdueAfter]);
  return digestOf([action, shown.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))]);
}

/** Whose an obligation is: its id ends with it. */
export function ownerOf(id: ObligationId): PersonId {
  return id.slice(id.lastIndexOf('.') + 1) as PersonId;
}
