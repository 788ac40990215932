import type { PersonId } from '../domain/ids.ts';
import type { RoleCheck } from '../usecases/holdsRoleNow.ts';
import type { Bot } from './botDeps.ts';
import type { CardContext } from './cards/context.ts';

/**
 * Why somebody of the Compliance Office by the last sync may decide nothing at this moment: a role that was taken away
 * since then acts no more, and a directory that does not answer is no yes. Undefined where they may.
 */
export async function notHeldNow(
  bot: Pick<Bot, 'holdsRoleNow' | 'cardContext'>,
  person: PersonId,
): Promise<string | undefined> {
  const check = await bot.holdsRoleNow({ person, role: 'compliance' });
  return check.outcome === 'holds' ? undefined : roleWords(bot.cardContext(), check);
}

/** What somebody is told whose role could not be confirmed. */
export function roleWords(
  { texts }: Pick<CardContext, 'texts'>,
  check: Exclude<RoleCheck, { outcome: 'holds' }>,
): string {
  return texts.roleNotHeld[check.outcome === 'unknown' ? check.because : 'lacks'];
}
