import type { Coverage } from './coverage.ts';
import { isCovered } from './coverage.ts';
import type { CalendarDate, CycleId } from './ids.ts';
import type { ObligationReason } from './obligation.ts';
import { askedFrom, ownDateOf } from './ownDate.ts';
import { dayOfYear, daysBetween, earlier, later, plusDays, plusMonths, yearOf } from './time.ts';

export type CycleRules = {
  /** What the annual certificate hangs on: one date for all, or each person's own anniversary. */
  readonly anchor: 'annual-date' | 'anniversary';
  /** Month and day on which the annual cycle opens, `11-02`. */
  readonly annualOpensOn: string;
  /** Days from being asked for the annual certificate, by date at the opening, to its due date. */
  readonly annualDueAfterDays: number;
  /** Days from hire, or from joining the population, to the due date; also the least notice anyone gets. */
  readonly joinerDueAfterDays: number;
  /** Someone hired at most so many days ago when first seen is a hire; longer ago, they belong to the annual cycle. */
  readonly hireWindowDays: number;
  /** A joiner's signature at most so many days before an opening serves that cycle too; 0 when it never does. */
  readonly hireServesAnnualWithinDays: number;
};

export type Cycle = { readonly id: CycleId; readonly opensOn: CalendarDate; readonly due: CalendarDate };

/** The cycle that is open on a day: the latest annual opening on or before it. */
export function cycleOn(today: CalendarDate, rules: CycleRules): Cycle {
  const thisYear = yearOf(today);
  const opening = dayOfYear(thisYear, rules.annualOpensOn);
  const year = opening <= today ? thisYear : thisYear - 1;
  const opensOn = dayOfYear(year, rules.annualOpensOn);
  return { id: String(year) as CycleId, opensOn, due: plusDays(opensOn, rules.annualDueAfterDays) };
}

/** What is known of someone when it is decided whether they owe a certificate. */
export type Membership = {
  readonly coverage: Coverage;
  readonly hiredOn?: CalendarDate;
  /** The first sync in which they appeared. */
  readonly firstSeenOn: CalendarDate;
  /** The first sync of all, which makes nobody a hire. */
  readonly inBaseline: boolean;
  /** Since when some rule covers them. */
  readonly coveredSince: CalendarDate;
  readonly lastCertifiedOn?: CalendarDate;
  /** What that certificate was for. */
  readonly lastCertifiedFor?: Duty;
  /** Since then an amended Code is in force that they have to sign anew, by that day. */
  readonly amendmentDue?: CalendarDate;
  /** When an obligation of an earlier cycle that is still open became overdue: a new cycle forgives nothing. */
  readonly unmetSince?: CalendarDate;
};

export type Duty = {
  readonly reason: ObligationReason;
  readonly due: CalendarDate;
  readonly overdueAfter: CalendarDate;
};

/**
 * What a covered person owes in a cycle, or nothing: someone not covered, hired in the future, or whose own date is
 * still far. More than twelve months since the last certificate is overdue whatever the cycle's dates say (C1, "at
 * least annually").
 */
export function dutyOf(
  member: Membership,
  cycle: Cycle,
  today: CalendarDate,
  rules: CycleRules,
): Duty | undefined {
  if (!isCovered(member.coverage)) return undefined;
  if (member.hiredOn && member.hiredOn > today) return undefined;
  const reason = reasonFor(member, cycle, rules);
  const own = reason === 'annual' && !member.unmetSince ? ownDateOf(member, cycle, rules) : undefined;
  if (own && today < askedFrom(own, cycle, rules)) return amendmentOf(member);
  const due = own
    ? later(own, plusDays(today, rules.joinerDueAfterDays))
    : dueFor(reason, member, cycle, today, rules);
  const anniversary = twelveMonthsLimit(member);
  const limits = [
    due,
    ...(anniversary ? [anniversary] : []),
    ...(member.unmetSince ? [member.unmetSince] : []),
  ];
  return { reason, due, overdueAfter: limits.reduce(earlier) };
}

function amendmentOf(member: Membership): Duty | undefined {
  const { amendmentDue: due } = member;
  if (!due) return undefined;
  const limit = twelveMonthsLimit(member);
  return { reason: 'amendment', due, overdueAfter: limit ? earlier(due, limit) : due };
}

/**
 * Twelve months after the last certificate: overdue on every later day, whatever due dates say (promise 8). Undefined
 * for who never certified, and for who was not covered over that day: they get the notice a joiner gets.
 */
export function twelveMonthsLimit({
  lastCertifiedOn,
  coveredSince,
}: Pick<Membership, 'lastCertifiedOn' | 'coveredSince'>): CalendarDate | undefined {
  if (!lastCertifiedOn) return undefined;
  const anniversary = plusMonths(lastCertifiedOn, 12);
  return anniversary >= coveredSince ? anniversary : undefined;
}

function reasonFor(member: Membership, cycle: Cycle, rules: CycleRules): ObligationReason {
  const { hiredOn, firstSeenOn, coveredSince, inBaseline, lastCertifiedOn } = member;
  if (lastCertifiedOn)
    return cameBack(member) && coveredSince >= cycle.opensOn ? returnReason(member) : 'annual';
  const joined = hiredOn ? later(hiredOn, coveredSince) : coveredSince;
  const newHire = hiredOn !== undefined && daysBetween(hiredOn, firstSeenOn) <= rules.hireWindowDays;
  // Of those who joined before the opening, only hires whose own due date lies after it still belong to their hire.
  if (joined < cycle.opensOn)
    return newHire && plusDays(joined, rules.joinerDueAfterDays) >= cycle.opensOn ? 'hire' : 'annual';
  // An account may exist before its department is filled in: a hire all the same.
  if (newHire && daysBetween(hiredOn, coveredSince) <= rules.hireWindowDays) return 'hire';
  if (coveredSince > firstSeenOn) return 'transfer';
  if (inBaseline) return 'annual';
  return hiredOn ? 'transfer' : 'hire';
}

/** Someone who certified, was not covered for a while, and is again. */
function cameBack({ lastCertifiedOn, coveredSince }: Membership): boolean {
  return lastCertifiedOn !== undefined && coveredSince > lastCertifiedOn;
}

function returnReason({ hiredOn, lastCertifiedOn }: Membership): ObligationReason {
  return hiredOn && lastCertifiedOn && hiredOn > lastCertifiedOn ? 'rehire' : 'transfer';
}

function dueFor(
  reason: ObligationReason,
  member: Membership,
  cycle: Cycle,
  today: CalendarDate,
  rules: CycleRules,
): CalendarDate {
  // Nobody is born overdue: whoever is asked gets the notice a joiner gets.
  const notice = plusDays(today, rules.joinerDueAfterDays);
  if (reason === 'annual') return later(cycle.due, notice);
  if (reason !== 'hire') return notice;
  const start = member.hiredOn ? later(member.hiredOn, member.coveredSince) : member.coveredSince;
  return later(plusDays(start, rules.joinerDueAfterDays), plusDays(today, 1));
}
