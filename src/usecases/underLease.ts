import type { Instant } from '../domain/ids.ts';
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

/** The right to run a job, for as long as it is renewed. */
export type Lease = {
  readonly holder: string;
  /** Greater than that of every earlier holder: a record that bears a greater one is not overwritten. */
  readonly token: number;
  /**
   * False once another process may hold it: it was taken over, or could not be renewed in time. Whatever is still
   * written then is guarded by the document's own version, and the record of the run by the token.
   */
  readonly isHeld: () => boolean;
};

/**
 * Runs a job if no other instance does. The lease is renewed while the work goes on and given back after it; when
 * its holder dies it runs out and the next one takes over under a higher token.
 */
export function underLease(deps: LeaseDeps) {
  return async <T>(job: string, work: (lease: Lease) => Promise<T>): Promise<T | 'elsewhere'> => {
    const taken = await take(deps, job);
    if (!taken) return 'elsewhere';
    const { token } = taken;
    let until: Instant | undefined = taken.expiresAt;
    const renew = async (): Promise<void> => {
      until = await setExpiry(deps, job, token, LEASE);
    };
    const renewal = setInterval(() => void renew().catch(() => undefined), LEASE / 4);
    renewal.unref();
    try {
      const isHeld = () => until !== undefined && deps.clock() < until;
      return await work({ holder: deps.holder, token, isHeld });
    } finally {
      clearInterval(renewal);
      await setExpiry(deps, job, token, 0);
    }
  };
}

async function take(
  { programme, clock, holder, isGone }: LeaseDeps,
  job: string,
): Promise<{ token: number; expiresAt: Instant } | undefined> {
  const now = clock();
  const expiresAt = plusMilliseconds(now, LEASE);
  const found = await programme.get('lease', job);
  if (!found) {
    const outcome = await programme.create('lease', job, { holder, token: 1, expiresAt });
    return outcome === 'created' ? { token: 1, expiresAt } : undefined;
  }
  if (found.value.expiresAt > now && !isGone(found.value.holder)) return undefined;
  const token = found.value.token + 1;
  try {
    await programme.replace('lease', job, { value: { holder, token, expiresAt }, etag: found.etag });
    return { token, expiresAt };
  } catch (error) {
    if (error instanceof StoreConflict) return undefined;
    throw error;
  }
}

/** Until when it is held from now on; undefined when somebody else holds it by now: theirs to keep. */
async function setExpiry(
  { programme, clock }: LeaseDeps,
  job: string,
  token: number,
  ms: number,
): Promise<Instant | undefined> {
  for (;;) {
    const found = await programme.get('lease', job);
    if (found?.value.token !== token) return undefined;
    const expiresAt = plusMilliseconds(clock(), ms);
    try {
      await programme.replace('lease', job, { value: { ...found.value, expiresAt }, etag: found.etag });
      return expiresAt;
    } catch (error) {
      // A renewal and the release met: read again who holds it.
      if (!(error instanceof StoreConflict)) throw error;
    }
  }
}
