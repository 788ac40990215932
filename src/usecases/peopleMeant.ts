import type { PersonId } from '../domain/ids.ts';
import { words } from '../domain/names.ts';
import type { PeopleStore, PersonRecord } from './ports.ts';

/** How many people an ambiguous name lists. */
export const MOST_NAMESAKES = 8;
/** How many are looked at to find the one with exactly this name: others may have it as a part of theirs. */
const CANDIDATES = 50;

export type WhoIsMeant = {
  /** A name, a part of one in any order of its words, or an Entra object id. */
  readonly name: string;
  /** Every word must be a whole word of the name: `me` is then not the beginning of Mehmet. */
  readonly wholeWords?: boolean;
};

/** Everybody whom a typed name may mean; those who have exactly that name, if somebody has. One or two store calls. */
export async function peopleMeant(
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
