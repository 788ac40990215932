type Counts = Readonly<Record<string, number>>;

/** Somebody who looks wants to see it move, and a store that charges by the write wants few. Milliseconds. */
const EVERY = 10_000;

/** Tells how far a job is every ten seconds, where anything changed; the last thing noted is told. */
export function progressOf(tell: (counts: Counts) => Promise<void>) {
  let noted: Counts | undefined;
  let telling = Promise.resolve();
  const timer = setInterval(() => {
    if (!noted) return;
    const counts = noted;
    noted = undefined;
    // A store that does not answer must not end the job: its own calls will, if they must.
    telling = telling.then(() => tell(counts)).catch(() => undefined);
  }, EVERY);
  timer.unref?.();
  return {
    note(counts: Counts) {
      noted = { ...counts };
    },
    async stop(): Promise<void> {
      clearInterval(timer);
      await telling;
    },
  };
}
