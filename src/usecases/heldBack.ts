import { digestOfPeople } from '../domain/alarm.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Cycle } from '../domain/schedule.ts';
import { alarms } from './alarms.ts';
import type { Clock, PersonRecord, ProgrammeStore } from './ports.ts';

/** So few may always be closed or paused, whatever their share. */
const FEW = 5;

type Deps = {
  readonly programme: ProgrammeStore;
  readonly clock: Clock;
  /** Of the open obligations, how many percent may be closed, or paused for leave, in one run. */
  readonly mostClosedPercent: number;
};

type Some = {
  readonly cycle: Cycle;
  /** How many are open. */
  readonly open: number;
  readonly people: readonly PersonRecord[];
};

/**
 * Whose obligations are not closed: a directory that answers with far fewer people than before must not close anything
 * by itself. Those whom somebody has let go, in the sync or here, are not among them.
 */
export async function heldBack(deps: Deps, some: Some): Promise<ReadonlySet<PersonId>> {
  const people = some.people.filter(({ letGo }) => !letGo);
  return await heldUnlessConfirmed(deps, 'closing-held', { ...some, people });
}

/** Whose are not paused: a group that says that nearly everybody is on leave must not silence the programme by itself. */
export async function notAway(deps: Deps, some: Some): Promise<ReadonlySet<PersonId>> {
  return await heldUnlessConfirmed(deps, 'pausing-held', some);
}

async function heldUnlessConfirmed(
  deps: Deps,
  kind: 'closing-held' | 'pausing-held',
  { cycle, open, people }: Some,
): Promise<ReadonlySet<PersonId>> {
  const { settle, confirmation } = alarms(deps);
  const limitPercent = deps.mostClosedPercent;
  const ids = people.map(({ id }) => id);
  const tooMany = ids.length > Math.max(FEW, (open * limitPercent) / 100);
  const sha256 = digestOfPeople(ids);
  const alarm = { kind, cycle: cycle.id, open, closing: ids.length, limitPercent, sha256 };
  if (!tooMany || (await confirmation(alarm))) {
    await settle([kind], []);
    return new Set();
  }
  await settle([kind], [alarm]);
  return new Set(ids);
}
