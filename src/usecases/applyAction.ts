import type { Action } from '../domain/actions.ts';
import { ownerOf } from '../domain/actions.ts';
import { decide, type ObligationCommand } from '../domain/decide.ts';
import { beforeLast } from '../domain/evolve.ts';
import type { CalendarDate, Instant, ObligationId, PersonId } from '../domain/ids.ts';
import { nextReminderAt, type ReminderRules } from '../domain/ladder.ts';
import type { AskedAs, Obligation } from '../domain/obligation.ts';
import { isRefusal, type RefusalCode } from '../domain/refusal.ts';
import { dateAt, earlier } from '../domain/time.ts';
import { type WorkingRules, workingTimeOf } from '../domain/workingHours.ts';
import { limitFor } from './dutyFor.ts';
import { heal, isCertified } from './heal.ts';
import { dayBegan } from './planAction.ts';
import type { PersonRecord } from './ports.ts';
import { type ReissueDeps, reissueObligation } from './reissueObligation.ts';
import { updateObligation } from './updateObligation.ts';

export type ApplyDeps = ReissueDeps & {
  readonly reminderRules: ReminderRules;
  readonly workingRules: WorkingRules;
};

/** What is to be done, by whom and why. */
export type Order = {
  readonly action: Action;
  readonly by: PersonId;
  readonly as: AskedAs;
  readonly because?: string;
  readonly due?: CalendarDate;
};

/**
 * Does an action to one obligation. A certificate that a crash has not let close its obligation counts: whoever signed
 * is not excused. No path from here makes a certificate (promise 1). Three store calls, two more where a date moves.
 */
export async function applyAction(
  deps: ApplyDeps,
  order: Order,
  id: ObligationId,
): Promise<'done' | RefusalCode> {
  const personId = ownerOf(id);
  const { because = '' } = order;
  if (order.action === 'reissue') {
    const result = await reissueObligation(deps, { personId, id }, { by: order.by, because });
    return isRefusal(result) ? result.refused : 'done';
  }
  const found = await deps.obligations.get(personId, id);
  if (!found) return 'unknown-obligation';
  if (isCertified(await heal(deps, found))) return 'already-certified';
  const facts = movesDates(order.action) ? await factsOf(deps, personId) : undefined;
  const now = deps.clock();
  const result = await updateObligation(deps.obligations, { personId, id, known: found }, (current) =>
    decide(current, commandFor(deps, order as Plain, current, { now, ...facts }), now),
  );
  return isRefusal(result) ? result.refused : 'done';
}

type Plain = Order & { readonly action: Exclude<Action, 'reissue'> };
type Facts = { readonly now: Instant; readonly person?: PersonRecord; readonly limit?: CalendarDate };

function movesDates(action: Action): boolean {
  return action === 'resume' || action === 'extend' || action === 'withdraw-extension';
}

async function factsOf(deps: ApplyDeps, personId: PersonId): Promise<Omit<Facts, 'now'>> {
  const [person, previous] = await Promise.all([
    deps.people.get(personId),
    deps.obligations.ofPerson(personId),
  ]);
  const limit = person && limitFor(person.value, previous, deps.timeZone);
  return { ...(person && { person: person.value }), ...(limit && { limit }) };
}

function commandFor(deps: ApplyDeps, order: Plain, obligation: Obligation, facts: Facts): ObligationCommand {
  const { by, as, because = '' } = order;
  const { now, limit: noLaterThan } = facts;
  const on = dateAt(now, deps.timeZone);
  switch (order.action) {
    case 'excuse':
    case 'withdraw-excuse':
      return { type: order.action, by, because };
    case 'pause':
      return { type: 'pause', by, because, on };
    case 'resume':
      return { type: 'resume', by, because, on, noLaterThan };
    case 'extend': {
      const due = order.due ?? obligation.due;
      const overdueAfter = noLaterThan ? earlier(due, noLaterThan) : due;
      const next = reminderAt(deps, { due, overdueAfter }, facts);
      return { type: 'extend', by, because, due, on, noLaterThan, next };
    }
    case 'withdraw-extension': {
      const next = reminderAt(deps, beforeLast(obligation, 'extended'), facts);
      return { type: 'withdraw-extension', by, because, next };
    }
    case 'remind': {
      const began = dayBegan(now, deps.timeZone);
      return { type: 'remind', by, as, dayBegan: began, ...(because && { because }) };
    }
  }
}

function reminderAt(
  { reminderRules, workingRules }: ApplyDeps,
  dates: Pick<Obligation, 'due' | 'overdueAfter'>,
  { now, person }: Facts,
): Instant {
  return nextReminderAt(dates, now, reminderRules, workingTimeOf(person?.person ?? {}, workingRules));
}
