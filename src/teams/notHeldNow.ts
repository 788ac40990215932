import type { PersonId } from '../domain/ids.ts';
import type { Bot } from './botDeps.ts';

/**
 * Why somebody of the Compliance Office by the last sync may decide nothing at this moment: a role that was taken away
 * since then acts no more, and a directory that does not answer is no yes. Undefined where they may.
 */
export async function notHeldNow(
  bot: Pick<Bot, 'holdsRoleNow' | 'cardContext'>,
  person: PersonId,
): Promise<string | undefined> {
  const check = await bot.holdsRoleNow({ person, role: 'compliance' });
  if (check.outcome === 'holds') return undefined;
  const { roleNotHeld } = bot.cardContext().texts;
  return roleNotHeld[check.outcome === 'unknown' ? check.because : 'lacks'];
}
