import {
  ActivityTypes,
  type Attachment,
  CardFactory,
  Channels,
  type ConversationParameters,
  type ConversationReference,
  MessageFactory,
  type TurnContext,
} from 'botbuilder';
import type { PersonId } from '../domain/ids.ts';
import type { ConversationAddress, Delivery, Messenger, PromptMessage } from '../usecases/ports.ts';
import type { BotAdapter } from './adapter.ts';
import type { Card, CardContext } from './cards/context.ts';
import { digestCard, digestSummary } from './cards/digestCard.ts';
import { noticeCard } from './cards/noticeCard.ts';
import { greetingName, promptCard } from './cards/promptCard.ts';
import { deliveryFailure } from './deliveryFailure.ts';
import type { Pace } from './pace.ts';
import type { Present } from './reply.ts';

export type TeamsMessenger = Messenger & {
  /** Replaces a card that was sent earlier. */
  update(to: ConversationAddress, activityId: string, card: Card): Promise<void>;
  say(to: ConversationAddress, text: string): Promise<void>;
  /** Sends a card. */
  show(to: ConversationAddress, card: Card): Promise<void>;
  /** Sends a card of one of Teams' own kinds. */
  attach(to: ConversationAddress, attachment: Attachment): Promise<void>;
  /** Takes a message away that was sent earlier. */
  remove(to: ConversationAddress, activityId: string): Promise<void>;
};

/**
 * Writes to people through the connector of whatever channel they last wrote from, all of it at one pace: what belongs
 * to a turn of theirs goes before what nobody waits for.
 */
export function teamsMessenger(deps: {
  adapter: BotAdapter;
  /** Where chats are opened; absent in local mode, whose client opens its own, and in a cloud that names no address. */
  tenant?: { readonly id: string; readonly serviceUrl: string | undefined } | undefined;
  pace: Pace;
  /** Empty in local mode. */
  appId: string;
  cardContext: () => CardContext;
  present: Present;
}): TeamsMessenger {
  const inConversation = (
    to: ConversationAddress,
    act: (context: TurnContext) => Promise<unknown>,
    { urgent = true } = {},
  ) =>
    deps.pace.send(
      to.conversationId,
      () =>
        deps.adapter.continueConversationAsync(deps.appId, referenceTo(to), async (context) => {
          await act(context);
        }),
      { urgent },
    );
  return {
    ready: deps.pace.ready,
    async prompt(to, message): Promise<Delivery> {
      try {
        const prompt = promptActivity(deps, message);
        await inConversation(to, (context) => context.sendActivity(prompt), { urgent: false });
        return { outcome: 'sent' };
      } catch (error) {
        return deliveryFailure(error);
      }
    },
    async digest(to, message): Promise<Delivery> {
      try {
        const { texts } = deps.cardContext();
        const attachment = CardFactory.adaptiveCard(deps.present(digestCard(deps.cardContext(), message)));
        const activity = MessageFactory.attachment(attachment);
        activity.summary = digestSummary(texts, message);
        await inConversation(to, (context) => context.sendActivity(activity), { urgent: false });
        return { outcome: 'sent' };
      } catch (error) {
        return deliveryFailure(error);
      }
    },
    async notice(to, message): Promise<Delivery> {
      try {
        const attachment = CardFactory.adaptiveCard(deps.present(noticeCard(deps.cardContext(), message)));
        const activity = MessageFactory.attachment(attachment);
        activity.summary = deps.cardContext().texts.notice.summary;
        await inConversation(to, (context) => context.sendActivity(activity), { urgent: false });
        return { outcome: 'sent' };
      } catch (error) {
        return deliveryFailure(error);
      }
    },
    async begin(person) {
      const { id, serviceUrl } = deps.tenant ?? {};
      if (!id || !serviceUrl)
        return { outcome: 'failed', because: 'app-not-installed', retry: 'on-reinstall' };
      try {
        const address = await deps.pace.send(`with-${person}`, () => begin(deps, { id, serviceUrl }, person));
        return { outcome: 'begun', address };
      } catch (error) {
        return deliveryFailure(error);
      }
    },
    async say(to, text) {
      await inConversation(to, (context) => context.sendActivity(MessageFactory.text(text)));
    },
    async show(to, card) {
      await inConversation(to, (context) =>
        context.sendActivity(MessageFactory.attachment(CardFactory.adaptiveCard(deps.present(card)))),
      );
    },
    async attach(to, attachment) {
      await inConversation(to, (context) => context.sendActivity(MessageFactory.attachment(attachment)));
    },
    async remove(to, activityId) {
      await inConversation(to, (context) => context.deleteActivity(activityId));
    },
    async update(to, activityId, card) {
      await inConversation(to, (context) =>
        context.updateActivity({
          type: ActivityTypes.Message,
          id: activityId,
          attachments: [CardFactory.adaptiveCard(deps.present(card))],
        }),
      );
    },
  };
}

/** Opens, or finds, the chat with somebody by their Entra object id. Their id in Teams is known once they write. */
async function begin(
  { adapter, appId }: { adapter: BotAdapter; appId: string },
  tenant: { readonly id: string; readonly serviceUrl: string },
  person: PersonId,
): Promise<ConversationAddress> {
  const botId = `28:${appId}`;
  let conversationId = '';
  const parameters: Partial<ConversationParameters> = {
    isGroup: false,
    bot: { id: botId, name: '' },
    members: [{ id: person, name: '' }],
    tenantId: tenant.id,
    channelData: { tenant: { id: tenant.id } },
  };
  await adapter.createConversationAsync(
    appId,
    Channels.Msteams,
    tenant.serviceUrl,
    // As for a chat that is gone on with: the credentials know whom their tokens are made out to.
    undefined as unknown as string,
    parameters as ConversationParameters,
    async ({ activity }) => {
      conversationId = activity.conversation.id;
    },
  );
  return { channelId: 'msteams', serviceUrl: tenant.serviceUrl, conversationId, userId: person, botId };
}

function promptActivity(
  { cardContext, present }: { cardContext: () => CardContext; present: Present },
  { kind, obligation, person }: PromptMessage,
) {
  const context = cardContext();
  const { certification } = context.texts;
  const due = context.dates.long(obligation.overdueAfter);
  const asReminder = kind === 'reminder';
  const activity = MessageFactory.attachment(
    CardFactory.adaptiveCard(
      present(promptCard(context, { obligation, name: greetingName(person), asReminder })),
    ),
  );
  // Shown in the activity feed and read out by screen readers instead of "sent a card".
  activity.summary = asReminder
    ? certification.reminderSummary(due, context.dates.isOverdue(obligation))
    : certification.promptSummary(due);
  return activity;
}

function referenceTo(to: ConversationAddress): Partial<ConversationReference> {
  return {
    channelId: to.channelId,
    serviceUrl: to.serviceUrl,
    conversation: { id: to.conversationId, isGroup: false, conversationType: 'personal', name: '' },
    user: { id: to.userId, name: '' },
    bot: { id: to.botId, name: '' },
  };
}
