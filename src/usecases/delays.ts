/** A message whose outcome is not known after so long is sent again: the process that sent it has died. Milliseconds. */
export const IN_FLIGHT = 10 * 60_000;

const RETRY_LATER = 15 * 60_000;
const LONGEST_WAIT = 24 * 60 * 60_000;

/** How long to wait after so many failures before, doubled each time up to a day. Milliseconds. */
export function retryAfter(failures: number): number {
  return Math.min(RETRY_LATER * 2 ** failures, LONGEST_WAIT);
}
