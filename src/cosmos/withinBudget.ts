import { performance } from 'node:perf_hooks';
import { clearTimeout, setTimeout } from 'node:timers';
import { StoreUnavailable } from '../usecases/failures.ts';
import { failureOf, isPassing, retryAfterOf } from './failures.ts';

/** First and longest pause between attempts, doubled each time, of which a random part is taken. Milliseconds. */
const FIRST_PAUSE = 25;
const LONGEST_PAUSE = 400;

/**
 * Attempts a request until it succeeds, is refused for good, or `budget` milliseconds have passed. A wait that the
 * service asks for and that would exceed the budget ends it at once. The SDK's own retries know no common limit (up
 * to 120 for a timed-out read), which is why the time is kept here. `request` gets a signal that ends it then.
 * @throws StoreUnavailable when the budget is spent; else what `failureOf` says.
 */
export async function withinBudget<T>(
  budget: number,
  request: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const end = performance.now() + budget;
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new StoreUnavailable('Cosmos DB did not answer in time.', { cause: last })),
    budget,
  );
  let last: unknown;
  try {
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
      try {
        return await untilAborted(request(controller.signal), controller.signal);
      } catch (error) {
        const wait = Math.max(retryAfterOf(error), Math.random() * pause);
        if (!isPassing(error) || performance.now() + wait >= end) throw failureOf(error);
        last = error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

/** The SDK does not look at the signal while it waits between retries of its own. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
