import type { CalendarDate, Instant } from '../domain/ids.ts';
import { awaitsSignature, type Obligation } from '../domain/obligation.ts';
import { type Cycle, type CycleRules, type Duty, dutyOf, twelveMonthsLimit } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import type { ObligationRecord, PersonRecord, Versioned } from './ports.ts';

type Rules = { readonly cycleRules: CycleRules; readonly timeZone: string };

/** What somebody owes in a cycle, given all obligations they ever had. */
export function dutyFor(
  record: PersonRecord,
  previous: readonly Versioned<ObligationRecord>[],
  when: { readonly cycle: Cycle; readonly today: CalendarDate; readonly amendmentDue?: CalendarDate },
  { cycleRules, timeZone }: Rules,
): Duty | undefined {
  const obligations = previous.map(({ value }) => value.obligation);
  const certificate = lastCertified(previous);
  const last = certificate && signedAtOf(certificate);
  const [unmet] = obligations
    .filter((obligation) => obligation.cycle < when.cycle.id && awaitsSignature(obligation.state))
    .filter(({ issuedAt }) => !last || issuedAt > last)
    .map(({ overdueAfter }) => overdueAfter)
    .sort();
  const { person, firstSeenOn } = record;
  return dutyOf(
    {
      coverage: record.coverage,
      firstSeenOn,
      inBaseline: record.inBaseline,
      coveredSince: record.coveredSince ?? firstSeenOn,
      ...(person.employeeHireDate && { hiredOn: person.employeeHireDate }),
      ...(certificate &&
        last && {
          lastCertifiedOn: dateAt(last, timeZone),
          lastCertifiedFor: certificate,
        }),
      ...(unmet && { unmetSince: unmet }),
      ...(when.amendmentDue && { amendmentDue: when.amendmentDue }),
    },
    when.cycle,
    when.today,
    cycleRules,
  );
}

/** The obligation that somebody met last. */
function lastCertified(previous: readonly Versioned<ObligationRecord>[]): Obligation | undefined {
  const signed = previous.map(({ value }) => value.obligation).filter((each) => signedAtOf(each));
  return signed.sort((a, b) => (signedAtOf(a) < signedAtOf(b) ? -1 : 1)).at(-1);
}

function signedAtOf({ state }: Obligation): Instant | '' {
  return state.status === 'certified' ? state.certifiedAt : '';
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
  const certificate = lastCertified(previous);
  const last = certificate && signedAtOf(certificate);
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
