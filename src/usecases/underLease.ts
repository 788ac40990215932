import { plusMilliseconds } from '../domain/time.ts';
import { StoreConflict } from './failures.ts';
import type { Clock, ProgrammeStore } from './ports.ts';

export type LeaseDeps = {
  readonly programme: ProgrammeStore;
  readonly clock: Clock;
  readonly holder: string;
  /** Whether a holder is known to have died, so that its lease need not run out first. */
  readonly isGone: (holder: string) => boolean;
};

/** Long enough for a pause of the process, short enough that another takes over soon. Milliseconds. */
const LEASE = 2 * 60_000;

/**
 * Runs a job if no other instance does. The lease is renewed while the work goes on and given back after it; when
 * its holder dies it runs out and the next one takes over under a higher token.
 */
export function underLease(deps: LeaseDeps) {
  return async <T>(job: string, work: () => Promise<T>): Promise<T | 'elsewhere'> => {
    const token = await take(deps, job);
    if (token === undefined) return 'elsewhere';
    const renewal = setInterval(() => void extend(deps, job, token).catch(() => undefined), LEASE / 4);
    renewal.unref();
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      await release(deps, job, token);
    }
  };
}

async function take(
  { programme, clock, holder, isGone }: LeaseDeps,
  job: string,
): Promise<number | undefined> {
  const now = clock();
  const expiresAt = plusMilliseconds(now, LEASE);
  const found = await programme.get('lease', job);
  if (!found) {
    const outcome = await programme.create('lease', job, { holder, token: 1, expiresAt });
    return outcome === 'created' ? 1 : undefined;
  }
  if (found.value.expiresAt > now && !isGone(found.value.holder)) return undefined;
  const token = found.value.token + 1;
  try {
    await programme.replace('lease', job, { value: { holder, token, expiresAt }, etag: found.etag });
    return token;
  } catch (error) {
    if (error instanceof StoreConflict) return undefined;
    throw error;
  }
}

async function extend(deps: LeaseDeps, job: string, token: number): Promise<void> {
  await setExpiry(deps, job, token, LEASE);
}

async function release(deps: LeaseDeps, job: string, token: number): Promise<void> {
  await setExpiry(deps, job, token, 0);
}

async function setExpiry(
  { programme, clock }: LeaseDeps,
  job: string,
  token: number,
  ms: number,
): Promise<void> {
  for (;;) {
    const found = await programme.get('lease', job);
    // Somebody else holds it by now: theirs to keep.
    if (found?.value.token !== token) return;
    try {
      const value = { ...found.value, expiresAt: plusMilliseconds(clock(), ms) };
      await programme.replace('lease', job, { value, etag: found.etag });
      return;
    } catch (error) {
      // A renewal and the release met: read again who holds it.
      if (!(error instanceof StoreConflict)) throw error;
    }
  }
}
