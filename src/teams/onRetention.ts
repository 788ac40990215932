import type { PersonId } from '../domain/ids.ts';
import { isRefusal, type RefusalCode } from '../domain/refusal.ts';
import { concerns, type Erasure, erasureState, leftOutOf } from '../domain/retention.ts';
import { withoutOwn } from '../usecases/erasures.ts';
import { isRoleRefusal } from '../usecases/legalHolds.ts';
import type { Bot } from './botDeps.ts';
import { eraseCard } from './cards/eraseCard.ts';
import { erasureCard } from './cards/erasureCard.ts';
import { doneListsCard, dueCard, pageOf, retentionCard } from './cards/retentionCards.ts';
import { TEAM_PAGE } from './cards/teamCard.ts';
import { roleWords } from './notHeldNow.ts';
import { peopleIn } from './onHolds.ts';
import type { Reply } from './reply.ts';
import type { RetentionCommand } from './retentionPayload.ts';
import { runs } from './runs.ts';

type Command = Exclude<RetentionCommand, { verb: `hold.${string}` }>;

/** What is due and which lists are under way, or a page of those that are done: for the Compliance Office. */
export async function retentionPage(
  bot: Bot,
  person: PersonId,
  { done, from }: { done: boolean; from: number } = { done: false, from: 0 },
): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  const { erasures, years, names: namesOf } = bot.retention;
  const [due, all] = await Promise.all([erasures.due(), erasures.list()]);
  const lists = all.filter((erasure) => isDone(erasure) === done);
  const names = await namesOf(pageOf({ lists, from }).map(({ proposed }) => proposed.by));
  if (done) return { show: doneListsCard(context, { lists, names, from }) };
  return { show: retentionCard(context, { due, lists, names, years, from }) };
}

/** Whether nothing is to be done about it any more. */
function isDone(erasure: Erasure): boolean {
  const state = erasureState(erasure);
  return state === 'withdrawn' || (state === 'executed' && leftOutOf(erasure) === 0);
}

/** What to type, for those who may: the command without a name. */
export async function howToErase(bot: Bot, person: PersonId): Promise<Reply> {
  const { noRole, erase } = bot.cardContext().texts;
  return { say: (await runs(bot, person)) ? erase.how : noRole.compliance };
}

/** What a card asks about erasure. The role decides, not the card. */
export async function onRetention(bot: Bot, person: PersonId, command: Command): Promise<Reply> {
  const { texts } = bot.cardContext();
  const { erasures } = bot.retention;
  if (!(await runs(bot, person))) return { say: texts.noRole.compliance };
  const { notes, unknown } = texts.retention;
  switch (command.verb) {
    case 'retention.page':
      return await retentionPage(bot, person, command);
    case 'retention.due':
      return await duePage(bot, person, { from: command.from });
    case 'retention.show': {
      const erasure = await erasures.get(command.list);
      return erasure ? await listShown(bot, person, erasure, { from: command.from }) : { say: unknown };
    }
    case 'retention.propose': {
      const made = await erasures.propose(person, command);
      if (!isRefusal(made)) return await proposed(bot, person, made);
      if (isRoleRefusal(made)) return { say: roleWords({ texts }, made.role) };
      return await duePage(bot, person, { from: 0, problem: made.refused });
    }
    case 'retention.confirm':
      return await stepped(
        bot,
        person,
        command.list,
        await erasures.confirm(person, command),
        notes.confirmed,
      );
    case 'retention.withdraw':
      return await stepped(
        bot,
        person,
        command.list,
        await erasures.withdraw(person, command.list),
        notes.withdrawn,
      );
    case 'erase.form':
      return await eraseForm(bot, person, command.person);
    case 'erase.request': {
      const { person: personId, sha256 } = command;
      const made = await erasures.request(person, { personId, sha256 });
      if (!isRefusal(made)) return await proposed(bot, person, made);
      if (isRoleRefusal(made)) return { say: roleWords({ texts }, made.role) };
      return await eraseForm(bot, person, personId, made.refused);
    }
  }
}

/** Who is due, without whoever looks. */
async function duePage(
  bot: Bot,
  person: PersonId,
  { from, problem }: { from: number; problem?: RefusalCode },
): Promise<Reply> {
  const all = (await bot.retention.erasures.due())?.entries ?? [];
  const entries = withoutOwn(all, person);
  const first = from < entries.length ? from : 0;
  const names = await bot.retention.names(
    entries.slice(first, first + TEAM_PAGE).map(({ personId }) => personId),
  );
  const own = concerns(all, person);
  return {
    show: dueCard(bot.cardContext(), { entries, own, names, from: first, ...(problem && { problem }) }),
  };
}

async function proposed(bot: Bot, person: PersonId, erasure: Erasure): Promise<Reply> {
  const { notes } = bot.cardContext().texts.retention;
  const fresh = erasure.proposed.by === person && erasureState(erasure) === 'proposed';
  return await listShown(bot, person, erasure, { note: fresh ? notes.proposed : notes.already });
}

async function stepped(
  bot: Bot,
  person: PersonId,
  list: string,
  made: Awaited<ReturnType<Bot['retention']['erasures']['confirm']>>,
  note: string,
): Promise<Reply> {
  const { texts } = bot.cardContext();
  if (!isRefusal(made)) return await listShown(bot, person, made, { note });
  if (isRoleRefusal(made)) return { say: roleWords({ texts }, made.role) };
  const erasure = await bot.retention.erasures.get(list);
  if (!erasure) return { say: texts.retention.unknown };
  return await listShown(bot, person, erasure, { problem: made.refused });
}

/** One list as it is now. */
async function listShown(
  bot: Bot,
  viewer: PersonId,
  erasure: Erasure,
  more: { from?: number; note?: string; problem?: RefusalCode },
): Promise<Reply> {
  const { from = 0, ...said } = more;
  const {
    entries,
    proposed: { by },
    confirmed,
    withdrawn,
  } = erasure;
  const first = from < entries.length ? from : 0;
  const names = await bot.retention.names([
    by,
    ...(confirmed ? [confirmed.by] : []),
    ...(withdrawn ? [withdrawn.by] : []),
    ...entries.slice(first, first + TEAM_PAGE).map(({ personId }) => personId),
  ]);
  return {
    show: erasureCard(bot.cardContext(), { erasure, names, viewer, from: first, ...said }),
    ...(said.note && { keep: true }),
  };
}

/** Whether somebody's records may be erased because they ask for it; if not, what they can be answered. */
export async function eraseForm(
  bot: Bot,
  person: PersonId,
  whose: PersonId,
  problem?: RefusalCode,
): Promise<Reply> {
  const context = bot.cardContext();
  const { erase, actions } = context.texts;
  if (whose === person) return { say: erase.own };
  const [about, kept] = await Promise.all([bot.person(whose), bot.retention.erasures.look(whose)]);
  if (!about) return { say: actions.unknown };
  const names = await bot.retention.names(kept.holds.flatMap(peopleIn));
  const { years } = bot.retention;
  return { show: eraseCard(context, { about, kept, names, years, ...(problem && { problem }) }) };
}
