import type { Instant } from '../domain/ids.ts';
import { Failure, StoreConflict } from '../usecases/failures.ts';
import { asJob, type JobRun } from '../usecases/jobRun.ts';
import type { Clock, JobRecord, ProgrammeStore } from '../usecases/ports.ts';
import { putDocument } from '../usecases/putDocument.ts';
import type { Lease } from '../usecases/underLease.ts';
import { progressOf } from './progressOf.ts';

export const JOBS = ['sync', 'issue', 'escalate', 'deliver', 'reconcile', 'seal', 'retention'] as const;
export type JobName = (typeof JOBS)[number];

/** A job's work; what it returns is told to whoever ran it: counts, no names. */
export type Job = (run: JobRun) => Promise<Readonly<Record<string, number>>>;
export type Jobs = Readonly<Record<JobName, Job>>;

export type JobOutcome =
  | {
      readonly ran: true;
      readonly report: Readonly<Record<string, number>>;
      /** Jobs that had to follow it at once. */
      readonly followedBy?: readonly {
        readonly job: JobName;
        readonly report: Readonly<Record<string, number>>;
      }[];
    }
  | { readonly ran: false };

export type RunJob = (name: JobName) => Promise<JobOutcome>;

type Deps = {
  readonly jobs: Jobs;
  readonly programme: ProgrammeStore;
  readonly clock: Clock;
  readonly underLease: <T>(job: string, work: (lease: Lease) => Promise<T>) => Promise<T | 'elsewhere'>;
  readonly log?: {
    readonly info: (facts: object) => void;
    readonly error: (facts: object) => void;
  };
};

/** Runs a job once in the whole installation at a time, and keeps when it ran, how far it is, and what it did. */
export function runJob(deps: Deps): RunJob {
  return async (name) => {
    const report = await deps.underLease(name, async (lease) => {
      const startedAt = deps.clock();
      await keep(deps, name, lease, (found) => ({ startedAt, ...previousOf(found) }));
      const progress = progressOf(async (counts) => {
        const at = deps.clock();
        deps.log?.info({ event: 'job-progress', job: name, ...counts });
        await keep(deps, name, lease, (found) => ({ ...found, startedAt, progress: { at, counts } }));
      });
      const end = (how: { outcome: string } | { failure: string }) =>
        keep(deps, name, lease, (found) => ended(found, startedAt, { finishedAt: deps.clock(), ...how }));
      try {
        const skipped = new Set<string>();
        const work = await asJob(
          {
            mayGoOn: lease.isHeld,
            progress: progress.note,
            skipped: (failure) => {
              if (failure.document) skipped.add(failure.document);
              deps.log?.error({ event: 'document-skipped', job: name, err: failure });
            },
          },
          deps.jobs[name],
        );
        const done = skipped.size > 0 ? { ...work, skipped: skipped.size } : work;
        await progress.stop();
        await end({ outcome: JSON.stringify(done) });
        return done;
      } catch (error) {
        await progress.stop();
        // What went wrong is thrown; that it could not be kept, too, is no news.
        await end({ failure: error instanceof Failure ? error.code : 'failed' }).catch(() => undefined);
        throw error;
      }
    });
    return report === 'elsewhere' ? { ran: false } : { ran: true, report };
  };
}

function ended(
  found: JobRecord | undefined,
  startedAt: Instant,
  end: NonNullable<Pick<JobRecord, 'finishedAt' | 'outcome' | 'failure'>>,
): JobRecord {
  return { startedAt, ...end, ...(found?.previous && { previous: found.previous }) };
}

/** How the run before ended, or the last one that came to an end. */
function previousOf(found: JobRecord | undefined): Pick<JobRecord, 'previous'> {
  if (!found) return {};
  const { startedAt, finishedAt, outcome, failure, previous } = found;
  if (!finishedAt) return previous ? { previous } : {};
  return {
    previous: { startedAt, finishedAt, ...(outcome && { outcome }), ...(failure && { failure }) },
  };
}

/** Whoever has lost the lease leaves the record to whoever took over. */
async function keep(
  { programme }: Deps,
  name: JobName,
  { token }: Lease,
  change: (found: JobRecord | undefined) => JobRecord,
): Promise<void> {
  const write = () =>
    putDocument(programme, 'run', name, (found) =>
      found?.token !== undefined && found.token > token ? found : { ...change(found), token },
    );
  await write().catch((error: unknown) => {
    // Somebody took over at this moment: what they wrote is looked at once more.
    if (error instanceof StoreConflict) return write();
    throw error;
  });
}
