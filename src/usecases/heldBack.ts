import { type Alarm, digestOfPeople } from '../domain/alarm.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Cycle } from '../domain/schedule.ts';
import { alarms } from './alarms.ts';
import type { Clock, PersonRecord, ProgrammeStore } from './ports.ts';

/** So few may always be closed, whatever their share. */
export const FEW = 5;

type Deps = {
  readonly programme: ProgrammeStore;
  readonly clock: Clock;
  /** Of the open obligations, how many percent may be closed in one run. */
  readonly mostClosedPercent: number;
};

/**
 * Whose obligations are not closed: a directory that answers with far fewer people than before must not close anything
 * by itself. Those whom somebody has let go, in the sync or here, are not among them.
 */
export async function heldBack(
  deps: Deps,
  { cycle, gone, open }: { cycle: Cycle; gone: readonly (readonly [PersonRecord, unknown])[]; open: number },
): Promise<ReadonlySet<PersonId>> {
  const { settle, confirmation } = alarms(deps);
  const limitPercent = deps.mostClosedPercent;
  const doubtful = gone.flatMap(([{ id, letGo }]) => (letGo ? [] : [id]));
  const tooMany = doubtful.length > Math.max(FEW, (open * limitPercent) / 100);
  const sha256 = digestOfPeople(doubtful);
  const facts = { cycle: cycle.id, open, closing: doubtful.length, limitPercent, sha256 };
  const alarm: Alarm = { kind: 'closing-held', ...facts };
  if (!tooMany || (await confirmation(alarm))) {
    await settle(['closing-held'], []);
    return new Set();
  }
  await settle(['closing-held'], [alarm]);
  return new Set(doubtful);
}
