import { type Action, fingerprintOf, type NotDone, type Selection } from '../domain/actions.ts';
import { decide, type ObligationCommand } from '../domain/decide.ts';
import type { CalendarDate, Instant, ObligationId, PersonId } from '../domain/ids.ts';
import { nextReminderAt, type ReminderRules } from '../domain/ladder.ts';
import type { AskedAs, Obligation } from '../domain/obligation.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { atHour, dateAt, plusDays, plusMilliseconds } from '../domain/time.ts';
import { type WorkingRules, workingTimeOf } from '../domain/workingHours.ts';
import { actionTargets, type TargetDeps } from './actionTargets.ts';
import { mayAct } from './mayAct.ts';
import type { ObligationRecord, PersonRecord } from './ports.ts';
import { forEach } from './updatePerson.ts';

export type PlanDeps = TargetDeps & {
  readonly reminderRules: ReminderRules;
  readonly workingRules: WorkingRules;
  readonly nonce: () => string;
};

export type Intended = {
  readonly action: Action;
  readonly selection: Selection;
  /** Who asks, and in which capacity. */
  readonly actor: PersonId;
  readonly as: AskedAs;
};

/** What would be done, for somebody to confirm. Nothing has happened yet. */
export type ActionPlan = Intended & {
  /** What a confirmation is known by: confirmed twice, it is done once. */
  readonly id: string;
  /** To whom it would be done. */
  readonly targets: readonly ObligationRecord[];
  /** Of those who were selected, to whom it cannot be done. */
  readonly notPossible: readonly NotDone[];
  /** Given back with the confirmation: what is confirmed must be what was shown. */
  readonly fingerprint: string;
  /** The one person selected, or the manager by whom a list is narrowed. */
  readonly about?: PersonRecord;
  /** The newest obligation of the one person selected. */
  readonly standing?: ObligationRecord;
  /** An extension's new date until another is chosen. */
  readonly proposedDue?: CalendarDate;
};

/** Tells what an action would do and to whom. Reads only. */
export function planAction(deps: PlanDeps) {
  return async (intended: Intended): Promise<ActionPlan | Refusal> => {
    if (!(await mayAct(deps.people, intended.actor, intended.as))) return refuse('role-missing');
    const scope = scopeOf(intended);
    if (isRefusal(scope)) return scope;
    const found = await actionTargets(deps, scope, intended.as);
    if (found === 'too-many') return refuse('too-many');
    const who = scope.kind === 'person' ? scope.person : scope.kind === 'list' ? scope.below : undefined;
    const about = who && (await deps.people.get(who))?.value;
    const { targets, notPossible } = sorted(deps, intended, found, await asIfReminded(deps, intended, found));
    const [standing] = scope.kind === 'person' ? found : [];
    const last = targets
      .map(({ obligation: { due } }) => due)
      .sort()
      .at(-1);
    return {
      ...intended,
      selection: scope,
      id: `${actionIdAt(deps.clock())}.${deps.nonce()}`.replace(/[^\w.-]/g, '-'),
      targets,
      notPossible,
      fingerprint: fingerprintOf(
        intended.action,
        targets.map(({ obligation }) => shownTo(intended.as, obligation)),
      ),
      ...(about && { about }),
      ...(standing && { standing }),
      ...(intended.action === 'extend' && last && { proposedDue: proposed(deps, last) }),
    };
  };
}

/** A manager reminds, and their own organisation only, whatever a card says. */
export function scopeOf({ action, selection, actor, as }: Intended): Selection | Refusal {
  if (as === 'compliance') return selection;
  if (action !== 'remind') return refuse('role-missing');
  return { kind: 'list', list: 'outstanding', below: actor };
}

/** The fingerprint goes to the manager's client and must not tell a decline apart (promise 7). */
function shownTo(as: AskedAs, obligation: Obligation): Obligation {
  return as === 'manager' ? { ...obligation, state: { status: 'outstanding' } } : obligation;
}

/**
 * Who declined is sent no reminder. On a day on which the ladder has reminded everybody else, they would be the only
 * ones left for a manager to remind: they are taken as reminded too (promise 7). One store call for each.
 */
async function asIfReminded(
  deps: PlanDeps,
  { as }: Intended,
  found: readonly ObligationRecord[],
): Promise<ReadonlySet<ObligationId>> {
  const reminded = new Set<ObligationId>();
  if (as !== 'manager') return reminded;
  const now = deps.clock();
  const dayBefore = plusMilliseconds(dayBegan(now, deps.timeZone), -1);
  const declined = found.filter(({ obligation: { state } }) => state.status === 'declined');
  await forEach(declined, async ({ obligation }) => {
    const person = (await deps.people.get(obligation.personId))?.value.person;
    const time = workingTimeOf(person ?? {}, deps.workingRules);
    if (nextReminderAt(obligation, dayBefore, deps.reminderRules, time) <= now) reminded.add(obligation.id);
  });
  return reminded;
}

function sorted(
  deps: PlanDeps,
  intended: Intended,
  found: readonly ObligationRecord[],
  reminded: ReadonlySet<ObligationId>,
) {
  const now = deps.clock();
  const targets: ObligationRecord[] = [];
  const notPossible: NotDone[] = [];
  for (const record of found) {
    const decision = decide(record.obligation, trial(deps, intended, record.obligation), now);
    if (reminded.has(record.obligation.id))
      notPossible.push({ target: record.obligation.id, because: 'reminded-today' });
    else if (isRefusal(decision))
      notPossible.push({ target: record.obligation.id, because: decision.refused });
    else targets.push(record);
  }
  return { targets, notPossible };
}

/** What would be asked of the obligation, with a date that nothing stands in the way of. */
function trial(
  { clock, timeZone }: PlanDeps,
  { action, actor: by, as }: Intended,
  obligation: Obligation,
): ObligationCommand {
  const on = dateAt(clock(), timeZone);
  const because = '';
  const noLaterThan = undefined;
  switch (action) {
    case 'pause':
      return { type: 'pause', by, because, on };
    case 'resume':
      return { type: 'resume', by, because, on, noLaterThan };
    case 'extend':
      return { type: 'extend', by, because, due: '9999-12-31' as CalendarDate, on, noLaterThan };
    case 'remind':
      return { type: 'remind', by, as, dayBegan: dayBegan(clock(), timeZone) };
    case 'reissue':
      return { type: 'reissue', by, because, as: obligation.id };
    case 'excuse':
    case 'withdraw-excuse':
    case 'withdraw-extension':
      return { type: action, by, because };
  }
}

/** How the id of an action begins that was planned at that moment: they sort by time. */
export function actionIdAt(now: Instant): string {
  return now.replace(/[^\w.-]/g, '-');
}

/** When this day began in the company's calendar. */
export function dayBegan(now: Instant, timeZone: string): Instant {
  return atHour(dateAt(now, timeZone), 0, timeZone);
}

/** Two weeks more, from today at the earliest. Days. */
const PROPOSED = 14;

function proposed({ clock, timeZone }: PlanDeps, due: CalendarDate): CalendarDate {
  const today = dateAt(clock(), timeZone);
  return plusDays(due > today ? due : today, PROPOSED);
}
