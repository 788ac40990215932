import type { PersonId } from '../domain/ids.ts';
import type { Bot } from './botDeps.ts';

/** Whether somebody is of the Compliance Office, who run the programme. One store call. */
export async function runs(bot: Pick<Bot, 'person'>, person: PersonId): Promise<boolean> {
  return (await bot.person(person))?.roles.includes('compliance') ?? false;
}
