import type { PersonId } from '../domain/ids.ts';
import type { WhoIsMeant } from '../usecases/peopleMeant.ts';
import type { Bot } from './botDeps.ts';
import { namesakesCard, whyCard } from './cards/whyCard.ts';
import type { Sender } from './inbound.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';
import type { WhyTyped } from './whyTyped.ts';

/**
 * Answers `why <name>`. Undefined for what turns out to be a question about the Code: it reads as one, and nobody is
 * called that or whoever asks may not look. Nothing is written, and the name goes into no log (promise 6).
 */
export async function onWhy(bot: Bot, sender: Sender, typed: WhyTyped): Promise<Reply | undefined> {
  const { noRole, why, certification } = bot.cardContext().texts;
  const person = await bot.whoIs(sender);
  if (person && (await runs(bot, person))) {
    const found = await explained(bot, { name: typed.name, wholeWords: typed.asks });
    return found ?? (typed.asks ? undefined : { say: why.nobody });
  }
  if (typed.asks) return undefined;
  return { say: person ? noRole.compliance : certification.standing.unknown };
}

/** The same for somebody chosen on a card, which anyone could have made: the role is checked again. */
export async function whyShown(bot: Bot, person: PersonId, chosen: PersonId): Promise<Reply> {
  const { noRole, why } = bot.cardContext().texts;
  if (!(await runs(bot, person))) return { say: noRole.compliance };
  return (await explained(bot, { name: chosen })) ?? { say: why.nobody };
}

/** What to type, for those who may: the command without a name. */
export async function howToAskWhy(bot: Bot, person: PersonId): Promise<Reply> {
  const { noRole, why } = bot.cardContext().texts;
  return { say: (await runs(bot, person)) ? why.how : noRole.compliance };
}

async function explained(bot: Bot, meant: WhoIsMeant): Promise<Reply | undefined> {
  const context = bot.cardContext();
  const why = await bot.whyCovered(meant);
  switch (why.outcome) {
    case 'person':
      return { show: whyCard(context, { why }) };
    case 'several':
      return { show: namesakesCard(context, why) };
    case 'nobody':
      return undefined;
  }
}
