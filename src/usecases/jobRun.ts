import { AsyncLocalStorage } from 'node:async_hooks';
import { StoreUnusable } from './failures.ts';

/** What a job is given while it runs. */
export type JobRun = {
  /** False once another process may have taken over: what has begun is finished, and nothing more is begun. */
  readonly mayGoOn: () => boolean;
  /** Tells how far it is: counts, no names. Cheap; called as often as there is something to tell. */
  readonly progress: (counts: Readonly<Record<string, number>>) => void;
  /** A stored document that cannot be read is left out: the others' turn comes all the same. */
  readonly skipped?: (failure: StoreUnusable) => void;
};

/** For whoever runs a job's work by itself. */
export const ALONE: JobRun = { mayGoOn: () => true, progress: () => undefined };

const running = new AsyncLocalStorage<JobRun>();

/** Does a job's work so that whatever it calls knows of it. */
export function asJob<T>(run: JobRun, work: (run: JobRun) => Promise<T>): Promise<T> {
  return running.run(run, () => work(run));
}

/**
 * In a job, leaves out what cannot be read, and says so; a person who asks for something is told that it cannot be
 * read. Undefined where it was left out.
 * @throws whatever `read` throws that is not a StoreUnusable, and that too where no job is running.
 */
export function unlessUnusable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    skip(error);
    return undefined;
  }
}

/** The same for what takes time. */
export async function unlessUnusableLater<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    skip(error);
    return undefined;
  }
}

function skip(error: unknown): void {
  const skipped = running.getStore()?.skipped;
  // Without an id it is no document but the whole store.
  if (!skipped || !(error instanceof StoreUnusable) || error.document === undefined) throw error;
  skipped(error);
}
