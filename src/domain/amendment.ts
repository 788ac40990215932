import { type Coverage, isCovered } from './coverage.ts';
import type { CalendarDate, Instant, PersonId, Sha256 } from './ids.ts';
import type { Obligation, ObligationEvent } from './obligation.ts';
import type { Duty } from './schedule.ts';
import { dateAt, daysBetween, earlier, later, plusDays } from './time.ts';

export const SIGNED_ANEW_BY = ['everyone', 'senior-officers', 'nobody'] as const;

/** Who signs a Code version anew that comes into force within a cycle, and by when. */
export type AmendmentRules = {
  readonly signedAnewBy: (typeof SIGNED_ANEW_BY)[number];
  /** Days from coming into force, or from being decided, to the due date. */
  readonly dueAfterDays: number;
};

/** What was decided for the Code version in force, by the programme file or by somebody of compliance. */
export type AmendmentDecision = AmendmentRules & {
  readonly codeHash: Sha256;
  readonly label: string;
  readonly inForceSince: Instant;
  readonly at: Instant;
  readonly by: PersonId | 'programme-file';
  readonly because?: string;
};

/**
 * The decisions with what the programme file says now, if that is news: another version, or another rule for it. What
 * compliance decided stands until then.
 */
export function withFile(
  decisions: readonly AmendmentDecision[],
  version: { readonly hash: Sha256; readonly label: string },
  { signedAnewBy, dueAfterDays }: AmendmentRules,
  now: Instant,
): readonly AmendmentDecision[] {
  const inForce = decisions.at(-1);
  const since = inForce?.codeHash === version.hash ? inForce.inForceSince : now;
  const said = decisions.findLast(
    (each) => each.by === 'programme-file' && each.codeHash === version.hash && each.inForceSince === since,
  );
  if (said?.signedAnewBy === signedAnewBy && said.dueAfterDays === dueAfterDays) return decisions;
  const { hash: codeHash, label } = version;
  return [
    ...decisions,
    { codeHash, label, inForceSince: since, at: now, by: 'programme-file', signedAnewBy, dueAfterDays },
  ];
}

/** Whether somebody who has signed an earlier version signs this one before their next certificate is due. */
export function signsAnew({ signedAnewBy }: AmendmentRules, coverage: Coverage): boolean {
  switch (signedAnewBy) {
    case 'everyone':
      return isCovered(coverage);
    case 'senior-officers':
      return coverage.kind === 'senior-officer';
    case 'nobody':
      return false;
  }
}

/** By when an amended Code is signed; whoever is asked late has as many days as they would have had, or `least`. */
export function amendmentDueOn(
  { at, dueAfterDays }: AmendmentDecision,
  today: CalendarDate,
  { timeZone, least }: { readonly timeZone: string; readonly least: number },
): CalendarDate {
  const due = plusDays(dateAt(at, timeZone), dueAfterDays);
  return later(due, plusDays(today, Math.min(dueAfterDays, least)));
}

/**
 * What takes the place of an open obligation for an earlier version. Who signs anew has until then, and is not less
 * overdue for it; who does not, owes the same as before, by the same day, and in the same state.
 */
export function replacementOf(
  old: Obligation,
  anew: { readonly due: CalendarDate } | undefined,
  today: CalendarDate,
  limit: CalendarDate | undefined,
): { readonly duty: Duty; readonly carried: readonly ObligationEvent[] } {
  const { reason } = old;
  if (!anew) {
    const { due, overdueAfter } = old;
    return { duty: { reason, due, overdueAfter }, carried: carriedFrom(old) };
  }
  const { due, overdueAfter } = asOf(today, old);
  const wasOverdue = today > overdueAfter;
  const newDue = later(due, anew.due);
  const duty: Duty = {
    reason: 'amendment',
    due: newDue,
    overdueAfter: within(wasOverdue ? overdueAfter : newDue, limit),
  };
  // The dates have moved for the days until now: from now on the pause counts anew.
  const paused = carriedFrom(old).flatMap((event) =>
    event.type === 'paused' ? [{ ...event, on: today }] : [],
  );
  return { duty, carried: paused };
}

function within(date: CalendarDate, limit: CalendarDate | undefined): CalendarDate {
  return limit ? earlier(date, limit) : date;
}

/** Its dates if it were resumed today, where it is paused. */
function asOf(today: CalendarDate, { state, due, overdueAfter }: Obligation) {
  if (state.status !== 'paused') return { due, overdueAfter };
  const since = state.on ?? (state.since.slice(0, 10) as CalendarDate);
  const days = Math.max(0, daysBetween(since, today));
  return { due: plusDays(due, days), overdueAfter: plusDays(overdueAfter, days) };
}

/** What of an open obligation goes on in the one that takes its place: a decline, a pause. */
function carriedFrom({ state, history }: Obligation): readonly ObligationEvent[] {
  const declined = state.status === 'declined' || (state.status === 'paused' && state.declined);
  return [
    ...(declined ? [history.findLast(({ type }) => type === 'declined')] : []),
    ...(state.status === 'paused' ? [history.findLast(({ type }) => type === 'paused')] : []),
  ].filter((event) => event !== undefined);
}
