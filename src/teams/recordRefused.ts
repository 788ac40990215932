import type { PersonId } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Bot } from './botDeps.ts';
import { notHeldNow } from './notHeldNow.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';

/** Why nothing was recorded. Whoever's role was taken away, or cannot be confirmed now, is told that. */
export async function recordRefused(bot: Bot, by: PersonId, { refused: code }: Refusal): Promise<Reply> {
  const { noRole, paper } = bot.cardContext().texts;
  if (code !== 'role-missing') return { say: paper.refused(paper.because(code)) };
  if (!(await runs(bot, by))) return { say: noRole.action };
  return { say: (await notHeldNow(bot, by)) ?? noRole.action };
}
