import type { Sha256 } from '../domain/ids.ts';
import type { Cycle } from '../domain/schedule.ts';
import { CycleIsOver } from './failures.ts';
import type { Clock, ProgrammeDocument, ProgrammeStore } from './ports.ts';

/** Where the newest cycle is found, beside each under its own id. */
const NEWEST = 'newest';

export async function newestCycle(
  programme: ProgrammeStore,
): Promise<ProgrammeDocument['cycle'] | undefined> {
  return (await programme.get('cycle', NEWEST))?.value;
}

/** Every cycle that was opened, the oldest first. One store call. */
export async function openedCycles(
  programme: ProgrammeStore,
): Promise<readonly ProgrammeDocument['cycle'][]> {
  const { items } = await programme.list('cycle', { limit: 100 });
  return items.filter(({ id }) => id !== NEWEST).map(({ value }) => value);
}

/**
 * A programme file whose opening day was moved later must not ask everybody again for last year's cycle.
 * @throws CycleIsOver when a newer cycle was opened before.
 */
export async function refuseEarlierCycle(programme: ProgrammeStore, cycle: Cycle): Promise<void> {
  const newest = await newestCycle(programme);
  if (newest && newest.id > cycle.id)
    throw new CycleIsOver(
      `By the programme file (cycles.annualOpensOn) the open cycle is ${cycle.id}, but ${newest.id} was opened on ` +
        `${newest.opensOn} already. Nothing was issued or closed. Put the opening day back, or wait until it opens ` +
        `${newest.id} again.`,
    );
}

/** Keeps that a cycle was opened; once. */
export async function openCycle(
  deps: { readonly programme: ProgrammeStore; readonly clock: Clock },
  { id, opensOn, due }: Cycle,
  codeHash: Sha256,
): Promise<void> {
  const { programme, clock } = deps;
  const newest = await programme.get('cycle', NEWEST);
  if (newest && newest.value.id >= id) return;
  const value = { id, opensOn, due, openedAt: clock(), codeHash };
  await programme.create('cycle', id, value);
  if (newest) await programme.replace('cycle', NEWEST, { value, etag: newest.etag });
  else await programme.create('cycle', NEWEST, value);
}
