import cron from 'node-cron';
import { JOBS, type JobName, type RunJob } from './jobs.ts';

/**
 * Runs the jobs by the programme file's times. node-cron keeps nothing: a run that was missed while the process was
 * down is caught up at start by `catchUp`.
 * @returns stops them all.
 */
export function scheduleJobs(deps: {
  times: Readonly<Record<JobName, string>>;
  timeZone: string;
  run: RunJob;
  log: { readonly info: (facts: object) => void; readonly error: (facts: object) => void };
}): () => Promise<void> {
  const tasks = JOBS.map((name) =>
    cron.schedule(deps.times[name], () => loggedRun(deps, name), {
      name,
      timezone: deps.timeZone,
      noOverlap: true,
    }),
  );
  return async () => {
    await Promise.all(tasks.map((task) => task.destroy()));
  };
}

/** Each job once, in the order in which they feed one another. A failure is logged; the next run tries again. */
export async function catchUp(deps: Pick<Parameters<typeof scheduleJobs>[0], 'run' | 'log'>): Promise<void> {
  for (const name of JOBS) await loggedRun(deps, name);
}

async function loggedRun(
  { run, log }: Pick<Parameters<typeof scheduleJobs>[0], 'run' | 'log'>,
  job: JobName,
): Promise<void> {
  try {
    const outcome = await run(job);
    if (outcome.ran) log.info({ event: 'job-done', job, ...outcome.report });
    else log.info({ event: 'job-runs-elsewhere', job });
  } catch (error) {
    log.error({ event: 'job-failed', job, err: error });
  }
}
