import type { PersonId } from '../domain/ids.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { Bot } from './botDeps.ts';
import type { CardCommand } from './cardPayload.ts';
import { amendmentCard } from './cards/amendmentCard.ts';
import { notHeldNow } from './notHeldNow.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';

type Note = Pick<Parameters<typeof amendmentCard>[1], 'note' | 'problem' | 'because'>;

/** Who signs the Code version in force anew: for the Compliance Office alone. */
export async function amendmentPage(bot: Bot, person: PersonId, note: Note = {}): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  const decisions = await bot.amendmentDecisions();
  const names = new Map<PersonId, string>();
  for (const { by } of decisions) {
    const record = by === 'programme-file' || names.has(by) ? undefined : await bot.person(by);
    if (record) names.set(record.id, record.person.displayName);
  }
  return { show: amendmentCard(context, { decisions, names, ...note }) };
}

type Decide = Extract<CardCommand, { verb: 'amendment.decide' }>;

/** Decides by what a card said; when something else was decided meanwhile, nothing is done and that is shown. */
export async function amendmentDecided(bot: Bot, person: PersonId, command: Decide): Promise<Reply> {
  const { texts } = bot.cardContext();
  if (!(await runs(bot, person))) return { say: texts.noRole.compliance };
  const say = await notHeldNow(bot, person);
  if (say) return { say };
  const { verb: _, ...decided } = command;
  const outcome = await bot.decideAmendment({ ...decided, by: person });
  if (isRefusal(outcome))
    return await amendmentPage(bot, person, {
      problem: outcome.refused,
      because: command.because.slice(0, 500),
    });
  return { ...(await amendmentPage(bot, person, { note: texts.amendment.done })), keep: true };
}
