import type { PersonId } from '../domain/ids.ts';
import type { HoldsRoleNow } from './holdsRoleNow.ts';
import type { PeopleStore } from './ports.ts';

/** What an export may hold for somebody: sealed texts are for compliance alone. */
export type ExportRight = { readonly withTexts: boolean };

/**
 * Whether somebody may have the evidence, by the directory of this moment, whatever the last sync found. Only roles
 * they seem to have are worth a question to the directory.
 */
export function exportRight(deps: { people: Pick<PeopleStore, 'get'>; holdsRoleNow: HoldsRoleNow }) {
  return async (person: PersonId): Promise<ExportRight | undefined> => {
    const roles = (await deps.people.get(person))?.value.roles ?? [];
    for (const role of ['compliance', 'audit-committee', 'audit-committee-chair'] as const)
      if (roles.includes(role) && (await deps.holdsRoleNow({ person, role })).outcome === 'holds')
        return { withTexts: role === 'compliance' };
    return undefined;
  };
}
