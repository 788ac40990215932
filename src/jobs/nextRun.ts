import cron from 'node-cron';
import type { Instant } from '../domain/ids.ts';
import { instantOf } from '../domain/time.ts';
import type { JobName } from './jobs.ts';

/** When a job runs next by the programme file's times. The machine's own clock counts, as it does for cron. */
export function nextRuns(times: Readonly<Record<JobName, string>>, timeZone: string) {
  return (name: JobName): Instant | undefined => {
    const task = cron.createTask(times[name], () => undefined, { timezone: timeZone });
    const [next] = task.getNextRuns(1);
    void task.destroy();
    return next ? instantOf(next.valueOf()) : undefined;
  };
}
