import type { PersonId } from '../domain/ids.ts';
import type { ActedAs } from '../teams/botDeps.ts';
import type { Sender } from '../teams/inbound.ts';
import type { PeopleStore, ProgrammeStore } from '../usecases/ports.ts';
import { putDocument } from '../usecases/putDocument.ts';

/** How many people a wrong or ambiguous name suggests. */
const SUGGESTIONS = 8;

export type Personas = {
  whoIs(sender: Sender): Promise<PersonId | undefined>;
  actAs(sender: Sender, name: string): Promise<ActedAs>;
};

/**
 * Who one person at one machine acts as, chat by chat; kept, so that a restart changes nothing. Exists in local mode
 * only: with bot credentials the signer is whoever the token says (promise 1).
 */
export function personas(deps: {
  people: PeopleStore;
  programme: ProgrammeStore;
  /** Offered when a name matches nobody. */
  suggested: readonly PersonId[];
}): Personas {
  const acting = new Map<string, PersonId | undefined>();
  return {
    async whoIs({ conversationId: id, personId }) {
      if (!acting.has(id)) acting.set(id, (await deps.programme.get('local', keyOf(id)))?.value.personId);
      return acting.get(id) ?? personId;
    },
    async actAs({ conversationId }, name) {
      const matches = await matching(deps.people, name);
      const [person, another] = matches;
      if (person && !another) {
        await putDocument(deps.programme, 'local', keyOf(conversationId), () => ({ personId: person.id }));
        acting.set(conversationId, person.id);
        return { outcome: 'acting', person };
      }
      if (another) return { outcome: 'several', suggestions: matches };
      const records = await Promise.all(deps.suggested.map((id) => deps.people.get(id)));
      return { outcome: 'nobody', suggestions: records.flatMap((found) => (found ? [found.value] : [])) };
    },
  };
}

/** By Entra object id, by the whole name, or by a part of it. */
async function matching(people: PeopleStore, name: string) {
  if (/^[0-9a-f-]{36}$/i.test(name)) {
    const found = await people.get(name.toLowerCase() as PersonId);
    return found ? [found.value] : [];
  }
  const candidates = await people.named(name, SUGGESTIONS);
  const exact = candidates.filter(({ person }) => same(person.displayName, name));
  return exact.length > 0 ? exact : candidates;
}

function same(a: string, b: string): boolean {
  return a.localeCompare(b, undefined, { sensitivity: 'base' }) === 0;
}

function keyOf(conversationId: string): string {
  return `acting-in-${Buffer.from(conversationId).toString('base64url')}`;
}
