import type { PersonId } from '../domain/ids.ts';
import { isWaiverRefusal, waiverReference } from '../domain/waiver.ts';
import type { Bot } from './botDeps.ts';
import { actOnCard, waiverCard, waiverForm, waiversCard } from './cards/waiverCards.ts';
import { notHeldNow } from './notHeldNow.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';
import type { WaiverCommand } from './waiverPayload.ts';

/** The register of waivers and amendments: for the Compliance Office. */
export async function waiversPage(bot: Bot, person: PersonId, note?: string): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  const entries = await bot.waivers.list();
  return { show: waiversCard(context, { entries, ...(note && { note }) }) };
}

/** What a card asks of the register. The role decides, not the card. */
export async function onWaivers(bot: Bot, person: PersonId, command: WaiverCommand): Promise<Reply> {
  const context = bot.cardContext();
  const { noRole, waivers: t } = context.texts;
  if (!(await runs(bot, person))) return { say: noRole.compliance };
  const writes = command.verb === 'waiver.record' || command.verb === 'waiver.step';
  const say = writes && (await notHeldNow(bot, person));
  if (say) return { say };
  const today = context.dates.today;
  switch (command.verb) {
    case 'waiver.form':
      return { show: waiverForm(context, { kind: command.kind, today }) };
    case 'waiver.record': {
      const { facts: entered } = command;
      const made = await bot.waivers.record(person, entered);
      if (!isWaiverRefusal(made))
        return await waiversPage(bot, person, t.saved(waiverReference(made.waiver)));
      return { show: waiverForm(context, { kind: entered.kind, today, entered, problem: made }) };
    }
    case 'waiver.show': {
      const entry = await entryOf(bot, command.number);
      if (!entry) return { say: t.unknown };
      return { show: command.acting ? actOnCard(context, { entry }) : waiverCard(context, { entry, today }) };
    }
    case 'waiver.step': {
      const done = await bot.waivers.step(person, command.number, command.step);
      const entry = await entryOf(bot, command.number);
      if (!done || !entry) return { say: t.unknown };
      if (!isWaiverRefusal(done)) return { show: waiverCard(context, { entry, today }), keep: true };
      return {
        show:
          command.step.type === 'act-on'
            ? actOnCard(context, { entry, problem: done })
            : waiverCard(context, { entry, today, problem: done }),
      };
    }
  }
}

async function entryOf(bot: Bot, number: number) {
  return (await bot.waivers.list()).find(({ waiver }) => waiver.number === number);
}
