import type { PersonId } from '../domain/ids.ts';
import type { Bot } from './botDeps.ts';
import { previewCard } from './cards/previewCard.ts';
import { rosterCard } from './cards/rosterCard.ts';
import { TEAM_PAGE } from './cards/teamCard.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';

/** A page of the roster, which names everybody who had to certify: for compliance alone. */
export async function rosterPage(bot: Bot, person: PersonId, after?: string): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  const page = { ...(after && { after }) };
  const roster = await bot.rosterOverview({ limit: TEAM_PAGE, ...page });
  return { show: rosterCard(context, { roster, ...page }) };
}

/** A page of what a changed programme file would do: for compliance alone. */
export async function previewPage(bot: Bot, person: PersonId, after?: string): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  return { show: previewCard(context, { previewed: await bot.preview(), ...(after && { after }) }) };
}
