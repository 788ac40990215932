import type { ProgrammeStore } from '../usecases/ports.ts';
import type { JobName, RunJob } from './jobs.ts';

type Deps = {
  readonly run: RunJob;
  readonly programme: ProgrammeStore;
  /** Writes to the Compliance Office what alarms are new. */
  readonly tellCompliance: () => Promise<unknown>;
  readonly log: { readonly info: (facts: object) => void; readonly error: (facts: object) => void };
};

/** Jobs after which it is looked whether somebody waits for an obligation: when they come in, and often. */
const LOOKS: readonly JobName[] = ['sync', 'deliver'];
/** What gives them one, and lets them know. */
const OWED: readonly JobName[] = ['issue', 'deliver'];

/**
 * Adds to each run what follows from it: whoever a sync newly covers is asked the same day, whatever the times in the
 * programme file, and the Compliance Office hears of new alarms, also when the job fails.
 */
export function withFollowUps({ run, programme, tellCompliance, log }: Deps): RunJob {
  const quietly = async (event: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      log.error({ event, err: error });
    }
  };
  const told = async (name: JobName) => {
    try {
      return await run(name);
    } finally {
      await quietly('compliance-not-told', tellCompliance);
    }
  };
  return async (name) => {
    const outcome = await told(name);
    if (!outcome.ran || !LOOKS.includes(name)) return outcome;
    const followed: { job: JobName; report: Readonly<Record<string, number>> }[] = [];
    await quietly('follow-up-failed', async () => {
      if (!(await isSomebodyOwed(programme))) return;
      for (const next of OWED) {
        const then = await told(next);
        if (!then.ran) continue;
        log.info({ event: 'job-done', job: next, after: name, ...then.report });
        followed.push({ job: next, report: then.report });
      }
    });
    return followed.length > 0 ? { ...outcome, followedBy: followed } : outcome;
  };
}

/** Whether somebody has come in since the `issue` job last began a run that it has finished. */
async function isSomebodyOwed(programme: ProgrammeStore): Promise<boolean> {
  const [population, issued] = await Promise.all([
    programme.get('population', 'now'),
    programme.get('run', 'issue'),
  ]);
  const { joinedAt } = population?.value ?? {};
  if (!joinedAt) return false;
  const run = issued?.value;
  return !run?.finishedAt || run.failure !== undefined || run.startedAt <= joinedAt;
}
