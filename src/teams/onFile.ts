import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import type { PersonId } from '../domain/ids.ts';
import {
  type FileOffer,
  type FileRequest,
  type FileTicket,
  LINK_LIFE,
  type Offered,
  type OfferOptions,
} from '../usecases/fileOffers.ts';
import type { Bot } from './botDeps.ts';
import { fileCard } from './cards/fileCard.ts';
import {
  type ConsentAnswer,
  fileConsentCard,
  fileInfoCard,
  readConsent,
  type UploadInfo,
} from './fileConsent.ts';
import { addressOf, isPersonal, senderOf } from './inbound.ts';
import type { Reply } from './reply.ts';
import { isUploadAddress, upload } from './upload.ts';

/** How files reach people: into their OneDrive when they agree, or by a link on this machine. */
export type Files = {
  readonly offer: (
    person: PersonId,
    request: FileRequest,
    options?: OfferOptions,
  ) => Promise<Offered | undefined>;
  readonly redeem: (ticket: FileTicket, person: PersonId) => Promise<FileOffer | undefined>;
  readonly by:
    | { readonly way: 'consent' }
    | { readonly way: 'link'; readonly urlOf: (ticket: FileTicket) => string };
};

/** A card in a chat waits longer than a link may: it works for nobody but the person. Milliseconds. */
const CARD_LIFE = 24 * 60 * 60_000;

/**
 * Offers a file to whoever asked. The file's maker decides whether they may have it. A card shows its size: exactly
 * for somebody who waits for their own certificate, else about.
 */
export async function offerFile(
  bot: Bot,
  person: PersonId,
  request: FileRequest,
  { exactSize = request.kind === 'certificate' }: OfferOptions = {},
): Promise<Reply> {
  const context = bot.cardContext();
  const t = context.texts.files;
  const { by, offer } = bot.files;
  const options = by.way === 'consent' ? { lifetime: CARD_LIFE, exactSize } : {};
  const offered = await offer(person, request, options);
  if (!offered) return { say: t.none };
  if (by.way === 'consent')
    return { attach: [fileConsentCard(offered, t.consent)], say: context.texts.below };
  const { name } = offered.file;
  const card = fileCard(context, { name, url: by.urlOf(offered.ticket), minutes: LINK_LIFE / 60_000 });
  return { send: [card], say: context.texts.below };
}

/**
 * After signing: Teams asks at once whether to keep a copy, which is made for those who want it. Elsewhere the receipt's
 * button is enough.
 */
export async function offerReceipt(bot: Bot, activity: Activity, person: PersonId, request: FileRequest) {
  if (bot.files.by.way !== 'consent') return;
  const { attach = [] } = await offerFile(bot, person, request, { exactSize: false });
  for (const attachment of attach) await bot.messenger.attach(addressOf(activity), attachment);
}

/**
 * The answer to a file consent card. Teams is answered at once; the file is made and sent to OneDrive afterwards. The
 * address to send it to is as good as a key and appears nowhere.
 */
export async function onFileConsent(bot: Bot, context: TurnContext): Promise<void> {
  const { activity } = context;
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200 } });
  if (!isPersonal(activity)) return;
  const answer = readConsent(activity.value);
  const person = await bot.whoIs(senderOf(activity));
  bot.later('file-consent', () => settle(bot, activity, answer, person));
}

async function settle(
  bot: Bot,
  activity: Activity,
  answer: ConsentAnswer | undefined,
  person: PersonId | undefined,
): Promise<void> {
  const to = addressOf(activity);
  const t = bot.cardContext().texts.files;
  const thisMachine = bot.files.by.way === 'link' || bot.authenticatedBy().method === 'local';
  // Answered once, the card is no use any more.
  const putAway = async () => {
    if (activity.replyToId) await bot.messenger.remove(to, activity.replyToId).catch(() => undefined);
  };
  if (!answer || !person) return await bot.messenger.say(to, t.unusable);
  if (answer.action === 'decline') {
    await putAway();
    return await bot.messenger.say(to, t.declined);
  }
  if (!isUploadAddress(answer.uploadInfo.uploadUrl, { thisMachine })) {
    bot.log.warn({ event: 'upload-address-refused' });
    return await bot.messenger.say(to, t.unusable);
  }
  const file = await bot.files.redeem(answer.context, person);
  if (!file) return await bot.messenger.say(to, t.over);
  await save(bot, activity, file, answer.uploadInfo);
  await putAway();
}

async function save(bot: Bot, activity: Activity, file: FileOffer, info: UploadInfo): Promise<void> {
  const to = addressOf(activity);
  try {
    await upload(info.uploadUrl, file);
  } catch (error) {
    bot.log.error({ event: 'upload-failed', err: error });
    return await bot.messenger.say(to, bot.cardContext().texts.files.failed);
  }
  await bot.messenger.attach(to, fileInfoCard(info));
}
