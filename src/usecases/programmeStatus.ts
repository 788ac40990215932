import { OFFICES, type Office } from '../domain/coverage.ts';
import type { CalendarDate, Instant } from '../domain/ids.ts';
import { isOverdue, type Obligation } from '../domain/obligation.ts';
import type { Tally } from '../domain/progress.ts';
import type { Cycle, CycleRules } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import { alarms } from './alarms.ts';
import { currentCycle } from './currentCycle.ts';
import type {
  Clock,
  ObligationRecord,
  ObligationStore,
  Page,
  PeopleStore,
  PersonRecord,
  ProgrammeStore,
} from './ports.ts';
import { lastCompleteRead } from './readDirectory.ts';

export type ProgrammeStatus = {
  readonly cycle: Cycle;
  readonly today: CalendarDate;
  readonly tally: Tally;
  readonly list: Page<ObligationRecord>;
  readonly directoryReadAt?: Instant;
  /** Since when the roster and the obligations differ (promise 5). */
  readonly rosterDiffersSince?: Instant;
  /** How many alarms are raised, that one among them. */
  readonly alarms: number;
};

type Deps = {
  people: PeopleStore;
  obligations: ObligationStore;
  programme: ProgrammeStore;
  cycleRules: CycleRules;
  timeZone: string;
  clock: Clock;
};

/** Where the whole programme stands, for compliance. Five store calls, and one for each 200 alarms there ever were. */
export function programmeStatus(deps: Deps) {
  return async (page: { limit: number; after?: string }): Promise<ProgrammeStatus> => {
    const today = dateAt(deps.clock(), deps.timeZone);
    const cycle = await currentCycle(deps);
    const [tally, list, directoryReadAt, raised] = await Promise.all([
      deps.obligations.tally({ cycle: cycle.id }, today),
      deps.obligations.list({ cycle: cycle.id }, page),
      lastCompleteRead(deps.programme),
      alarms(deps).open(),
    ]);
    const differing = raised.find(({ alarm }) => alarm.kind === 'roster-differs');
    return {
      cycle,
      today,
      tally,
      list,
      ...(directoryReadAt && { directoryReadAt: directoryReadAt as Instant }),
      ...(differing && { rosterDiffersSince: differing.since }),
      alarms: raised.length,
    };
  };
}

export type OfficeHolder = {
  readonly record: PersonRecord;
  readonly obligation: Obligation | undefined;
  readonly overdue: boolean;
};

/** One of the six offices; none or several holders is a warning somebody must clear (L1). */
export type OfficeStatus = { readonly office: Office; readonly holders: readonly OfficeHolder[] };

/** Who holds the six offices and where each stands. One store call, and one for each holder. */
export function officeStatus(deps: Deps) {
  return async (): Promise<readonly OfficeStatus[]> => {
    const today = dateAt(deps.clock(), deps.timeZone);
    const officers = await deps.people.seniorOfficers();
    const holders = await Promise.all(
      officers.map(async (record): Promise<OfficeHolder> => {
        const [newest] = await deps.obligations.ofPerson(record.id);
        const obligation = newest?.value.obligation;
        return { record, obligation, overdue: obligation ? isOverdue(obligation, today) : false };
      }),
    );
    return OFFICES.map((office) => ({
      office,
      holders: holders.filter(
        ({ record: { coverage } }) => coverage.kind === 'senior-officer' && coverage.offices.includes(office),
      ),
    }));
  };
}
