import { setTimeout as pause } from 'node:timers/promises';

/** How long to go on trying. Injected, so that tests wait for nothing and a turn can be less patient than a job. */
export type Patience = {
  /** Milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
  /** From 0 up to 1; spreads the retries of several instances. */
  readonly random: () => number;
  /** Milliseconds since 1970; read only when `Retry-After` is a date. */
  readonly now: () => number;
  /** Tries after the first. */
  readonly retries: number;
  /** A longer wait is not begun (milliseconds): the next run is the better retry. */
  readonly longestWaitMs: number;
};

export const PATIENCE: Patience = {
  pause: (ms) => pause(ms),
  random: Math.random,
  now: Date.now,
  retries: 5,
  longestWaitMs: 120_000,
};

const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** Whether the same request may well be answered a little later. */
export const isPassing = (status: number): boolean => PASSING.has(status);

const FIRST_WAIT_MS = 1_000;
const LONGEST_BACK_OFF_MS = 30_000;

/**
 * Milliseconds before a further try, or `undefined` when it is not worth waiting for. What Graph asks for in
 * `Retry-After` is honoured and never cut short; without it the wait doubles, with jitter over its upper half.
 */
export function waitBefore(
  tries: number,
  retryAfter: string | null | undefined,
  patience: Patience,
): number | undefined {
  if (tries > patience.retries) return undefined;
  const asked = retryAfterMs(retryAfter, patience);
  const backOff = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_BACK_OFF_MS);
  const wait =
    asked === undefined
      ? backOff / 2 + (patience.random() * backOff) / 2
      : asked + patience.random() * FIRST_WAIT_MS;
  return wait <= patience.longestWaitMs ? Math.round(wait) : undefined;
}

/** Seconds or an HTTP date (RFC 9110 10.2.3). */
function retryAfterMs(value: string | null | undefined, { now }: Patience): number | undefined {
  if (!value) return undefined;
  if (/^\s*\d+(\.\d+)?\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now());
}
