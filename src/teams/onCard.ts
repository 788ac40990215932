import type { Activity } from 'botbuilder';
import { versionOf } from '../domain/codeLibrary.ts';
import type { PersonId } from '../domain/ids.ts';
import { awaitsSignature } from '../domain/obligation.ts';
import { isRefusal, type Refusal, type RefusalCode } from '../domain/refusal.ts';
import { DISCLOSURE_LIMIT } from '../usecases/disclosures.ts';
import type { Bot } from './botDeps.ts';
import type { CardCommand, CardPayload } from './cardPayload.ts';
import { aboutCodeCard } from './cards/aboutCodeCard.ts';
import { codeCard } from './cards/codeCard.ts';
import { declineCard } from './cards/declineCard.ts';
import { receiptCard } from './cards/receiptCard.ts';
import { type SignEntries, signCard } from './cards/signCard.ts';
import { standingCard } from './cards/standingCard.ts';
import { senderOf } from './inbound.ts';
import { onActionCard } from './onAction.ts';
import { alarmDecided, alarmShown, alarmsPage } from './onAlarms.ts';
import { amendmentDecided } from './onAmendment.ts';
import { codeChanges, handOverForm, handOverSend, whyAnswerApart } from './onAsking.ts';
import { onCommand, programmePage, teamPage, unreachedPage } from './onCommand.ts';
import { offerFile, offerReceipt } from './onFile.ts';
import { onHolds } from './onHolds.ts';
import { onRecordCard } from './onPaper.ts';
import { previewPage, rosterPage } from './onPopulation.ts';
import { onRetention } from './onRetention.ts';
import { onWaivers } from './onWaivers.ts';
import { whyShown } from './onWhy.ts';
import type { Reply } from './reply.ts';

/** Does what a card's button asks, for whoever pressed it. */
export async function onCard(bot: Bot, activity: Activity, payload: CardPayload): Promise<Reply> {
  const { command } = payload;
  const person = await bot.whoIs(senderOf(activity));
  const { certification } = bot.cardContext().texts;
  if (!person) return { say: certification.standing.unknown };
  // An obligation's id ends with whose it is: somebody else's card changes nothing and stays theirs.
  if ('obligation' in command && command.obligation && !command.obligation.endsWith(`.${person}`))
    return { say: certification.refusals['not-yours'] };
  if (payload.automatic) return { show: await standing(bot, person) };
  switch (command.verb) {
    case 'code.read':
      return await readCode(bot, person, command);
    case 'certificate.form':
      return await signForm(bot, person, { withException: false });
    case 'exception.form':
      return await signForm(bot, person, { withException: true });
    case 'certificate.sign':
      return await sign(bot, activity, person, command);
    case 'certificate.show':
      return await showCertificate(bot, person, command.obligation);
    case 'certificate.file':
      return await offerFile(bot, person, { kind: 'certificate', certificate: command.obligation });
    case 'decline.form':
      return await declineForm(bot, person);
    case 'decline.submit':
      return await decline(bot, person, command);
    case 'refresh':
      return { show: await standing(bot, person) };
    case 'command':
      return await beside(bot, activity, command.command);
    case 'team.page':
      return await teamPage(bot, person, command.after);
    case 'programme.page':
      return await programmePage(bot, person, command.after);
    case 'unreached.page':
      return await unreachedPage(bot, person, command.after);
    case 'roster.page':
      return await rosterPage(bot, person, command.after);
    case 'preview.page':
      return await previewPage(bot, person, command.after);
    case 'alarms.page':
      return await alarmsPage(bot, person, command.after);
    case 'amendment.decide':
      return await amendmentDecided(bot, person, command);
    case 'alarm.show':
      return await alarmShown(bot, person, command.alarm);
    case 'alarm.clear':
    case 'alarm.confirm':
      return await alarmDecided(bot, person, command);
    case 'code.about':
      return { send: [aboutCodeCard(bot.cardContext())], say: bot.cardContext().texts.below };
    case 'code.changes':
      return await codeChanges(bot, person, command.obligation);
    case 'handOver.form':
      return handOverForm(bot);
    case 'handOver.send':
      return await handOverSend(bot, person, command.text);
    case 'answer.why':
      return await whyAnswerApart(bot, person, command.question);
    case 'waiver.form':
    case 'waiver.record':
    case 'waiver.show':
    case 'waiver.step':
      return await onWaivers(bot, person, command);
    case 'paper.find':
    case 'paper.form':
    case 'paper.record':
    case 'paper.sheet':
    case 'paper.cancel':
    case 'correction.form':
    case 'correction.record':
      return await onRecordCard(bot, person, command);
    case 'hold.page':
    case 'hold.form':
    case 'hold.place':
    case 'hold.show':
    case 'hold.release':
      return await onHolds(bot, person, command);
    case 'retention.page':
    case 'retention.due':
    case 'retention.propose':
    case 'retention.show':
    case 'retention.confirm':
    case 'retention.withdraw':
    case 'erase.form':
    case 'erase.request':
      return await onRetention(bot, person, command);
    case 'why.show':
      return await whyShown(bot, person, command.person);
    case 'action.form':
    case 'action.do':
    case 'action.cancel':
    case 'team.remind':
    case 'team.remind.do':
    case 'cases.page':
    case 'case.file':
      return await onActionCard(bot, person, command);
  }
}

type ReadCode = Extract<CardCommand, { verb: 'code.read' }>;

async function readCode(bot: Bot, person: PersonId, command: ReadCode): Promise<Reply> {
  const { part, obligation, passage, document, version: label } = command;
  const context = bot.cardContext();
  const version = document && label ? versionOf(context.library, document, label) : context.code;
  if (!version) return { say: context.texts.reading.page.notHere };
  if (obligation) {
    const opened = await bot.openCode(person, obligation);
    if (isRefusal(opened)) return await currentState(bot, person, opened.refused);
  }
  const card = codeCard(context, {
    part,
    version,
    ...(obligation && { obligation }),
    ...(passage && { highlight: passage }),
  });
  return command.apart ? { send: [card], say: bot.cardContext().texts.below } : { show: card };
}

/** The certificate to sign, if the obligation still asks for it and the Code was opened. */
async function signForm(
  bot: Bot,
  person: PersonId,
  form: { withException: boolean; entries?: SignEntries; problem?: RefusalCode },
): Promise<Reply> {
  const { record, obligation } = await bot.myStatus(person);
  if (!record || !obligation) return await currentState(bot, person);
  if (!awaitsSignature(obligation.state)) return await currentState(bot, person);
  if (!obligation.openedAt) return await currentState(bot, person, 'code-not-opened');
  return {
    show: signCard(bot.cardContext(), { obligation, displayName: record.person.displayName, ...form }),
  };
}

type Sign = Extract<CardCommand, { verb: 'certificate.sign' }>;

/** Refusals that the signer mends in the form; all others replace the card by the current state. */
const IN_FORM: ReadonlySet<RefusalCode> = new Set([
  'statements-not-confirmed',
  'consent-missing',
  'name-missing',
  'name-differs',
  'text-missing',
  'text-too-long',
]);

async function sign(bot: Bot, activity: Activity, person: PersonId, command: Sign): Promise<Reply> {
  const { confirmed, consents, typedName, exception, withException } = command;
  const signed = await bot.sign({
    signer: person,
    obligationId: command.obligation,
    confirmed,
    consents,
    typedName,
    ...(exception !== undefined && { exception }),
    authentication: bot.authenticatedBy(),
    channel: {
      id: activity.channelId,
      conversationId: activity.conversation.id,
      activityId: activity.id ?? '',
    },
  });
  if (!isRefusal(signed)) {
    const request = { kind: 'certificate', certificate: command.obligation } as const;
    bot.later('offer-receipt', () => offerReceipt(bot, activity, person, request));
    const { certificate: sealed, isNew } = signed;
    return { show: receiptCard(bot.cardContext(), { sealed, isNew }), keep: true };
  }
  if (!IN_FORM.has(signed.refused)) return await currentState(bot, person, signed.refused);
  const entries = {
    confirmed,
    consents,
    typedName: typedName.slice(0, 200),
    ...(exception && { exception: exception.slice(0, DISCLOSURE_LIMIT) }),
  };
  return {
    ...(await signForm(bot, person, { withException, entries, problem: signed.refused })),
    fleeting: true,
  };
}

async function showCertificate(bot: Bot, person: PersonId, id: string): Promise<Reply> {
  const sealed = (await bot.certificates(person)).find(({ certificate }) => certificate.id === id);
  if (!sealed) return { say: bot.cardContext().texts.certification.refusals['unknown-obligation'] };
  const { corrections } = await bot.desk.recordsOf(person);
  const about = corrections.filter(({ record }) => record.corrects.id === id);
  return { show: receiptCard(bot.cardContext(), { sealed, corrections: about }) };
}

async function declineForm(
  bot: Bot,
  person: PersonId,
  form: { reason?: string; problem?: RefusalCode } = {},
): Promise<Reply> {
  const { obligation } = await bot.myStatus(person);
  if (obligation?.state.status !== 'outstanding') return await currentState(bot, person);
  return { show: declineCard(bot.cardContext(), { obligation, ...form }) };
}

async function decline(
  bot: Bot,
  person: PersonId,
  command: Extract<CardCommand, { verb: 'decline.submit' }>,
): Promise<Reply> {
  const declined = await bot.decline({
    signer: person,
    obligationId: command.obligation,
    reason: command.reason,
  });
  if (!isRefusal(declined)) return { show: await standing(bot, person), keep: true };
  return IN_FORM.has(declined.refused)
    ? {
        ...(await declineForm(bot, person, {
          problem: declined.refused,
          reason: command.reason.slice(0, DISCLOSURE_LIMIT),
        })),
        fleeting: true,
      }
    : await currentState(bot, person, declined.refused);
}

/** A button of the help card: its result comes as a message below, the help card stays. */
async function beside(
  bot: Bot,
  activity: Activity,
  command: Extract<CardCommand, { verb: 'command' }>['command'],
): Promise<Reply> {
  const { show, send = [], say } = await onCommand(bot, activity, command);
  return { send: [...(show ? [show] : []), ...send], say: say ?? bot.cardContext().texts.below };
}

/** What a stale card turns into: where this person stands now, with the reason nothing was done. */
async function currentState(bot: Bot, person: PersonId, refused?: Refusal['refused']): Promise<Reply> {
  const { refusals } = bot.cardContext().texts.certification;
  if (refused === 'unknown-obligation' || refused === 'not-yours') return { say: refusals[refused] };
  return { show: await standing(bot, person, refused && refusals[refused]), keep: true };
}

async function standing(bot: Bot, person: PersonId, note?: string) {
  return standingCard(bot.cardContext(), { status: await bot.myStatus(person), ...(note && { note }) });
}
