import type { PersonId } from '../domain/ids.ts';
import type { AskedAs } from '../domain/obligation.ts';
import type { PeopleStore } from './ports.ts';

/** Whether somebody may act in that capacity, by the roles kept of them. One store call. */
export async function mayAct(people: PeopleStore, actor: PersonId, as: AskedAs): Promise<boolean> {
  return (await people.get(actor))?.value.roles.includes(as) ?? false;
}
