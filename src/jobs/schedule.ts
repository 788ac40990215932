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
    cron.schedule(deps.times[name], async () => void (await loggedRun(deps, name)), {
      name,
      timezone: deps.timeZone,
      noOverlap: true,
      logger: cronLogger(deps.log),
    }),
  );
  return async () => {
    await Promise.all(tasks.map((task) => task.destroy()));
  };
}

/** node-cron would print on the terminal, past the log. */
function cronLogger({ info, error }: Deps['log']) {
  const at = (log: (facts: object) => void) => (what: string | Error) =>
    log({ event: 'cron', what: what instanceof Error ? what.name : what });
  return { info: at(info), debug: () => undefined, warn: at(error), error: at(error) };
}

/** Waits before a job that could not be caught up is tried again. Milliseconds; the last one repeats. */
const WAITS = [60_000, 120_000, 240_000, 480_000, 900_000];

/**
 * Each job once, in the order in which they feed one another. Returns after the first round; whatever failed in it, or
 * ran elsewhere at that moment, is tried again until it has run, so that nothing waits for the next day's time.
 */
export async function catchUp(deps: Deps & { until?: AbortSignal }): Promise<void> {
  const missed = await round(deps, JOBS);
  if (missed.length > 0) void tryAgain(deps, missed);
}

async function tryAgain(deps: Deps & { until?: AbortSignal }, jobs: readonly JobName[]): Promise<void> {
  let missed = jobs;
  for (let attempt = 0; missed.length > 0; attempt += 1) {
    await pause(WAITS[Math.min(attempt, WAITS.length - 1)] ?? 0, deps.until);
    if (deps.until?.aborted) return;
    missed = await round(deps, missed);
  }
}

/** Ends early when the service stops. */
function pause(ms: number, until: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref?.();
    until?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** The jobs that did not run. What feeds the others is done again before them. */
async function round(deps: Deps, jobs: readonly JobName[]): Promise<readonly JobName[]> {
  const missed: JobName[] = [];
  for (const name of JOBS) {
    if (!jobs.includes(name) && !jobs.some((job) => JOBS.indexOf(job) < JOBS.indexOf(name))) continue;
    if (!(await loggedRun(deps, name))) missed.push(name);
  }
  return missed;
}

type Deps = Pick<Parameters<typeof scheduleJobs>[0], 'run' | 'log'>;

async function loggedRun({ run, log }: Deps, job: JobName): Promise<boolean> {
  try {
    const outcome = await run(job);
    if (outcome.ran) log.info({ event: 'job-done', job, ...outcome.report });
    else log.info({ event: 'job-runs-elsewhere', job });
    return outcome.ran;
  } catch (error) {
    log.error({ event: 'job-failed', job, err: error });
    return false;
  }
}
