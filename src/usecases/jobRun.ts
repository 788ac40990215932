/** What a job is given while it runs. */
export type JobRun = {
  /** False once another process may have taken over: what has begun is finished, and nothing more is begun. */
  readonly mayGoOn: () => boolean;
  /** Tells how far it is: counts, no names. Cheap; called as often as there is something to tell. */
  readonly progress: (counts: Readonly<Record<string, number>>) => void;
};

/** For whoever runs a job's work by itself. */
export const ALONE: JobRun = { mayGoOn: () => true, progress: () => undefined };
