import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import type { Bot } from './botDeps.ts';
import { readCardPayload } from './cardPayload.ts';
import type { Card } from './cards/context.ts';
import { addressOf, isPersonal, senderOf } from './inbound.ts';
import { noteCompliance } from './onAsking.ts';
import { onCard } from './onCard.ts';
import { onFileConsent } from './onFile.ts';
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
        else if (activity.action?.startsWith('remove')) await chatEnded(bot, activity);
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
  if (activity.name === 'fileConsent/invoke') return await onFileConsent(bot, context);
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
  const work = orApology(bot, activity, () => onCard(bot, activity, payload));
  const inTime = await withinBudget(work, BUDGET);
  const reply = inTime && (await orApology(bot, activity, () => sendNow(bot, context, inTime)));
  await answerInvoke(context, reply ?? { say: problems.stillWorking }, bot.present);
  if (!reply) bot.later('answer-late', async () => finishLate(bot, activity, await work));
  else if (reply.show && reply.keep) bot.later('update-card', () => replaceCard(bot, activity, reply.show));
}

/** Messages that go with the answer, while the turn lasts. */
async function sendNow(bot: Bot, context: TurnContext, reply: Reply): Promise<Reply> {
  const { send, attach } = reply;
  if (send || attach)
    await sendReply(context, { ...(send && { send }), ...(attach && { attach }) }, bot.present);
  return reply;
}

/** What took too long for the invoke arrives as it would have, only later. */
async function finishLate(bot: Bot, activity: Activity, reply: Reply): Promise<void> {
  const to = addressOf(activity);
  for (const card of reply.send ?? []) await bot.messenger.show(to, card);
  for (const attachment of reply.attach ?? []) await bot.messenger.attach(to, attachment);
  if (reply.show && !reply.fleeting) await replaceCard(bot, activity, reply.show);
  else if (reply.fleeting) await bot.messenger.say(to, bot.cardContext().texts.problems.nothingDone);
  else if (reply.say && !reply.send && !reply.attach) await bot.messenger.say(to, reply.say);
}

/** The card itself changes: it must look like this when the chat is opened again, also on another device. */
async function replaceCard(bot: Bot, activity: Activity, card: Card | undefined): Promise<void> {
  if (card && activity.replyToId) await bot.messenger.update(addressOf(activity), activity.replyToId, card);
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
  const work = bot.chatExists(personId, addressOf(activity));
  const inTime = await withinBudget(
    work.then(() => true),
    BUDGET,
  );
  if (!inTime) bot.later('chat-exists', () => work);
}

/** The app was removed: nothing reaches them until it is there again. */
async function chatEnded(bot: Bot, activity: Activity): Promise<void> {
  const personId = await bot.whoIs(senderOf(activity));
  if (!personId || !isPersonal(activity)) return;
  bot.keptAddresses.forget(activity.from.id);
  await bot.chatEnded(personId);
}

/**
 * Whoever writes can be written to: keeps the address, and sends what could not be sent before. Somebody the directory
 * has not shown yet is met again at their next message.
 */
async function remember(bot: Bot, activity: Activity): Promise<void> {
  const address = addressOf(activity);
  if (bot.keptAddresses.has(activity.from.id, address)) return;
  const personId = await bot.whoIs(senderOf(activity));
  if (personId && (await bot.reach(personId, address)).known) {
    bot.keptAddresses.add(activity.from.id, address);
    await noteCompliance(bot, activity);
  }
}
