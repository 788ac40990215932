import type { CycleId, PersonId } from '../domain/ids.ts';
import { isRefusal, type RefusalCode } from '../domain/refusal.ts';
import type { Hold, HoldScope } from '../domain/retention.ts';
import { isRoleRefusal, REASON_LIMIT } from '../usecases/legalHolds.ts';
import type { PersonRecord } from '../usecases/ports.ts';
import type { Bot } from './botDeps.ts';
import { HOLDS_PAGE, holdCard, holdsCard } from './cards/holdCards.ts';
import { holdFormCard, holdReleaseCard } from './cards/holdFormCards.ts';
import { roleWords } from './notHeldNow.ts';
import type { Reply } from './reply.ts';
import type { RetentionCommand } from './retentionPayload.ts';
import { runs } from './runs.ts';

export type HoldCommand = Extract<RetentionCommand, { verb: `hold.${string}` }>;

/** The legal holds in force, or a page of those released: for the Compliance Office. */
export async function holdsPage(
  bot: Bot,
  person: PersonId,
  { released, from }: { released: boolean; from: number } = { released: false, from: 0 },
): Promise<Reply> {
  const context = bot.cardContext();
  if (!(await runs(bot, person))) return { say: context.texts.noRole.compliance };
  const [all, cycles] = await Promise.all([bot.retention.holds.list(), bot.retention.cycles()]);
  const holds = all.filter((hold) => (hold.released !== undefined) === released);
  const first = from < holds.length ? from : 0;
  const names = await bot.retention.names(holds.slice(first, first + HOLDS_PAGE).flatMap(peopleIn));
  return { show: holdsCard(context, { holds, names, released, from: first, cycles: cycles.length > 0 }) };
}

/** What a card asks about holds. The role decides, not the card. */
export async function onHolds(bot: Bot, person: PersonId, command: HoldCommand): Promise<Reply> {
  const { noRole } = bot.cardContext().texts;
  if (!(await runs(bot, person))) return { say: noRole.compliance };
  switch (command.verb) {
    case 'hold.page':
      return await holdsPage(bot, person, command);
    case 'hold.form':
      return await holdForm(bot, command.scope);
    case 'hold.place':
      return await place(bot, person, command);
    case 'hold.show':
      return await show(bot, command);
    case 'hold.release':
      return await release(bot, person, command);
  }
}

type Entered = { readonly because: string; readonly problem: RefusalCode };

/** Asks for the reason of a hold on just this. */
export async function holdForm(
  bot: Bot,
  scope: HoldScope | { readonly kind: 'cycle'; readonly cycle?: CycleId },
  entered?: Entered,
): Promise<Reply> {
  const context = bot.cardContext();
  const { holds: t, actions } = context.texts;
  const [all, cycles, about] = await Promise.all([
    bot.retention.holds.list(),
    bot.retention.cycles(),
    personIn(bot, scope),
  ]);
  if (scope.kind === 'person' && !about) return { say: actions.unknown };
  if (scope.kind === 'cycle') {
    if (cycles.length === 0) return { say: t.noCycles };
    if (scope.cycle && !cycles.includes(scope.cycle)) return { say: t.noSuchCycle(scope.cycle) };
  }
  const already = all.filter((hold) => !hold.released && isSame(hold.scope, scope)).length;
  return {
    show: holdFormCard(context, {
      id: bot.retention.nonce(),
      scope,
      ...(about && { about }),
      cycles,
      already,
      ...entered,
    }),
  };
}

async function place(
  bot: Bot,
  person: PersonId,
  { id, scope, because }: Extract<HoldCommand, { verb: 'hold.place' }>,
): Promise<Reply> {
  const { texts } = bot.cardContext();
  if (!isWhole(scope)) return { say: texts.holds.form.cycleMissing };
  const hold = await bot.retention.holds.place(person, { id, scope, because });
  if (!isRefusal(hold)) {
    const fresh = !hold.released && hold.by === person && isSame(hold.scope, scope);
    return await shown(bot, hold, { note: fresh ? texts.holds.done.placed : texts.holds.done.before });
  }
  if (isRoleRefusal(hold)) return { say: roleWords({ texts }, hold.role) };
  return await holdForm(bot, scope, { because: because.slice(0, REASON_LIMIT), problem: hold.refused });
}

async function show(
  bot: Bot,
  { hold: id, releasing }: Extract<HoldCommand, { verb: 'hold.show' }>,
): Promise<Reply> {
  const hold = await holdOf(bot, id);
  if (!hold) return { say: bot.cardContext().texts.holds.unknown };
  return releasing && !hold.released ? await releaseForm(bot, hold) : await shown(bot, hold);
}

async function releaseForm(bot: Bot, hold: Hold, entered?: Entered): Promise<Reply> {
  const all = await bot.retention.holds.list();
  const others = all.filter(
    (each) => each.id !== hold.id && !each.released && isSame(each.scope, hold.scope),
  ).length;
  const names = await bot.retention.names(peopleIn(hold));
  return { show: holdReleaseCard(bot.cardContext(), { hold, names, others, ...entered }) };
}

async function release(
  bot: Bot,
  person: PersonId,
  { hold: id, because }: Extract<HoldCommand, { verb: 'hold.release' }>,
): Promise<Reply> {
  const { texts } = bot.cardContext();
  const released = await bot.retention.holds.release(person, { hold: id, because });
  if (!isRefusal(released)) {
    const fresh = released.released?.by === person && released.released.because === because.trim();
    return await shown(bot, released, { note: fresh ? texts.holds.done.released : texts.holds.done.before });
  }
  if (isRoleRefusal(released)) return { say: roleWords({ texts }, released.role) };
  const hold = await holdOf(bot, id);
  if (!hold) return { say: texts.holds.unknown };
  const problem = released.refused;
  // Whoever may not release it has nothing to mend in the form.
  if (problem === 'own-records') return await shown(bot, hold, { problem });
  return await releaseForm(bot, hold, { because: because.slice(0, REASON_LIMIT), problem });
}

async function shown(bot: Bot, hold: Hold, more: { note?: string; problem?: RefusalCode } = {}) {
  const names = await bot.retention.names(peopleIn(hold));
  return { show: holdCard(bot.cardContext(), { hold, names, ...more }), ...(more.note && { keep: true }) };
}

async function holdOf(bot: Bot, id: string): Promise<Hold | undefined> {
  return (await bot.retention.holds.list()).find((hold) => hold.id === id);
}

async function personIn(
  bot: Bot,
  scope: HoldScope | { readonly kind: 'cycle' },
): Promise<PersonRecord | undefined> {
  return scope.kind === 'person' ? await bot.person(scope.personId) : undefined;
}

function isWhole(scope: HoldScope | { readonly kind: 'cycle' }): scope is HoldScope {
  return scope.kind !== 'cycle' || ('cycle' in scope && scope.cycle !== undefined);
}

function isSame(a: HoldScope, b: HoldScope | { readonly kind: 'cycle'; readonly cycle?: CycleId }): boolean {
  switch (a.kind) {
    case 'all':
      return b.kind === 'all';
    case 'cycle':
      return b.kind === 'cycle' && b.cycle === a.cycle;
    case 'person':
      return b.kind === 'person' && b.personId === a.personId;
  }
}

/** Whose names a hold's card shows. */
export function peopleIn({ scope, by, released }: Hold): readonly PersonId[] {
  return [by, ...(released ? [released.by] : []), ...(scope.kind === 'person' ? [scope.personId] : [])];
}
