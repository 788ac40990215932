import type { CodeVersion } from '../domain/code.ts';
import type { CalendarDate, Instant } from '../domain/ids.ts';
import { awaitsSignature } from '../domain/obligation.ts';
import { type Cycle, type CycleRules, type Duty, dutyOf, twelveMonthsLimit } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import type { ObligationRecord, PersonRecord, Versioned } from './ports.ts';

type Rules = { readonly code: CodeVersion; readonly cycleRules: CycleRules; readonly timeZone: string };

/** What somebody owes in a cycle, given all obligations they ever had. */
export function dutyFor(
  record: PersonRecord,
  previous: readonly Versioned<ObligationRecord>[],
  when: { readonly cycle: Cycle; readonly today: CalendarDate },
  { code, cycleRules, timeZone }: Rules,
): Duty | undefined {
  const obligations = previous.map(({ value }) => value.obligation);
  const last = lastCertifiedAt(previous);
  const [unmet] = obligations
    .filter((obligation) => obligation.cycle < when.cycle.id && awaitsSignature(obligation.state))
    .filter(({ issuedAt }) => !last || issuedAt > last)
    .map(({ overdueAfter }) => overdueAfter)
    .sort();
  const { person, firstSeenOn } = record;
  const duty = dutyOf(
    {
      coverage: record.coverage,
      firstSeenOn,
      inBaseline: record.inBaseline,
      coveredSince: record.coveredSince ?? firstSeenOn,
      ...(person.employeeHireDate && { hiredOn: person.employeeHireDate }),
      ...(last && { lastCertifiedOn: dateAt(last, timeZone) }),
      ...(unmet && { unmetSince: unmet }),
    },
    when.cycle,
    when.today,
    cycleRules,
  );
  const amended = obligations.some(
    ({ cycle, codeHash }) => cycle === when.cycle.id && codeHash !== code.hash,
  );
  return duty && amended ? { ...duty, reason: 'amendment' } : duty;
}

function lastCertifiedAt(previous: readonly Versioned<ObligationRecord>[]): Instant | undefined {
  const certified = previous.flatMap(({ value: { obligation } }) =>
    obligation.state.status === 'certified' ? [obligation.state.certifiedAt] : [],
  );
  return certified.sort().at(-1);
}

/**
 * `noLaterThan` of the commands that move somebody's date, given all obligations they ever had: twelve months after
 * their last certificate (promise 8).
 */
export function limitFor(
  record: PersonRecord,
  previous: readonly Versioned<ObligationRecord>[],
  timeZone: string,
): CalendarDate | undefined {
  const last = lastCertifiedAt(previous);
  if (!last) return undefined;
  const coveredSince = record.coveredSince ?? record.firstSeenOn;
  return twelveMonthsLimit({ lastCertifiedOn: dateAt(last, timeZone), coveredSince });
}

/** What lists show of somebody. */
export function shownOf({ person, managerChain }: PersonRecord): ObligationRecord['shown'] {
  return {
    displayName: person.displayName,
    ...(person.jobTitle && { jobTitle: person.jobTitle }),
    managerChain,
  };
}
