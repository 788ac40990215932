import type { Activity } from 'botbuilder';
import type { Answer } from '../answers/answer.ts';
import { LONGEST_QUESTION } from '../answers/tokens.ts';
import { versionWithHash } from '../domain/codeLibrary.ts';
import type { ObligationId, PersonId } from '../domain/ids.ts';
import { NOT_ADDRESSED } from '../domain/questionCounts.ts';
import { isRefusal } from '../domain/refusal.ts';
import { HAND_OVER_LIMIT } from '../usecases/handOver.ts';
import type { Bot } from './botDeps.ts';
import { answerCard } from './cards/answerCard.ts';
import { changesCard } from './cards/changesCard.ts';
import { handedOverCard, handOverCard } from './cards/handOverCard.ts';
import { questionsCard } from './cards/questionsCard.ts';
import { whyAnswerCard } from './cards/whyAnswerCard.ts';
import { senderOf } from './inbound.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';

/** Months that `questions` shows. */
const MONTHS = 3;

/** A question about the Code: no store is asked, nothing of it is logged or kept (promise 6). */
export async function answered(bot: Bot, activity: Activity, question: string): Promise<Reply> {
  const context = bot.cardContext();
  const seconds = await bot.mayAsk(activity.from.id);
  if (seconds > 0) return { say: context.texts.asking.tooMany(seconds) };
  const answer = await bot.answer(question);
  const subject = subjectOf(answer);
  if (subject) bot.countQuestion(subject, activity.from.id);
  return {
    show: answerCard(context, {
      answer,
      ...(activity.locale && { locale: activity.locale }),
      // Their own card brings the question back when they press its button; it is kept nowhere else.
      ...(bot.complianceChats.has(activity.conversation.id) && {
        question: question.slice(0, LONGEST_QUESTION),
      }),
    }),
  };
}

/** What is counted: the passage that answered first. Reports are not counted at all. */
function subjectOf(answer: Answer): string | undefined {
  switch (answer.kind) {
    case 'passages':
      return answer.passages[0]?.passage.id;
    case 'not-addressed':
      return NOT_ADDRESSED;
    case 'speak-up':
    case 'unclear':
      return undefined;
  }
}

/** `why this answer`, typed or pressed: for compliance, whose vocabulary it is. */
export async function whyAnswer(bot: Bot, person: PersonId | undefined, question: string): Promise<Reply> {
  const context = bot.cardContext();
  if (!person) return { say: context.texts.certification.standing.unknown };
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  if (question.trim() === '') return { say: context.texts.asking.why.how };
  return { show: whyAnswerCard(context, { explanation: await bot.explain(question) }) };
}

/** The same as a message of its own, so that the answer stays. */
export async function whyAnswerApart(bot: Bot, person: PersonId, question: string): Promise<Reply> {
  const { show, say } = await whyAnswer(bot, person, question);
  return show ? { send: [show], say: bot.cardContext().texts.below } : { say: say ?? '' };
}

export function handOverForm(bot: Bot): Reply {
  return { send: [handOverCard(bot.cardContext())], say: bot.cardContext().texts.below };
}

/** Sends what somebody chose to write. Neither the answer nor a failure repeats it anywhere but in their own form. */
export async function handOverSend(bot: Bot, person: PersonId, text: string): Promise<Reply> {
  const context = bot.cardContext();
  const t = context.texts.asking.handOver;
  const sent = await bot.handOver(person, text);
  if (!isRefusal(sent)) return { show: handedOverCard(context, sent), keep: true };
  if (sent.refused === 'not-covered') return { say: t.unknown };
  const problem = sent.refused === 'text-too-long' ? t.tooLong : t.missing;
  return { show: handOverCard(context, { problem, text: text.slice(0, HAND_OVER_LIMIT) }), fleeting: true };
}

/** What changed between the version somebody signed last and the one that is certified now. */
export async function codeChanges(bot: Bot, person: PersonId, obligation?: ObligationId): Promise<Reply> {
  const context = bot.cardContext();
  const { changes } = context.texts.reading;
  const { current } = context.library;
  const signed = await bot.certificates(person);
  const last = signed.find(({ certificate }) => certificate.code.sha256 !== current.hash);
  if (!last) return { say: changes.first };
  const older = versionWithHash(context.library, last.certificate.code.sha256);
  if (!older) return { say: changes.notHere };
  const card = changesCard(context, { older, newer: current, ...(obligation && { obligation }) });
  return { send: [card], say: context.texts.below };
}

/** What people ask about, counted in groups of five and more: for compliance alone. */
export async function questionsPage(bot: Bot, person: PersonId): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  return { show: questionsCard(context, { asked: await bot.questionsAsked({ months: MONTHS }) }) };
}

/** Keeps in mind, in this process alone, whose chat is one of the Compliance Office's. */
export async function noteCompliance(bot: Bot, activity: Activity): Promise<void> {
  const person = await bot.whoIs(senderOf(activity));
  if (person) bot.complianceChats.note(activity.conversation.id, await runs(bot, person));
}
