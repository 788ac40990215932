import type { Activity } from 'botbuilder';
import { isCovered } from '../domain/coverage.ts';
import type { PersonId } from '../domain/ids.ts';
import { awaitsSignature } from '../domain/obligation.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { PersonRecord } from '../usecases/ports.ts';
import type { Bot } from './botDeps.ts';
import { certificatesCard } from './cards/certificatesCard.ts';
import { codeCard } from './cards/codeCard.ts';
import { helpCard } from './cards/helpCard.ts';
import { officesCard } from './cards/officesCard.ts';
import { programmeCard } from './cards/programmeCard.ts';
import { signCard } from './cards/signCard.ts';
import { speakUpCard } from './cards/speakUpCard.ts';
import { standingCard } from './cards/standingCard.ts';
import { TEAM_PAGE, teamCard } from './cards/teamCard.ts';
import { unreachedCard } from './cards/unreachedCard.ts';
import type { CommandName } from './commands.ts';
import { senderOf } from './inbound.ts';
import { casesPage, onActionCommand } from './onAction.ts';
import { alarmsPage } from './onAlarms.ts';
import { amendmentPage } from './onAmendment.ts';
import { questionsPage } from './onAsking.ts';
import { onExport } from './onExport.ts';
import { offerFile } from './onFile.ts';
import { holdsPage } from './onHolds.ts';
import { jobsPage } from './onJobs.ts';
import { onRecordCommand } from './onPaper.ts';
import { previewPage, rosterPage } from './onPopulation.ts';
import { howToErase, retentionPage } from './onRetention.ts';
import { waiversPage } from './onWaivers.ts';
import { howToAskWhy } from './onWhy.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';

/** Does what a typed command or the same button asks. */
export async function onCommand(
  bot: Bot,
  activity: Activity,
  command: Exclude<CommandName, 'act as'>,
): Promise<Reply> {
  const context = bot.cardContext();
  if (command === 'report') return { show: speakUpCard(context, { passages: bot.channels() }) };
  const person = await bot.whoIs(senderOf(activity));
  if (!person) return { say: context.texts.certification.standing.unknown };
  switch (command) {
    case 'status':
      return { show: standingCard(context, { status: await bot.myStatus(person) }) };
    case 'sign':
      return await startSigning(bot, person);
    case 'code':
      return await readCode(bot, person);
    case 'my certificates':
      return await certificates(bot, person);
    case 'help':
      return { show: help(bot, await bot.person(person)) };
    case 'team':
      return await teamPage(bot, person);
    case 'programme':
      return await programmePage(bot, person);
    case 'offices':
      return await offices(bot, person);
    case 'unreached':
      return await unreachedPage(bot, person);
    case 'roster':
      return await rosterPage(bot, person);
    case 'preview':
      return await previewPage(bot, person);
    case 'jobs':
      return await jobsPage(bot, person);
    case 'alarms':
      return await alarmsPage(bot, person);
    case 'questions':
      return await questionsPage(bot, person);
    case 'why':
      return await howToAskWhy(bot, person);
    case 'amendment':
      return await amendmentPage(bot, person);
    case 'cases':
      return await casesPage(bot, person);
    case 'excuse':
    case 'extend':
    case 'pause':
    case 'resume':
    case 'reissue':
    case 'remind':
      return await onActionCommand(bot, person, command);
    case 'paper':
    case 'correct':
      return await onRecordCommand(bot, person, command);
    case 'waivers':
      return await waiversPage(bot, person);
    case 'hold':
      return await holdsPage(bot, person);
    case 'retention':
      return await retentionPage(bot, person);
    case 'erase':
      return await howToErase(bot, person);
    case 'export':
      return await onExport(bot, activity);
    case 'pack':
      return await pack(bot, person);
  }
}

/** What somebody has signed, and what others recorded beside it. */
async function certificates(bot: Bot, person: PersonId): Promise<Reply> {
  const [signed, records] = await Promise.all([bot.certificates(person), bot.desk.recordsOf(person)]);
  return { show: certificatesCard(bot.cardContext(), { certificates: signed, records }) };
}

/** The Code from its beginning; for those who still have to certify it leads on to the certificate. */
async function readCode(bot: Bot, person: PersonId): Promise<Reply> {
  const { obligation } = await bot.myStatus(person);
  const opened = obligation && (await bot.openCode(person, obligation.id));
  const forSigning = opened && !isRefusal(opened) ? { obligation: opened.id } : {};
  return { show: codeCard(bot.cardContext(), { part: 1, ...forSigning }) };
}

/** Straight to the certificate for those who have opened the Code, else to where they stand. */
async function startSigning(bot: Bot, person: PersonId): Promise<Reply> {
  const status = await bot.myStatus(person);
  const { record, obligation } = status;
  const context = bot.cardContext();
  if (record && obligation?.openedAt && awaitsSignature(obligation.state)) {
    const { displayName } = record.person;
    return { show: signCard(context, { obligation, displayName, withException: false }) };
  }
  return { show: standingCard(context, { status }) };
}

function help(bot: Bot, record: PersonRecord | undefined): ReturnType<typeof helpCard> {
  return helpCard(bot.cardContext(), {
    roles: record?.roles ?? [],
    covered: record !== undefined && isCovered(record.coverage),
    local: bot.actAs !== undefined,
  });
}

/** A page of a manager's organisation. The role decides, not the card. */
export async function teamPage(bot: Bot, person: PersonId, after?: string): Promise<Reply> {
  const context = bot.cardContext();
  const record = await bot.person(person);
  if (!record?.roles.includes('manager')) return { say: context.texts.noRole.team };
  const status = await bot.teamStatus(person, { limit: TEAM_PAGE, ...(after && { after }) });
  return { show: teamCard(context, { status, ...(after && { after }) }) };
}

/** A page of the whole population: it shows declines and exceptions by name, so for compliance alone (promise 7). */
export async function programmePage(bot: Bot, person: PersonId, after?: string): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  const [status, due] = await Promise.all([
    bot.programmeStatus({ limit: TEAM_PAGE, ...(after && { after }) }),
    after ? undefined : bot.retention.erasures.due(),
  ]);
  const recordsDue = due ? due.entries.length + due.more : 0;
  return { show: programmeCard(context, { status, recordsDue, ...(after && { after }) }) };
}

/** A page of those whom no message reaches, by name and reason: for compliance alone. */
export async function unreachedPage(bot: Bot, person: PersonId, after?: string): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  const status = await bot.unreachedPeople({ limit: TEAM_PAGE, ...(after && { after }) });
  return { show: unreachedCard(context, { status, ...(after && { after }) }) };
}

async function offices(bot: Bot, person: PersonId): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await oversees(bot, person))) return { say: context.texts.noRole.offices };
  return {
    show: officesCard(context, { offices: await bot.officeStatus(), seesDeclines: await runs(bot, person) }),
  };
}

/** Both files of the Audit Committee's pack. The files' maker asks the directory who this is, at this moment. */
async function pack(bot: Bot, person: PersonId): Promise<Reply> {
  const { noRole, files } = bot.cardContext().texts;
  if (!(await oversees(bot, person))) return { say: noRole.offices };
  const offered = [
    await offerFile(bot, person, { kind: 'pack', format: 'pdf' }),
    await offerFile(bot, person, { kind: 'pack', format: 'xlsx' }),
  ];
  const send = offered.flatMap((reply) => reply.send ?? []);
  const attach = offered.flatMap((reply) => reply.attach ?? []);
  return send.length + attach.length === 0 ? { say: files.none } : { send, attach };
}

async function oversees(bot: Bot, person: PersonId): Promise<boolean> {
  const roles = (await bot.person(person))?.roles ?? [];
  return roles.some((role) => role !== 'manager');
}
