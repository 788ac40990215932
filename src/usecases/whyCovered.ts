import type { CycleId, Instant, PersonId } from '../domain/ids.ts';
import { words } from '../domain/names.ts';
import type { Obligation } from '../domain/obligation.ts';
import type { CycleRules } from '../domain/schedule.ts';
import { currentCycle } from './currentCycle.ts';
import type { Clock, ObligationStore, PeopleStore, PersonRecord, ProgrammeStore } from './ports.ts';
import { lastCompleteRead } from './readDirectory.ts';

/** How many people an ambiguous name lists. */
export const MOST_NAMESAKES = 8;
/** How many are looked at to find the one with exactly this name: others may have it as a part of theirs. */
const CANDIDATES = 50;

export type WhyCovered =
  | {
      readonly outcome: 'person';
      /** With the rule that covers them, or the reason that none does, as of the last sync. */
      readonly record: PersonRecord;
      readonly cycle: CycleId;
      /** Their newest in the current cycle. */
      readonly obligation?: Obligation;
      readonly directoryReadAt?: Instant;
    }
  | { readonly outcome: 'several'; readonly people: readonly PersonRecord[]; readonly more: boolean }
  | { readonly outcome: 'nobody' };

export type WhoIsMeant = {
  /** A name, a part of one in any order of its words, or an Entra object id. */
  readonly name: string;
  /** Every word must be a whole word of the name: `me` is then not the beginning of Mehmet. */
  readonly wholeWords?: boolean;
};

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
    const [record, ...others] = await matching(deps.people, meant);
    if (!record) return { outcome: 'nobody' };
    if (others.length > 0) {
      const people = [record, ...others];
      return {
        outcome: 'several',
        people: people.slice(0, MOST_NAMESAKES),
        more: people.length > MOST_NAMESAKES,
      };
    }
    const [{ id: cycle }, obligations, readAt] = await Promise.all([
      currentCycle(deps),
      deps.obligations.ofPerson(record.id),
      lastCompleteRead(deps.programme),
    ]);
    const obligation = obligations.find(({ value }) => value.obligation.cycle === cycle)?.value.obligation;
    return {
      outcome: 'person',
      record,
      cycle,
      ...(obligation && { obligation }),
      ...(readAt && { directoryReadAt: readAt as Instant }),
    };
  };
}

async function matching(
  people: PeopleStore,
  { name, wholeWords = false }: WhoIsMeant,
): Promise<readonly PersonRecord[]> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)) {
    const found = await people.get(name.toLowerCase() as PersonId);
    return found ? [found.value] : [];
  }
  const typed = words(name);
  // The longest word is the one that the fewest people have.
  const [longest] = [...typed].sort((a, b) => b.length - a.length);
  if (longest === undefined) return [];
  const whole = await people.named(typed.join(' '), CANDIDATES);
  const candidates = whole.length > 0 ? whole : await people.named(longest, CANDIDATES);
  const fits = (one: string, other: string) => (wholeWords ? one === other : one.startsWith(other));
  const matches = candidates.filter(({ person }) => {
    const own = words(person.displayName);
    return typed.every((word) => own.some((part) => fits(part, word)));
  });
  const sorted = [...typed].sort().join(' ');
  const exact = matches.filter(({ person }) => words(person.displayName).sort().join(' ') === sorted);
  return exact.length > 0 ? exact : matches;
}
