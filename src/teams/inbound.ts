import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { PersonId } from '../domain/ids.ts';
import type { ConversationAddress } from '../usecases/ports.ts';
import { wellFormed } from './wellFormed.ts';

const id = z.string().min(1).max(1_000);

/** What a turn needs of an activity; the rest passes through unread. */
const Inbound = z.looseObject({
  type: z.string().min(1).max(100),
  id: id.optional(),
  channelId: id,
  serviceUrl: z.url({ protocol: /^https?$/ }).max(2_000),
  from: z.looseObject({ id, aadObjectId: z.string().max(100).optional() }),
  recipient: z.looseObject({ id }),
  conversation: z.looseObject({
    id,
    tenantId: z.string().max(100).optional(),
    conversationType: z.string().max(100).optional(),
  }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().max(100) }).optional() }).nullish(),
  text: z.string().nullish(),
  name: z.string().max(200).nullish(),
  locale: z.string().max(50).nullish(),
  replyToId: id.nullish(),
  action: z.string().max(100).nullish(),
  membersAdded: z.array(z.looseObject({ id })).nullish(),
});

/** The body of a request as an activity, or undefined when it is not one that can be worked with. */
export function readActivity(body: unknown): Activity | undefined {
  const parsed = Inbound.safeParse(body);
  return parsed.success ? (wellFormed(body) as Activity) : undefined;
}

/** The tenant an activity comes from: botbuilder checks the token, not the tenant. */
export function tenantOf(activity: Activity): string | undefined {
  return (activity.conversation?.tenantId ?? activity.channelData?.tenant?.id)?.toLowerCase();
}

/** Who acts, and in which chat. */
export type Sender = { readonly personId: PersonId | undefined; readonly conversationId: string };

/** The Entra object id of whoever acts, as the channel vouches for it in the signed request; never from card data. */
export function senderOf({ from, conversation }: Activity): Sender {
  const personId = from.aadObjectId ? (from.aadObjectId.toLowerCase() as PersonId) : undefined;
  return { personId, conversationId: conversation.id };
}

/** Certificates are talked about in personal chats only. */
export function isPersonal(activity: Activity): boolean {
  return activity.conversation.conversationType === 'personal';
}

export function addressOf(activity: Activity): ConversationAddress {
  return {
    channelId: activity.channelId,
    serviceUrl: activity.serviceUrl,
    conversationId: activity.conversation.id,
    userId: activity.from.id,
    botId: activity.recipient.id,
    ...(activity.locale && { locale: activity.locale }),
  };
}
