import type { Action, Selection } from '../domain/actions.ts';
import type { CalendarDate, PersonId } from '../domain/ids.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import { MOST_NAMESAKES } from '../usecases/peopleMeant.ts';
import type { ActionPlan } from '../usecases/planAction.ts';
import type { PersonRecord } from '../usecases/ports.ts';
import type { Taken } from '../usecases/takeAction.ts';
import type { ActionCommand } from './actionPayload.ts';
import type { ActionTyped, TypedAction } from './actionTyped.ts';
import type { Bot } from './botDeps.ts';
import { actionFormCard } from './cards/actionFormCard.ts';
import {
  actionCancelledCard,
  actionDoneCard,
  actionHowCard,
  actionWhoCard,
} from './cards/actionOutcomeCards.ts';
import { casesCard } from './cards/casesCard.ts';
import { TEAM_PAGE } from './cards/teamCard.ts';
import { teamRemindCard, teamRemindedCard } from './cards/teamRemindCards.ts';
import type { Sender } from './inbound.ts';
import { notHeldNow } from './notHeldNow.ts';
import { offerFile } from './onFile.ts';
import type { Reply } from './reply.ts';
import { runs } from './runs.ts';

/**
 * Answers `excuse <name>` and its like with the card that asks for the reason and a confirmation. Undefined for what
 * turns out to be a question about the Code: it reads as one, and nobody is called that or whoever asks may not act.
 * Nothing is written, and the name goes into no log (promise 6).
 */
export async function onActionTyped(
  bot: Bot,
  sender: Sender,
  typed: ActionTyped,
): Promise<Reply | undefined> {
  const { noRole, actions, certification } = bot.cardContext().texts;
  const { action, whom, asks } = typed;
  const person = await bot.whoIs(sender);
  if (!person) return asks ? undefined : { say: certification.standing.unknown };
  if (whom.kind === 'team' && action === 'remind') return await teamRemindForm(bot, person);
  if (!(await runs(bot, person))) {
    if (asks) return undefined;
    const manages = (await bot.person(person))?.roles.includes('manager');
    return { say: action === 'remind' && manages ? actions.managerOnlyTeam : noRole.action };
  }
  if (whom.kind === 'team') return { say: actions.unknown };
  const name = whom.kind === 'name' ? whom.name : whom.below;
  if (whom.kind === 'list' && name === undefined) {
    const { list, office, department } = whom;
    const selection: Selection = {
      kind: 'list',
      list,
      ...(office && { office }),
      ...(department && { department }),
    };
    return await actionForm(bot, person, { action, selection });
  }
  const selectionOf = ({ id }: PersonRecord): Selection =>
    whom.kind === 'list' ? { kind: 'list', list: whom.list, below: id } : { kind: 'person', person: id };
  const found = await bot.peopleMeant({ name: name ?? '', wholeWords: asks });
  const [only, ...others] = found;
  if (!only) return asks ? undefined : { say: actions.unknown };
  if (others.length === 0) return await actionForm(bot, person, { action, selection: selectionOf(only) });
  return {
    show: actionWhoCard(bot.cardContext(), {
      people: found.slice(0, MOST_NAMESAKES),
      more: found.length > MOST_NAMESAKES,
      action,
      selectionOf,
    }),
  };
}

/** The command without a name: whom it may be for, for those who may. */
export async function onActionCommand(bot: Bot, person: PersonId, action: TypedAction): Promise<Reply> {
  const { noRole } = bot.cardContext().texts;
  const roles = (await bot.person(person))?.roles ?? [];
  const team = roles.includes('manager');
  if (roles.includes('compliance')) return { show: actionHowCard(bot.cardContext(), { action, team }) };
  if (action === 'remind' && team) return await teamRemindForm(bot, person);
  return { say: action === 'remind' ? noRole.remind : noRole.action };
}

/** What a button of an action's card asks. */
export async function onActionCard(bot: Bot, person: PersonId, command: ActionCommand): Promise<Reply> {
  switch (command.verb) {
    case 'action.form':
      return await actionForm(bot, person, command);
    case 'action.do':
      return await act(bot, person, command);
    case 'action.cancel':
      return { show: actionCancelledCard(bot.cardContext()), keep: true };
    case 'team.remind':
      return await teamRemindForm(bot, person);
    case 'team.remind.do':
      return await remindTeam(bot, person, command);
    case 'cases.page':
      return await casesPage(bot, person, command.after);
    case 'case.file':
      return await caseText(bot, person, command.record);
  }
}

async function actionForm(
  bot: Bot,
  person: PersonId,
  asked: { action: Action; selection: Selection; from?: number },
): Promise<Reply> {
  const { action, selection, from = 0 } = asked;
  const plan = await bot.planAction({ action, selection, actor: person, as: 'compliance' });
  if (isRefusal(plan)) return refused(bot, plan);
  return { show: actionFormCard(bot.cardContext(), { plan, from }) };
}

function refused(bot: Bot, { refused: code }: Refusal): Reply {
  const { actions, noRole } = bot.cardContext().texts;
  if (code === 'role-missing') return { say: noRole.action };
  const words = actions.because(code);
  return { say: `${actions.cancelledTitle}: ${words}.` };
}

type Do = Extract<ActionCommand, { verb: 'action.do' }>;

async function act(bot: Bot, person: PersonId, command: Do): Promise<Reply> {
  const { actions, noRole } = bot.cardContext().texts;
  const { action, selection, id, fingerprint, reason, due } = command;
  if (!(await runs(bot, person))) return { say: noRole.action };
  const say = await notHeldNow(bot, person);
  if (say) return { say };
  const intended = { action, selection, actor: person, as: 'compliance' } as const;
  const taken = await bot.takeAction({ ...intended, id, fingerprint, because: reason, ...(due && { due }) });
  if (!isRefusal(taken)) return answerTaken(bot, taken, command);
  const problem = {
    'text-missing': actions.reasonMissing,
    'text-too-long': actions.reasonTooLong,
    'not-later': actions.dueMissing,
  }[taken.refused as string];
  if (!problem) return refused(bot, taken);
  const plan = await bot.planAction(intended);
  return isRefusal(plan)
    ? refused(bot, plan)
    : formAgain(bot, plan, { problem, reason, ...(due && { due }) });
}

function answerTaken(bot: Bot, taken: Taken, { reason, due }: Do): Reply {
  const context = bot.cardContext();
  const { actions } = context.texts;
  switch (taken.outcome) {
    case 'done':
      return { show: actionDoneCard(context, { done: taken }), keep: true };
    case 'changed':
      return formAgain(bot, taken.plan, { problem: actions.changed, reason, ...(due && { due }) });
    case 'under-way':
      return { say: actions.underWay };
  }
}

function formAgain(
  bot: Bot,
  plan: ActionPlan,
  entries: { problem: string; reason: string; due?: CalendarDate },
): Reply {
  const reason = entries.reason.slice(0, 1_000);
  return { show: actionFormCard(bot.cardContext(), { plan, ...entries, reason }) };
}

/** How many of somebody's own organisation would be reminded. */
async function teamRemindForm(bot: Bot, person: PersonId, problem?: string): Promise<Reply> {
  const { noRole } = bot.cardContext().texts;
  const selection = { kind: 'list', list: 'outstanding', below: person } as const;
  const plan = await bot.planAction({ action: 'remind', selection, actor: person, as: 'manager' });
  if (isRefusal(plan)) return plan.refused === 'role-missing' ? { say: noRole.remind } : refused(bot, plan);
  return { show: teamRemindCard(bot.cardContext(), { plan, ...(problem && { problem }) }) };
}

async function remindTeam(
  bot: Bot,
  person: PersonId,
  { id, fingerprint }: { id: string; fingerprint: string },
): Promise<Reply> {
  const context = bot.cardContext();
  const { noRole, actions } = context.texts;
  const selection = { kind: 'list', list: 'outstanding', below: person } as const;
  const taken = await bot.takeAction({
    action: 'remind',
    selection,
    actor: person,
    as: 'manager',
    id,
    fingerprint,
    because: '',
  });
  if (isRefusal(taken))
    return taken.refused === 'role-missing' ? { say: noRole.remind } : refused(bot, taken);
  switch (taken.outcome) {
    case 'done':
      return { show: teamRemindedCard(context, { done: taken }), keep: true };
    case 'changed':
      return { show: teamRemindCard(context, { plan: taken.plan, problem: actions.changed }) };
    case 'under-way':
      return { say: actions.underWay };
  }
}

/** A page of the declines and exceptions: for compliance alone (promise 7). */
export async function casesPage(bot: Bot, person: PersonId, after?: string): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  const cases = await bot.disclosedCases({ limit: TEAM_PAGE, ...(after && { after }) });
  return { show: casesCard(context, { cases, ...(after && { after }) }) };
}

/** What somebody wrote, as a file. The file's maker asks the directory who this is, at this moment. */
async function caseText(bot: Bot, person: PersonId, record: string): Promise<Reply> {
  if (!(await runs(bot, person))) return { say: bot.cardContext().texts.noRole.compliance };
  return await offerFile(bot, person, { kind: 'case', record });
}
