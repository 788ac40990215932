import type { CalendarDate } from './ids.ts';
import type { ObligationReason } from './obligation.ts';
import type { Cycle, CycleRules, Membership } from './schedule.ts';
import { dayOfYear, later, plusDays, plusMonths, yearOf } from './time.ts';

const JOINERS: readonly ObligationReason[] = ['hire', 'transfer', 'rehire'];

/**
 * The day on which somebody's annual certificate is due if it is a day of their own rather than the cycle's: twelve
 * months after the last one, else the anniversary of their hire that lies in the cycle. By anniversary that is
 * everybody; by date those who signed so shortly before the opening, as joiners, that this served the cycle too: they
 * are asked once more within it, in time for their twelve months.
 */
export function ownDateOf(member: Membership, cycle: Cycle, rules: CycleRules): CalendarDate | undefined {
  const { lastCertifiedOn } = member;
  if (lastCertifiedOn && isServed(member, lastCertifiedOn, cycle, rules))
    return plusMonths(lastCertifiedOn, 12);
  switch (rules.anchor) {
    case 'annual-date':
      return undefined;
    case 'anniversary':
      return lastCertifiedOn
        ? plusMonths(lastCertifiedOn, 12)
        : anniversaryIn(cycle, member.hiredOn ?? member.coveredSince, rules);
  }
}

/** From which day on somebody is asked by a date of their own; never within the cycle if that lies after it. */
export function askedFrom(own: CalendarDate, cycle: Cycle, rules: CycleRules): CalendarDate {
  const next = nextOpening(cycle, rules);
  return own >= next ? next : later(cycle.opensOn, plusDays(own, -rules.annualDueAfterDays));
}

/** Whether the last signature, before or after the opening, serves this cycle as well. */
function isServed(
  { lastCertifiedFor }: Membership,
  lastCertifiedOn: CalendarDate,
  { opensOn }: Cycle,
  { hireServesAnnualWithinDays }: CycleRules,
): boolean {
  if (lastCertifiedOn >= opensOn) return true;
  if (!lastCertifiedFor || hireServesAnnualWithinDays === 0) return false;
  const window = plusDays(opensOn, -hireServesAnnualWithinDays);
  if (JOINERS.includes(lastCertifiedFor.reason)) return lastCertifiedOn >= window;
  // Whoever was once served is asked by a day in this window each year, and not again some weeks later.
  const { overdueAfter } = lastCertifiedFor;
  return overdueAfter >= window && overdueAfter < opensOn;
}

function anniversaryIn(cycle: Cycle, of: CalendarDate, rules: CycleRules): CalendarDate {
  const year = yearOf(cycle.opensOn);
  const first = dayOfYear(year, of.slice(5));
  if (first >= cycle.opensOn) return first;
  const second = dayOfYear(year + 1, of.slice(5));
  return second < nextOpening(cycle, rules) ? second : first;
}

function nextOpening({ opensOn }: Cycle, { annualOpensOn }: CycleRules): CalendarDate {
  return dayOfYear(yearOf(opensOn) + 1, annualOpensOn);
}
