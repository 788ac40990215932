import {
  type Activity,
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
  /** Nobody waits for it. */
  const send = async (
    to: ConversationAddress,
    made: (context: CardContext) => Partial<Activity>,
  ): Promise<Delivery> => {
    try {
      const activity = made(deps.cardContext());
      await inConversation(to, (context) => context.sendActivity(activity), { urgent: false });
      return { outcome: 'sent' };
    } catch (error) {
      return deliveryFailure(error);
    }
  };
  return {
    ready: deps.pace.ready,
    prompt: (to, message) => send(to, (context) => promptActivity(context, deps.present, message)),
    digest: (to, message) =>
      send(to, (context) =>
        withSummary(deps.present(digestCard(context, message)), digestSummary(context.texts, message)),
      ),
    notice: (to, message) =>
      send(to, (context) =>
        withSummary(deps.present(noticeCard(context, message)), context.texts.notice.summary),
      ),
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
  context: CardContext,
  present: Present,
  { kind, obligation, person }: PromptMessage,
): Partial<Activity> {
  const { certification } = context.texts;
  const due = context.dates.long(obligation.overdueAfter);
  const asReminder = kind === 'reminder';
  return withSummary(
    present(promptCard(context, { obligation, name: greetingName(person), asReminder })),
    asReminder
      ? certification.reminderSummary(due, context.dates.isOverdue(obligation))
      : certification.promptSummary(due),
  );
}

/** The summary is shown in the activity feed and read out by screen readers instead of "sent a card". */
function withSummary(card: ReturnType<Present>, summary: string): Partial<Activity> {
  return { ...MessageFactory.attachment(CardFactory.adaptiveCard(card)), summary };
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
