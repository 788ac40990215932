import { type Action, type ActionRecord, type NotDone, ownerOf } from '../domain/actions.ts';
import type { CalendarDate, Instant, ObligationId } from '../domain/ids.ts';
import { isRefusal, type Refusal, type RefusalCode, refuse } from '../domain/refusal.ts';
import { millisecondsBetween, plusMilliseconds } from '../domain/time.ts';
import { type ApplyDeps, applyAction } from './applyAction.ts';
import { Failure } from './failures.ts';
import { mayAct } from './mayAct.ts';
import {
  type ActionPlan,
  actionIdAt,
  type Intended,
  type PlanDeps,
  planAction,
  scopeOf,
} from './planAction.ts';
import type { Page, Versioned } from './ports.ts';
import { forEach } from './updatePerson.ts';

export type TakeDeps = PlanDeps & ApplyDeps;

export type Confirmed = Intended & {
  /** Of the plan that was shown. */
  readonly id: string;
  readonly fingerprint: string;
  readonly because: string;
  readonly due?: CalendarDate;
};

export type Taken =
  | {
      readonly outcome: 'done';
      readonly id: string;
      readonly record: ActionRecord;
      /** The first of those to whom it was done. */
      readonly done: readonly string[];
      /** The first of those to whom it was not done. */
      readonly failed: readonly { readonly displayName: string; readonly because: RefusalCode }[];
    }
  /** What would be done is not what was shown any more: here is what it would be now. */
  | { readonly outcome: 'changed'; readonly plan: ActionPlan }
  /** Confirmed twice, and the first is still at it. */
  | { readonly outcome: 'under-way' };

/** Longer reasons are refused. Characters. */
export const LONGEST_REASON = 1_000;
/** What has not ended after so long was cut short: confirming it again goes on. Milliseconds. */
const CUT_SHORT = 2 * 60_000;

/**
 * Does what was confirmed to those who were shown, and keeps who did it, when, what, why and what came of it.
 * Confirmed again, it is found done; cut short by a crash, it goes on with the same people. Who acts and in which
 * capacity is checked here, whatever a card says.
 */
export function takeAction(deps: TakeDeps) {
  const plan = planAction(deps);
  return async (confirmed: Confirmed): Promise<Taken | Refusal> => {
    const { id, action, actor, as } = confirmed;
    if (!(await mayAct(deps.people, actor, as))) return refuse('role-missing');
    const scope = scopeOf(confirmed);
    if (isRefusal(scope)) return scope;
    const because = confirmed.because.trim();
    if (as === 'compliance' && because === '') return refuse('text-missing');
    if (because.length > LONGEST_REASON) return refuse('text-too-long');
    if (action === 'extend' && !confirmed.due) return refuse('not-later');

    const begun = await deps.programme.get('action', id);
    if (begun) return await again(deps, confirmed, begun);
    const now = await plan(confirmed);
    if (isRefusal(now)) return now;
    if (now.fingerprint !== confirmed.fingerprint) return { outcome: 'changed', plan: now };
    const record: ActionRecord = {
      at: deps.clock(),
      by: actor,
      as,
      action,
      selection: scope,
      ...(because && { because }),
      ...(action === 'extend' && confirmed.due && { due: confirmed.due }),
      targets: now.targets.map(({ obligation }) => obligation.id),
    };
    if ((await deps.programme.create('action', id, record)) === 'exists') return { outcome: 'under-way' };
    return await carryOut(deps, id, record, { forTheFirstTime: true });
  };
}

async function again(
  deps: TakeDeps,
  { id, action, actor }: Confirmed,
  { value: record }: Versioned<ActionRecord>,
): Promise<Taken | Refusal> {
  if (record.by !== actor || record.action !== action) return refuse('unknown-obligation');
  if (record.finishedAt) return await doneWith(deps, id, record);
  if (millisecondsBetween(record.at, deps.clock()) < CUT_SHORT) return { outcome: 'under-way' };
  return await carryOut(deps, id, record, { forTheFirstTime: false });
}

/** What an action answers where it has been done before: not a failure when what was cut short goes on. */
const DONE_BEFORE: Readonly<Partial<Record<Action, RefusalCode>>> = {
  resume: 'not-paused',
  remind: 'reminded-today',
  reissue: 'superseded',
  'withdraw-excuse': 'not-excused',
  'withdraw-extension': 'not-extended',
};

/** What has not ended after so long is gone on with by a job: longer than the largest batch takes. Milliseconds. */
const ABANDONED = 15 * 60_000;
/** So far back is looked: ids begin with the moment at which they were drawn. Milliseconds. */
const LOOKS_BACK = 7 * 24 * 60 * 60_000;
const PAGE = 20;

/**
 * Goes on with what a crash has cut short, though nobody confirms it again: whoever confirmed it counts on it. Returns
 * how many it ended. One store call for each 20 of the last week.
 */
export function resumeActions(deps: Omit<TakeDeps, 'nonce'>) {
  return async (): Promise<number> => {
    const now = deps.clock();
    let ended = 0;
    let after: string | undefined = actionIdAt(plusMilliseconds(now, -LOOKS_BACK));
    while (after !== undefined) {
      const page: Page<{ id: string; value: ActionRecord }> = await deps.programme.list('action', {
        limit: PAGE,
        after,
      });
      for (const { id, value } of page.items) {
        if (value.finishedAt || millisecondsBetween(value.at, now) < ABANDONED) continue;
        await carryOut(deps, id, value, { forTheFirstTime: false });
        ended += 1;
      }
      after = page.next;
    }
    return ended;
  };
}

async function carryOut(
  deps: Omit<TakeDeps, 'nonce'>,
  id: string,
  record: ActionRecord,
  { forTheFirstTime }: { readonly forTheFirstTime: boolean },
): Promise<Taken> {
  const notDone: NotDone[] = [];
  await forEach(record.targets, async (target) => {
    const outcome = await appliedTo(deps, record, target);
    const before = !forTheFirstTime && outcome === DONE_BEFORE[record.action];
    if (outcome !== 'done' && !before) notDone.push({ target, because: outcome });
  });
  const finished = { ...record, finishedAt: deps.clock(), ...(notDone.length > 0 && { notDone }) };
  await finish(deps, id, finished);
  return await doneWith(deps, id, finished);
}

/** So many are named. */
const NAMED = 10;

async function doneWith(
  { obligations }: Pick<TakeDeps, 'obligations'>,
  id: string,
  record: ActionRecord,
): Promise<Taken> {
  const nameOf = async (target: ObligationId) =>
    (await obligations.get(ownerOf(target), target))?.value.shown.displayName ?? '';
  const notDone = record.notDone ?? [];
  const left = new Set(notDone.map(({ target }) => target));
  const some = record.targets.filter((target) => !left.has(target)).slice(0, NAMED);
  const [done, failed] = await Promise.all([
    Promise.all(some.map(nameOf)),
    Promise.all(
      notDone
        .slice(0, NAMED)
        .map(async ({ target, because }) => ({ displayName: await nameOf(target), because })),
    ),
  ]);
  return { outcome: 'done', id, record, done, failed };
}

/** One that the store does not take now must not leave the others undone. */
async function appliedTo(
  deps: ApplyDeps,
  record: ActionRecord,
  target: ObligationId,
): Promise<'done' | RefusalCode> {
  try {
    return await applyAction(deps, record, target);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return 'not-now';
  }
}

/** Every obligation has its own trail: when this cannot be kept now, confirming again ends it. */
async function finish(
  { programme }: Pick<TakeDeps, 'programme'>,
  id: string,
  record: ActionRecord & { readonly finishedAt: Instant },
): Promise<void> {
  try {
    const found = await programme.get('action', id);
    if (found) await programme.replace('action', id, { value: record, etag: found.etag });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}
