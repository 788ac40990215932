import type { Activity } from 'botbuilder';
import type { CycleId } from '../domain/ids.ts';
import type { Bot } from './botDeps.ts';
import { senderOf } from './inbound.ts';
import { offerFile } from './onFile.ts';
import type { Reply } from './reply.ts';

/** The evidence of a cycle as a file. Its maker asks the directory who this is, at this moment. */
export async function onExport(bot: Bot, activity: Activity, cycle?: string): Promise<Reply> {
  const { texts } = bot.cardContext();
  const person = await bot.whoIs(senderOf(activity));
  if (!person) return { say: texts.certification.standing.unknown };
  return await offerFile(bot, person, {
    kind: 'evidence',
    ...(cycle !== undefined && { cycle: cycle as CycleId }),
  });
}
