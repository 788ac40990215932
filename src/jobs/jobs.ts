import type { Clock, ProgrammeStore } from '../usecases/ports.ts';
import { putDocument } from '../usecases/putDocument.ts';

export const JOBS = ['sync', 'issue', 'deliver', 'reconcile'] as const;
export type JobName = (typeof JOBS)[number];

/** A job's work; what it returns is told to whoever ran it: counts, no names. */
export type Job = () => Promise<Readonly<Record<string, number>>>;
export type Jobs = Readonly<Record<JobName, Job>>;

export type JobOutcome =
  | { readonly ran: true; readonly report: Readonly<Record<string, number>> }
  | { readonly ran: false };

export type RunJob = (name: JobName) => Promise<JobOutcome>;

/** Runs a job once in the whole installation at a time, and keeps when it ran and what it did. */
export function runJob(deps: {
  jobs: Jobs;
  programme: ProgrammeStore;
  clock: Clock;
  underLease: <T>(job: string, work: () => Promise<T>) => Promise<T | 'elsewhere'>;
}): RunJob {
  return async (name) => {
    const report = await deps.underLease(name, async () => {
      const startedAt = deps.clock();
      await putDocument(deps.programme, 'run', name, () => ({ startedAt }));
      const done = await deps.jobs[name]();
      await putDocument(deps.programme, 'run', name, () => ({
        startedAt,
        finishedAt: deps.clock(),
        outcome: JSON.stringify(done),
      }));
      return done;
    });
    return report === 'elsewhere' ? { ran: false } : { ran: true, report };
  };
}
