import type { PersonId } from '../domain/ids.ts';
import type { Bot } from './botDeps.ts';
import { jobsCard } from './cards/jobsCard.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';

/** Where the service's jobs stand: for compliance alone. */
export async function jobsPage(bot: Bot, person: PersonId): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  return { show: jobsCard(context, { jobs: await bot.jobStatus() }) };
}
