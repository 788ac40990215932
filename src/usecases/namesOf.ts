import type { PersonId } from '../domain/ids.ts';
import type { PeopleStore } from './ports.ts';

/** What people are called now. Whoever is no longer known is not in it. One store call for each. */
export function namesOf({ people }: { readonly people: Pick<PeopleStore, 'get'> }) {
  return async (ids: Iterable<PersonId>): Promise<ReadonlyMap<PersonId, string>> => {
    const named = await Promise.all(
      [...new Set(ids)].map(async (id) => {
        const known = await people.get(id);
        return known ? [[id, known.value.person.displayName] as const] : [];
      }),
    );
    return new Map(named.flat());
  };
}
