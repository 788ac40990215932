import { systemClock } from '../../src/clock.ts';
import { loadCode } from '../../src/content/code/loadCode.ts';
import { begin } from '../../src/domain/evolve.ts';
import type { PersonId } from '../../src/domain/ids.ts';
import { cycleOn } from '../../src/domain/schedule.ts';
import { dateAt } from '../../src/domain/time.ts';
import { type Programme, readProgramme } from '../../src/programme.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { teamStatus } from '../../src/usecases/teamStatus.ts';
import { median, print } from './turnsBench.ts';

/** The first page of a manager's organisation at two sizes, on SQLite: it must not grow with the organisation. */
export async function teamBench(): Promise<void> {
  for (const size of [100, 10_000]) {
    const took = await firstPages(size);
    print(
      `team of ${size}: first page with counts, median ${median(took).toFixed(1)} ms, worst ${Math.max(...took).toFixed(1)} ms (target < 100 ms at 10 000)`,
    );
  }
}

async function firstPages(size: number): Promise<number[]> {
  const stores = openSqliteStores(':memory:');
  const { timeZone, cycleRules } = readProgramme('src/content/programme.yaml') as Programme;
  const { hash } = loadCode();
  const at = systemClock();
  const cycle = cycleOn(dateAt(at, timeZone), cycleRules);
  const manager = 'manager' as PersonId;
  const creating: Promise<unknown>[] = [];
  for (let n = 0; n < size; n += 1) {
    const obligation = begin(
      { personId: `person-${n}` as PersonId, cycle: cycle.id, codeHash: hash },
      { type: 'issued', at, reason: 'annual', due: cycle.due, overdueAfter: cycle.due },
    );
    creating.push(
      stores.obligations.create({
        obligation,
        shown: { displayName: `Person ${n}`, managerChain: [manager] },
      }),
    );
  }
  await Promise.all(creating);
  const status = teamStatus({ ...stores, cycleRules, timeZone, clock: systemClock });
  const took: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const begun = performance.now();
    await status(manager, { limit: 15 });
    took.push(performance.now() - begun);
  }
  await stores.close();
  return took;
}
