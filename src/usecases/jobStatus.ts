import { z } from 'zod';
import type { Instant } from '../domain/ids.ts';
import type { Clock, JobEnd, ProgrammeStore } from './ports.ts';

export type Counts = Readonly<Record<string, number>>;

/** Where one job stands. */
export type JobStatus<Name extends string = string> = {
  readonly name: Name;
  /** The last run that came to an end: what it did, or the code of what went wrong. */
  readonly last?: { readonly at: Instant; readonly counts?: Counts; readonly failure?: string };
  readonly running?: { readonly since: Instant; readonly holder: string; readonly counts?: Counts };
  /** A run that began then and came to no end: the process that did it has died. */
  readonly cutShort?: Instant;
  readonly next?: Instant;
};

/** What was kept as text may be an older version's. */
const counts = z.record(z.string(), z.number());

/** How each job last ended, whether it runs and how far it is, who holds its lease, and when it runs next. */
export function jobStatus<Name extends string>(deps: {
  programme: ProgrammeStore;
  clock: Clock;
  names: readonly Name[];
  nextRun: (name: Name) => Instant | undefined;
}) {
  const one = async (name: Name): Promise<JobStatus<Name>> => {
    const [run, lease] = await Promise.all([
      deps.programme.get('run', name),
      deps.programme.get('lease', name),
    ]);
    const next = deps.nextRun(name);
    const status = { name, ...(next && { next }) };
    if (!run) return status;
    const { startedAt, finishedAt, progress, previous } = run.value;
    const ended = finishedAt ? { ...run.value, finishedAt } : previous;
    const last = ended && { last: endOf(ended) };
    if (finishedAt) return { ...status, ...last };
    const held = lease && lease.value.expiresAt > deps.clock() ? lease.value.holder : undefined;
    if (!held) return { ...status, ...last, cutShort: startedAt };
    return {
      ...status,
      ...last,
      running: { since: startedAt, holder: held, ...(progress && { counts: progress.counts }) },
    };
  };
  return (): Promise<readonly JobStatus<Name>[]> => Promise.all(deps.names.map(one));
}

function endOf({ finishedAt, outcome, failure }: JobEnd): NonNullable<JobStatus['last']> {
  return {
    at: finishedAt,
    ...(failure && { failure }),
    ...(outcome && { counts: countsIn(outcome) }),
  };
}

function countsIn(outcome: string): Counts {
  try {
    return counts.catch({}).parse(JSON.parse(outcome));
  } catch {
    return {};
  }
}
