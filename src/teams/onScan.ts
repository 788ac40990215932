import type { Activity } from 'botbuilder';
import type { PersonId } from '../domain/ids.ts';
import { type AttachedFile, attachedFiles } from './attachedFiles.ts';
import type { Bot } from './botDeps.ts';
import { scanCard } from './cards/paperCards.ts';
import { readTyped } from './commands.ts';
import { addressOf, senderOf } from './inbound.ts';
import { onRecordTyped } from './onPaper.ts';
import { orQuestion } from './orQuestion.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';
import { withinBudget } from './withinBudget.ts';

/** Teams waits some fifteen seconds for the end of a turn; people are answered within five. Milliseconds. */
const BUDGET = 4_500;

/**
 * What to do with files that were attached to a message: the scan of a paper, from compliance, is hashed and let go;
 * nobody else's file is looked at. Undefined for a message that has none, or whose text is to be answered instead.
 */
export async function onScan(bot: Bot, activity: Activity): Promise<Reply | undefined> {
  const files = attachedFiles(activity);
  const [file] = files;
  if (!file) return undefined;
  const { scans } = bot.cardContext().texts.paper;
  const person = await bot.whoIs(senderOf(activity));
  if (!person || !(await runs(bot, person)))
    return (activity.text ?? '').trim() === '' ? { say: scans.notForYou } : undefined;
  if (files.length > 1) return { say: scans.one };
  const work = hashed(bot, activity, person, file);
  const inTime = await withinBudget(work, BUDGET);
  if (inTime) return inTime;
  bot.later('scan-hashed', async () => {
    const { show, say } = await work.catch((error: unknown): Reply => {
      bot.log.error({ event: 'scan-failed', err: error });
      return { say: bot.cardContext().texts.problems.tryAgain };
    });
    if (show) await bot.messenger.show(addressOf(activity), show);
    else if (say) await bot.messenger.say(addressOf(activity), say);
  });
  return { say: scans.reading };
}

async function hashed(bot: Bot, activity: Activity, person: PersonId, file: AttachedFile): Promise<Reply> {
  const context = bot.cardContext();
  const { problems } = context.texts.paper.scans;
  const found = await bot.desk.hashScan(file.downloadUrl);
  if (typeof found === 'string') {
    bot.log.warn({ event: 'scan-not-hashed', because: found });
    return { say: problems[found] };
  }
  const scan = { ...found, name: file.name };
  const receipt = await bot.desk.giveReceipt(person, scan);
  const typed = readTyped(activity.text ?? '');
  const form =
    typed.kind === 'record' && typed.what === 'paper'
      ? await orQuestion(bot, typed, () => onRecordTyped(bot, senderOf(activity), typed, receipt))
      : undefined;
  return form ?? { show: scanCard(context, { scan, receipt }) };
}
