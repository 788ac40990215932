import type { CycleId } from '../domain/ids.ts';
import type { UnreachedCounts } from '../domain/progress.ts';
import type { CycleRules } from '../domain/schedule.ts';
import { currentCycle } from './currentCycle.ts';
import type { Clock, ObligationRecord, ObligationStore, Page, ProgrammeStore } from './ports.ts';

export type UnreachedPeople = {
  readonly cycle: CycleId;
  readonly counts: UnreachedCounts;
  readonly list: Page<ObligationRecord>;
};

/** Who has an open obligation in the current cycle that no message reaches, and why (promise 4). Three store calls. */
export function unreachedPeople(deps: {
  obligations: ObligationStore;
  programme: ProgrammeStore;
  cycleRules: CycleRules;
  timeZone: string;
  clock: Clock;
}) {
  return async (page: { limit: number; after?: string }): Promise<UnreachedPeople> => {
    const cycle = (await currentCycle(deps)).id;
    const [counts, list] = await Promise.all([
      deps.obligations.unreachedCounts({ cycle }),
      deps.obligations.unreached({ cycle }, page),
    ]);
    return { cycle, counts, list };
  };
}
