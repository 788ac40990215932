import type { CodeVersion } from '../domain/code.ts';
import type { CalendarDate } from '../domain/ids.ts';
import { awaitsSignature } from '../domain/obligation.ts';
import { type Cycle, type CycleRules, type Duty, dutyOf } from '../domain/schedule.ts';
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
  const certified = obligations.flatMap(({ state }) =>
    state.status === 'certified' ? [state.certifiedAt] : [],
  );
  const last = certified.sort().at(-1);
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

/** What lists show of somebody. */
export function shownOf({ person, managerChain }: PersonRecord): ObligationRecord['shown'] {
  return {
    displayName: person.displayName,
    ...(person.jobTitle && { jobTitle: person.jobTitle }),
    managerChain,
  };
}
