import type { CalendarDate, CycleId, ObligationId, PersonId } from '../domain/ids.ts';
import {
  asCounted,
  type ManagerView,
  managerViewOf,
  type TeamCounts,
  teamCounts,
} from '../domain/progress.ts';
import type { CycleRules } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import { currentCycle } from './currentCycle.ts';
import type { Clock, ObligationStore, ProgrammeStore } from './ports.ts';

/** One line of a manager's list: status only, never why (promise 7). */
export type TeamMember = {
  readonly obligationId: ObligationId;
  readonly displayName: string;
  readonly jobTitle?: string;
  readonly view: ManagerView;
  readonly due: CalendarDate;
};

export type TeamStatus = {
  readonly cycle: CycleId;
  readonly counts: TeamCounts;
  readonly members: readonly TeamMember[];
  readonly next?: string;
};

/** Where a manager's whole organisation stands. Three store calls, whatever its size. */
export function teamStatus(deps: {
  obligations: ObligationStore;
  programme: ProgrammeStore;
  cycleRules: CycleRules;
  timeZone: string;
  clock: Clock;
}) {
  return async (manager: PersonId, page: { limit: number; after?: string }): Promise<TeamStatus> => {
    const today = dateAt(deps.clock(), deps.timeZone);
    const filter = { cycle: (await currentCycle(deps)).id, below: manager };
    const [tally, list] = await Promise.all([
      deps.obligations.tally(filter, today),
      deps.obligations.list(filter, page),
    ]);
    const members = list.items.map((record) => {
      const { displayName, jobTitle } = record.shown;
      const obligation = asCounted(record);
      return {
        obligationId: obligation.id,
        displayName,
        ...(jobTitle && { jobTitle }),
        view: managerViewOf(obligation, today),
        due: obligation.overdueAfter,
      };
    });
    return { cycle: filter.cycle, counts: teamCounts(tally), members, ...(list.next && { next: list.next }) };
  };
}
