import type { Alarm } from '../domain/alarm.ts';
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
import { dateAt } from '../domain/time.ts';
import { type Alarms, alarms } from './alarms.ts';
import { newestCycle, openedCycles } from './openCycle.ts';
import type { Clock, ObligationStore, ProgrammeStore } from './ports.ts';
import { readRoster } from './readRoster.ts';

type Stores = { readonly obligations: ObligationStore; readonly programme: ProgrammeStore };

type Deps = Stores & {
  readonly timeZone: string;
  readonly clock: Clock;
  /** Told of each run that finds differences: ids, no names. */
  readonly rosterDiffers: (found: RosterAlarm) => void;
};

export type RosterAlarm = Omit<Extract<Alarm, { kind: 'roster-differs' }>, 'kind'>;

/** So many of each kind are named; all are counted. */
const NAMED = 100;

/**
 * Compares the rosters with the obligations there are and keeps an alarm while they differ (promise 5): of the newest
 * cycle, and of each earlier one in which somebody still has something to do. Returns the newest cycle's equation and
 * the differences of all by kind; nothing while `issue` is at work, or before there is a roster.
 */
export function reconcileRoster(deps: Deps) {
  return async (): Promise<Readonly<Record<string, number>>> => {
    const newest = await newestCycle(deps.programme);
    if (!newest) return { roster: 0 };
    if (await isIssuing(deps)) return { postponed: 1 };
    const earlier = await unfinishedBefore(deps, newest.id);
    const found = await compareRoster(deps, newest.id);
    const differing = found ? [...alarmsOf(newest.id, found)] : [];
    for (const cycle of earlier) {
      const other = await compareRoster(deps, cycle);
      if (other) differing.push(...alarmsOf(cycle, other));
    }
    await keep(alarms(deps), differing);
    for (const each of differing) deps.rosterDiffers(each);
    if (!found) return { roster: 0 };
    const { roster, joined, parts } = found.equation;
    const counts = sumOf(differing.map((each) => each.counts));
    return {
      roster,
      joined,
      ...parts,
      ...counts,
      ...(earlier.length > 0 && { 'earlier-cycles': earlier.length }),
    };
  };
}

/** How many differences a run found, from what it returned. */
export function differencesIn(report: Readonly<Record<string, number>>): number {
  return DIFFERENCE_KINDS.reduce((sum, kind) => sum + (report[kind] ?? 0), 0);
}

async function keep({ settle }: Alarms, differing: readonly RosterAlarm[]): Promise<void> {
  await settle(
    ['roster-differs'],
    differing.map((found) => ({ kind: 'roster-differs', ...found })),
  );
}

/** Earlier cycles in which an obligation is still open. One count for each cycle there was. */
async function unfinishedBefore(
  { programme, obligations, timeZone, clock }: Deps,
  newest: CycleId,
): Promise<readonly CycleId[]> {
  const unfinished: CycleId[] = [];
  for (const { id } of await openedCycles(programme)) {
    if (id >= newest) continue;
    const tally = await obligations.tally({ cycle: id }, dateAt(clock(), timeZone));
    if (tally.outstanding + tally.declined + tally.paused > 0) unfinished.push(id);
  }
  return unfinished;
}

/** Between freezing and issuing, and while people join, the two differ for a moment. */
async function isIssuing({ programme, clock }: Deps): Promise<boolean> {
  const [lease, run] = await Promise.all([programme.get('lease', 'issue'), programme.get('run', 'issue')]);
  const ended = !run || run.value.finishedAt !== undefined;
  return !ended && lease !== undefined && lease.value.expiresAt > clock();
}

/**
 * Compares one cycle's roster with its obligations: all of both are read. Looks twice before it says that something
 * differs: an obligation may have been issued between two reads. Undefined before the roster is frozen.
 */
export async function compareRoster(deps: Stores, cycle: CycleId): Promise<Reconciliation | undefined> {
  const first = await compareOnce(deps, cycle);
  return first && first.differences.length > 0 ? await compareOnce(deps, cycle) : first;
}

async function compareOnce(deps: Stores, cycle: CycleId): Promise<Reconciliation | undefined> {
  const record = await readRoster(deps.programme, cycle);
  if (!record) return undefined;
  const statuses: ObligationStatusFact[] = [];
  for await (const batch of deps.obligations.ofCycle(cycle))
    statuses.push(...batch.map(({ value }) => statusFactOf(value.obligation)));
  return reconcile(record, statuses);
}

function alarmsOf(cycle: CycleId, { differences: found }: Reconciliation): readonly RosterAlarm[] {
  if (found.length === 0) return [];
  const differences = DIFFERENCE_KINDS.flatMap((kind) =>
    found.filter((each) => each.kind === kind).slice(0, NAMED),
  );
  return [{ cycle, counts: countsOf(found), differences }];
}

function countsOf(differences: readonly RosterDifference[]): Record<DifferenceKind, number> {
  const counts = { 'without-obligation': 0, 'not-on-roster': 0, twice: 0, altered: 0 };
  for (const { kind } of differences) counts[kind] += 1;
  return counts;
}

function sumOf(all: readonly Readonly<Record<DifferenceKind, number>>[]): Record<DifferenceKind, number> {
  const sum = { 'without-obligation': 0, 'not-on-roster': 0, twice: 0, altered: 0 };
  for (const counts of all) for (const kind of DIFFERENCE_KINDS) sum[kind] += counts[kind];
  return sum;
}
