import { isDeepStrictEqual } from 'node:util';
import type { CycleId } from '../domain/ids.ts';
import {
  DIFFERENCE_KINDS,
  type DifferenceKind,
  type ObligationStatusFact,
  type Reconciliation,
  type RosterDifference,
  reconcile,
  statusFactOf,
} from '../domain/roster.ts';
import { newestCycle } from './openCycle.ts';
import type { Clock, ObligationStore, ProgrammeDocument, ProgrammeStore } from './ports.ts';
import { readRoster } from './readRoster.ts';

type Deps = {
  readonly obligations: ObligationStore;
  readonly programme: ProgrammeStore;
  readonly clock: Clock;
  /** Told of each run that finds differences: ids, no names. */
  readonly rosterDiffers: (found: RosterAlarm) => void;
};

export type RosterAlarm = {
  readonly cycle: CycleId;
  readonly counts: Readonly<Record<DifferenceKind, number>>;
  /** The first of each kind, by person or by what was altered. */
  readonly differences: readonly RosterDifference[];
};

/** So many of each kind are named; all are counted. */
const NAMED = 100;

/**
 * Compares the roster of the newest cycle with the obligations there are and keeps an alarm while they differ
 * (promise 5). Returns the equation and the differences by kind; nothing while `issue` is at work, or before there is
 * a roster.
 */
export function reconcileRoster(deps: Deps) {
  return async (): Promise<Readonly<Record<string, number>>> => {
    const newest = await newestCycle(deps.programme);
    if (!newest) return { roster: 0 };
    if (await isIssuing(deps)) return { postponed: 1 };
    const found = await compare(deps, newest.id);
    if (!found) return { roster: 0 };
    const counts = countsOf(found.differences);
    if (found.differences.length > 0) {
      const differences = DIFFERENCE_KINDS.flatMap((kind) =>
        found.differences.filter((each) => each.kind === kind).slice(0, NAMED),
      );
      const alarm = { cycle: newest.id, counts, differences };
      await raise(deps, alarm);
      deps.rosterDiffers(alarm);
    } else await clear(deps);
    const { roster, joined, parts } = found.equation;
    return { roster, joined, ...parts, ...counts };
  };
}

/** Between freezing and issuing, and while people join, the two differ for a moment. */
async function isIssuing({ programme, clock }: Deps): Promise<boolean> {
  const [lease, run] = await Promise.all([programme.get('lease', 'issue'), programme.get('run', 'issue')]);
  const ended = !run || run.value.finishedAt !== undefined;
  return !ended && lease !== undefined && lease.value.expiresAt > clock();
}

/** Looks twice before it says that something differs: an obligation may have been issued between two reads. */
async function compare(deps: Deps, cycle: CycleId): Promise<Reconciliation | undefined> {
  const first = await compareOnce(deps, cycle);
  return first && first.differences.length > 0 ? await compareOnce(deps, cycle) : first;
}

async function compareOnce(deps: Deps, cycle: CycleId): Promise<Reconciliation | undefined> {
  const record = await readRoster(deps.programme, cycle);
  if (!record) return undefined;
  const statuses: ObligationStatusFact[] = [];
  for await (const batch of deps.obligations.ofCycle(cycle))
    statuses.push(...batch.map(({ value }) => statusFactOf(value.obligation)));
  return reconcile(record, statuses);
}

function countsOf(differences: readonly RosterDifference[]): Record<DifferenceKind, number> {
  const counts = { 'without-obligation': 0, 'not-on-roster': 0, twice: 0, altered: 0 };
  for (const { kind } of differences) counts[kind] += 1;
  return counts;
}

async function raise({ programme, clock }: Deps, alarm: RosterAlarm): Promise<void> {
  const found = await programme.get('alarm', 'roster');
  const since = found?.value.state === 'raised' ? found.value.since : clock();
  await keep(programme, found, { state: 'raised', since, ...alarm });
}

async function clear({ programme, clock }: Deps): Promise<void> {
  const found = await programme.get('alarm', 'roster');
  if (found?.value.state === 'raised') await keep(programme, found, { state: 'cleared', at: clock() });
}

type Found = Awaited<ReturnType<typeof readAlarm>>;
const readAlarm = (programme: ProgrammeStore) => programme.get('alarm', 'roster');

async function keep(
  programme: ProgrammeStore,
  found: Found,
  value: ProgrammeDocument['alarm'],
): Promise<void> {
  if (!found) await programme.create('alarm', 'roster', value);
  else if (!isDeepStrictEqual(found.value, value))
    await programme.replace('alarm', 'roster', { value, etag: found.etag });
}
