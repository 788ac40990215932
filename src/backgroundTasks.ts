import type { Log } from './log.ts';

export type BackgroundTasks = {
  /** Starts a task; its failure is logged. */
  add(name: string, task: () => Promise<unknown>): void;
  /** Resolves when all that were started are done. */
  settle(): Promise<void>;
};

/** What a turn leaves to be done after its answer. A stop waits for it. */
export function backgroundTasks(log: Pick<Log, 'warn'>): BackgroundTasks {
  const running = new Set<Promise<void>>();
  return {
    add(name, task) {
      const run = task()
        .then(() => undefined)
        .catch((error: unknown) => log.warn({ event: 'background-task-failed', task: name, err: error }))
        .finally(() => running.delete(run));
      running.add(run);
    },
    async settle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
