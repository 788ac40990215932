import type { CycleId } from '../domain/ids.ts';
import { type Cycle, type CycleRules, cycleOn } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import { newestCycle } from './openCycle.ts';
import type { Clock, ProgrammeStore } from './ports.ts';

type Deps = {
  readonly programme: ProgrammeStore;
  readonly cycleRules: CycleRules;
  readonly timeZone: string;
  readonly clock: Clock;
};

/**
 * The cycle people are asked in: the newest that was opened, whatever became of the opening day in the programme file
 * since. Before the first it is the one that the file names. One store call.
 */
export async function currentCycle(deps: Deps): Promise<Cycle> {
  const newest = await newestCycle(deps.programme);
  if (!newest) return cycleByFile(deps);
  const { id, opensOn, due } = newest;
  return { id, opensOn, due };
}

/** Whether a newer cycle was opened than this one. No store call where the programme file says that it is open. */
export async function isOfEarlierCycle(deps: Deps, cycle: CycleId): Promise<boolean> {
  return cycle !== cycleByFile(deps).id && cycle < (await currentCycle(deps)).id;
}

function cycleByFile({ clock, timeZone, cycleRules }: Deps): Cycle {
  return cycleOn(dateAt(clock(), timeZone), cycleRules);
}
