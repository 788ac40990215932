import PQueue from 'p-queue';
import pRetry from 'p-retry';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Teams takes 50 requests a second of one app in one tenant, and of one conversation 7 in 1 s, 8 in 2 s, 60 in 30 s and
 * 1 800 in an hour ("Optimize your bot with rate limiting in Teams", learn.microsoft.com). One every 21 ms is 47.6 a
 * second, evenly: what travels at a different speed still never meets more than 50 in any second.
 */
const SPACING = 21;
/**
 * In one conversation, at most so many in so many seconds. These windows begin with their first message, so that two of
 * them can meet: at most 4 in any 1 s, 6 in any 2 s, 28 in any 30 s, and 1 694 in any hour, which needs no hour's memory.
 */
const A_MOMENT = { points: 2, duration: 1, keyPrefix: 'moment' };
const HALF_A_MINUTE = { points: 14, duration: 30, keyPrefix: 'half-minute' };

/** Waits between attempts, doubled and with jitter; and from when on a message is better tried in a later run. Milliseconds. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 16_000;
const ATTEMPTS = 5;
const PATIENCE = 4 * 60_000;
/** Pauses after a 429 that does not say how long to wait, doubled with each one in a row. Milliseconds. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/** What goes first. Of replies, no more are counted at a time than Teams would take in a second. */
const URGENT = 1;
const REPLY = 2;
const MOST_COUNTED = 50;

/** What a failed request asks for. `retry` may be given at once more; `throttled` says how long to wait, if it does. */
export type Setback =
  | { readonly kind: 'throttled'; readonly retryAfterMs?: number }
  | { readonly kind: 'retry' }
  | { readonly kind: 'final' };

export type Pace = {
  /**
   * Sends when it may. A message that is refused for the moment is tried again, a few times; a 429 stops everybody's.
   * @throws HeldBack when it was not sent because it would have had to wait for minutes; else what `send` threw last.
   */
  send<T>(conversation: string, send: () => Promise<T>, options?: { readonly urgent?: boolean }): Promise<T>;
  /** Resolves once no pause is on: whoever has many to send begins the next one then. */
  ready(): Promise<void>;
  /** A request that does not wait, such as the answer to a person, takes its place in the count. */
  spend(): void;
};

/** It was not sent: everything stands still for longer than a message in flight may wait. */
export class HeldBack extends Error {}

/** One for the whole process: every message that nobody asked for goes through it. */
export function pace(deps: {
  setbackOf: (error: unknown) => Setback;
  attempts?: number;
  random?: () => number;
}): Pace {
  const { setbackOf, attempts = ATTEMPTS, random = Math.random } = deps;
  const queue = new PQueue({ interval: SPACING, intervalCap: 1, strict: true });
  // The longer one first: what has waited for it must not all go at once.
  const conversations = [new RateLimiterMemory(HALF_A_MINUTE), new RateLimiterMemory(A_MOMENT)];
  const gate = pauses(queue);
  let inARow = 0;
  let counted = 0;

  const attempt = async <T>(send: () => Promise<T>, giveUpAt: number): Promise<T> => {
    if (performance.now() > giveUpAt) throw new HeldBack();
    try {
      const sent = await send();
      inARow = 0;
      return sent;
    } catch (error) {
      const setback = setbackOf(error);
      if (setback.kind === 'throttled') {
        const pause = setback.retryAfterMs ?? Math.min(FIRST_PAUSE * 2 ** inARow, LONGEST_PAUSE);
        // Those in flight together are refused together: that is one refusal.
        if (!gate.isClosed()) inARow += 1;
        gate.closeFor(pause * (1 + random() / 4));
      }
      throw error;
    }
  };

  return {
    async send(conversation, send, { urgent = false } = {}) {
      const giveUpAt = performance.now() + PATIENCE;
      return await pRetry(
        async () => {
          if (gate.opensAt() > giveUpAt) throw new HeldBack();
          await gate.ready();
          await room(conversations, conversation);
          return await queue.add(() => attempt(send, giveUpAt), { priority: urgent ? URGENT : 0 });
        },
        {
          retries: attempts - 1,
          minTimeout: FIRST_WAIT,
          maxTimeout: LONGEST_WAIT,
          randomize: true,
          maxRetryTime: PATIENCE,
          shouldRetry: ({ error }) => !(error instanceof HeldBack) && setbackOf(error).kind !== 'final',
        },
      );
    },
    ready: gate.ready,
    spend() {
      // Not asked of the queue, which would look through all that wait in it, at every answer.
      if (counted >= MOST_COUNTED) return;
      counted += 1;
      void queue.add(
        async () => {
          counted -= 1;
        },
        { priority: REPLY },
      );
    },
  };
}

/** Stops a queue for a while; the longest pause counts. */
function pauses(queue: PQueue) {
  let opensAt = 0;
  let waiting = Promise.withResolvers<void>();
  const closed = () => opensAt > performance.now();
  const open = (): void => {
    const left = opensAt - performance.now();
    if (left > 0) return void setTimeout(open, left);
    queue.start();
    waiting.resolve();
    waiting = Promise.withResolvers();
  };
  return {
    isClosed: closed,
    opensAt: () => opensAt,
    closeFor(ms: number) {
      const until = performance.now() + ms;
      if (until <= opensAt) return;
      const wasOpen = !closed();
      opensAt = until;
      if (!wasOpen) return;
      queue.pause();
      setTimeout(open, ms);
    },
    ready: async () => {
      while (closed()) await waiting.promise;
    },
  };
}

/** Waits until the conversation can take one more. One limit after the other: a refusal by one uses up none of the next. */
async function room(limits: readonly RateLimiterMemory[], conversation: string): Promise<void> {
  for (const limit of limits) {
    for (let wait = await waitFor(limit, conversation); wait > 0; wait = await waitFor(limit, conversation))
      await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** Takes a place and gives 0, or the milliseconds until there may be one. */
async function waitFor(limit: RateLimiterMemory, conversation: string): Promise<number> {
  try {
    await limit.consume(conversation);
    return 0;
  } catch (full) {
    if (full instanceof RateLimiterRes) return Math.max(1, full.msBeforeNext);
    throw full;
  }
}
