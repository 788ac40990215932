import type { CycleId, Instant } from '../domain/ids.ts';
import type { Obligation } from '../domain/obligation.ts';
import type { CycleRules } from '../domain/schedule.ts';
import { currentCycle } from './currentCycle.ts';
import { MOST_NAMESAKES, peopleMeant, type WhoIsMeant } from './peopleMeant.ts';
import type { Clock, ObligationStore, PeopleStore, PersonRecord, ProgrammeStore } from './ports.ts';
import { lastRead } from './readDirectory.ts';

export type WhyCovered =
  | {
      readonly outcome: 'person';
      /** With the rule that covers them, or the reason that none does, as of the last sync. */
      readonly record: PersonRecord;
      readonly cycle: CycleId;
      /** Their newest in the current cycle. */
      readonly obligation?: Obligation;
      readonly directoryReadAt?: Instant;
      /** Nobody's last day was shown: they are not kept, or a permission is missing. Having none says nothing. */
      readonly lastDaysHidden?: true;
    }
  | { readonly outcome: 'several'; readonly people: readonly PersonRecord[]; readonly more: boolean }
  | { readonly outcome: 'nobody' };

type Deps = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly programme: ProgrammeStore;
  readonly cycleRules: CycleRules;
  readonly timeZone: string;
  readonly clock: Clock;
};

/**
 * Tells compliance which rule of the programme file covers somebody, or why none does, and where they stand in the
 * current cycle. Reads only: one or two store calls to find whoever is meant, and three for the one who is.
 */
export function whyCovered(deps: Deps) {
  return async (meant: WhoIsMeant): Promise<WhyCovered> => {
    const [record, ...others] = await peopleMeant(deps.people, meant);
    if (!record) return { outcome: 'nobody' };
    if (others.length > 0) {
      const people = [record, ...others];
      return {
        outcome: 'several',
        people: people.slice(0, MOST_NAMESAKES),
        more: people.length > MOST_NAMESAKES,
      };
    }
    const [{ id: cycle }, obligations, read] = await Promise.all([
      currentCycle(deps),
      deps.obligations.ofPerson(record.id),
      lastRead(deps.programme),
    ]);
    const obligation = obligations.find(({ value }) => value.obligation.cycle === cycle)?.value.obligation;
    return {
      outcome: 'person',
      record,
      cycle,
      ...(obligation && { obligation }),
      ...(read.completedAt && { directoryReadAt: read.completedAt }),
      ...(read.leaveDates === 0 && { lastDaysHidden: true as const }),
    };
  };
}
