import type { Activity } from 'botbuilder';
import type { Bot } from './botDeps.ts';
import { oneLine, plain } from './cards/elements.ts';
import { readTyped } from './commands.ts';
import { addressOf, senderOf } from './inbound.ts';
import { onActionTyped } from './onAction.ts';
import { answered, whyAnswer } from './onAsking.ts';
import { onCommand } from './onCommand.ts';
import { onExport } from './onExport.ts';
import { onRecordTyped } from './onPaper.ts';
import { onRetentionTyped } from './onRetentionTyped.ts';
import { onScan } from './onScan.ts';
import { onWhy } from './onWhy.ts';
import { type AboutSomebody, orQuestion } from './orQuestion.ts';
import type { Reply } from './reply.ts';

/** What somebody typed: a command, or a question about the Code, which touches no store and no log (promise 6). */
export async function onMessage(bot: Bot, activity: Activity): Promise<Reply> {
  const scan = await onScan(bot, activity);
  if (scan) return scan;
  const { texts } = bot.cardContext();
  const typed = readTyped(activity.text ?? '');
  switch (typed.kind) {
    case 'command':
      return await onCommand(bot, activity, typed.command);
    case 'act-as':
      return await actAs(bot, activity, typed.name);
    case 'export':
      return await onExport(bot, activity, typed.cycle);
    case 'why':
    case 'action':
    case 'record':
    case 'retention':
      return (await aboutSomebody(bot, activity, typed)) ?? (await answered(bot, activity, typed.question));
    case 'why-answer':
      return await whyAnswer(bot, await bot.whoIs(senderOf(activity)), typed.question);
    case 'near-miss':
      return { say: texts.didYouMean(typed.command) };
    case 'question':
      return await answered(bot, activity, typed.question);
  }
}

async function aboutSomebody(bot: Bot, activity: Activity, typed: AboutSomebody): Promise<Reply | undefined> {
  const sender = senderOf(activity);
  return await orQuestion(bot, typed, async () => {
    switch (typed.kind) {
      case 'why':
        return await onWhy(bot, sender, typed);
      case 'action':
        return await onActionTyped(bot, sender, typed);
      case 'record':
        return await onRecordTyped(bot, sender, typed);
      case 'retention':
        return await onRetentionTyped(bot, sender, typed);
    }
  });
}

async function actAs(bot: Bot, activity: Activity, name: string): Promise<Reply> {
  const { noRole, local } = bot.cardContext().texts;
  if (!bot.actAs) return { say: noRole.local };
  const acted = await bot.actAs(senderOf(activity), name);
  if (acted.outcome === 'acting') {
    // Whatever is due to that person can reach them here from now on.
    bot.later('reach', () => bot.reach(acted.person.id, addressOf(activity)));
    bot.complianceChats.note(activity.conversation.id, acted.person.roles.includes('compliance'));
    const { displayName, jobTitle } = acted.person.person;
    return { say: `${local.youAre(plain(displayName), plain(jobTitle ?? ''))} ${local.hint}` };
  }
  const heading = acted.outcome === 'several' ? local.several(plain(name)) : local.nobody(plain(name));
  const lines = acted.suggestions.map(
    ({ id, person }) =>
      `- \`act as ${acted.outcome === 'several' ? id : oneLine(person.displayName).replaceAll('`', '')}\` ${plain(person.displayName)}, ${plain(person.jobTitle ?? '')}`,
  );
  return { say: [heading, '', ...lines].join('\n') };
}
