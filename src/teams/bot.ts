import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import type { Bot } from './botDeps.ts';
import { readCardPayload } from './cardPayload.ts';
import { addressOf, isPersonal, senderOf } from './inbound.ts';
import { onCard } from './onCard.ts';
import { onMessage } from './onMessage.ts';
import { answerInvoke, type Reply, sendReply } from './reply.ts';
import { withinBudget } from './withinBudget.ts';

/** Teams gives an invoke about ten seconds; people are answered within five. Milliseconds. */
const BUDGET = 4_500;

/** One turn: what arrived becomes a use case, its outcome a card. Errors become a sentence, never a dump. */
export function botTurn(bot: Bot): (context: TurnContext) => Promise<void> {
  return async (context) => {
    const { activity } = context;
    switch (activity.type) {
      case ActivityTypes.Message:
        return await message(bot, context);
      case ActivityTypes.Invoke:
        return await invoke(bot, context);
      case ActivityTypes.InstallationUpdate:
        if (activity.action?.startsWith('add')) await chatExists(bot, activity);
        return;
      case ActivityTypes.ConversationUpdate:
        if (activity.membersAdded?.some(({ id }) => id === activity.recipient.id))
          await chatExists(bot, activity);
        return;
      default:
        // Typing, reactions, edits: nothing of them is acted on.
        return;
    }
  };
}

async function message(bot: Bot, context: TurnContext): Promise<void> {
  const { activity } = context;
  if (!isPersonal(activity)) {
    await context.sendActivity(bot.cardContext().texts.problems.personalOnly);
    return;
  }
  const reply = await orApology(bot, activity, () => onMessage(bot, activity));
  await sendReply(context, reply, bot.present);
  bot.later('remember-conversation', () => remember(bot, activity));
}

async function invoke(bot: Bot, context: TurnContext): Promise<void> {
  const { activity } = context;
  const { problems } = bot.cardContext().texts;
  if (activity.name !== 'adaptiveCard/action' || !isPersonal(activity)) {
    await answerInvoke(context, { say: problems.unusableCard }, bot.present);
    return;
  }
  const payload = readCardPayload(activity.value);
  if (!payload) {
    bot.log.warn({ event: 'card-unusable' });
    await answerInvoke(context, { say: problems.unusableCard }, bot.present);
    return;
  }
  const work = orApology(bot, activity, async () => {
    const reply = await onCard(bot, activity, payload);
    if (reply.send) await sendReply(context, { send: reply.send }, bot.present);
    return reply;
  });
  const reply = await withinBudget(work, BUDGET);
  await answerInvoke(context, reply ?? { say: problems.stillWorking }, bot.present);
  const { replyToId } = activity;
  if (!replyToId) return;
  bot.later('update-card', async () => {
    // What took too long for the invoke, and what must stay when the chat is opened again, replaces the card itself.
    const settled = await work;
    if (settled.show && !settled.fleeting && (settled.keep || !reply))
      await bot.messenger.update(addressOf(activity), replyToId, settled.show);
    else if (!reply) await bot.messenger.say(addressOf(activity), settled.say ?? problems.nothingDone);
  });
}

async function orApology(bot: Bot, activity: Activity, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work();
  } catch (error) {
    bot.log.error({ event: 'turn-failed', type: activity.type, err: error });
    return { say: bot.cardContext().texts.problems.tryAgain };
  }
}

/** The app was installed, or a chat begun: whoever could not be reached before can be now. */
async function chatExists(bot: Bot, activity: Activity): Promise<void> {
  const personId = await bot.whoIs(senderOf(activity));
  if (!personId || !isPersonal(activity)) return;
  await bot.chatExists(personId, addressOf(activity));
}

/**
 * Whoever writes can be written to: keeps the address, and sends what could not be sent before. Somebody the directory
 * has not shown yet is met again at their next message.
 */
async function remember(bot: Bot, activity: Activity): Promise<void> {
  const address = addressOf(activity);
  if (bot.keptAddresses.has(activity.from.id, address)) return;
  const personId = await bot.whoIs(senderOf(activity));
  if (personId && (await bot.reach(personId, address)).known)
    bot.keptAddresses.add(activity.from.id, address);
}
