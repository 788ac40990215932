import type { RateLimiterMemory } from 'rate-limiter-flexible';

/** Nobody reads faster; whoever asks more often is a script or a stuck key. Questions, seconds. */
const QUESTIONS = 30;
const WITHIN = 60;

/** Gives how many seconds somebody has to wait before the next question; 0 when it may be asked now. */
export type PoliteLimit = (who: string) => Promise<number>;

/**
 * A limit on one person's questions, in this process's memory: it keeps one person from slowing the others down and
 * is no defence against more than that.
 */
export function politeLimit(): PoliteLimit {
  let made: Promise<RateLimiterMemory> | undefined;
  return async (who) => {
    // Loaded with the first question: the start need not wait for it.
    made ??= import('rate-limiter-flexible').then(
      ({ RateLimiterMemory: Limiter }) => new Limiter({ points: QUESTIONS, duration: WITHIN }),
    );
    const limiter = await made;
    try {
      await limiter.consume(who);
      return 0;
    } catch (refused) {
      if (refused instanceof Error) throw refused;
      return Math.max(1, Math.ceil((refused as { msBeforeNext: number }).msBeforeNext / 1_000));
    }
  };
}
