import type { PersonId } from '../domain/ids.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { Bot } from './botDeps.ts';
import type { CardCommand } from './cardPayload.ts';
import { ALARMS_PAGE, alarmCard, alarmsCard } from './cards/alarmsCard.ts';
import { notHeldNow } from './notHeldNow.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';

/** A page of what the Compliance Office must look into: for them alone. */
export async function alarmsPage(bot: Bot, person: PersonId, after?: string): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  const page = { ...(after && { after }) };
  const list = await bot.openAlarms({ limit: ALARMS_PAGE, ...page });
  return { show: alarmsCard(context, { list, ...page }) };
}

/** One alarm with its history. */
export async function alarmShown(bot: Bot, person: PersonId, id: string): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  const shown = await bot.oneAlarm(id);
  if (!shown) return { say: context.texts.certification.refusals['unknown-alarm'] };
  return { show: alarmCard(context, { shown }) };
}

type Decide = Extract<CardCommand, { verb: 'alarm.clear' | 'alarm.confirm' }>;

/** Clears or confirms what a card said; when it says something else by now, nothing is done and that is shown. */
export async function alarmDecided(bot: Bot, person: PersonId, command: Decide): Promise<Reply> {
  const context = bot.cardContext();
  const { alarms, certification, noRole } = context.texts;
  if (!(await runs(bot, person))) return { say: noRole.compliance };
  const say = await notHeldNow(bot, person);
  if (say) return { say };
  const { alarm: id, because, facts } = command;
  const confirms = command.verb === 'alarm.confirm';
  const decided = await (confirms ? bot.confirmAlarm : bot.clearAlarm)(id, { by: person, because, facts });
  const shown = await bot.oneAlarm(id);
  if (!shown) return { say: certification.refusals['unknown-alarm'] };
  if (isRefusal(decided))
    return { show: alarmCard(context, { shown, problem: decided.refused, because: because.slice(0, 500) }) };
  const note = (confirms ? alarms.confirm : alarms.clear).done;
  return { show: alarmCard(context, { shown, note }), keep: true };
}
