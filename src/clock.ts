import type { Instant } from './domain/ids.ts';
import { instantOf } from './domain/time.ts';
import type { Clock } from './usecases/ports.ts';

export const systemClock: Clock = () => instantOf(Date.now());

/** Shows `startsAt` now and goes on from there at the usual pace: what a later day brings. */
export function clockFrom(startsAt: Instant): Clock {
  const begun = performance.now();
  return () => instantOf(Date.parse(startsAt) + performance.now() - begun);
}
