import type { ActionPlan } from '../../usecases/planAction.ts';
import type { Taken } from '../../usecases/takeAction.ts';
import type { Card, CardContext } from './context.ts';
import { card, execute, notice, paragraph, title } from './elements.ts';

/** How many of a manager's organisation would be reminded: counts, and never why (promise 7). */
export function teamRemindCard({ texts }: CardContext, input: { plan: ActionPlan; problem?: string }): Card {
  const t = texts.actions;
  const { targets, id, fingerprint } = input.plan;
  if (targets.length === 0) return card([title(t.nobodyTitle), paragraph(t.managerNobody)]);
  return card(
    [
      ...(input.problem ? [notice('attention', input.problem)] : []),
      title(t.managerAsk(targets.length)),
      paragraph(t.managerMeans),
    ],
    [
      execute(t.buttons.remind, 'team.remind.do', { id, fingerprint }, { style: 'positive' }),
      execute(t.cancel, 'action.cancel', {}, { quiet: true }),
    ],
  );
}

export function teamRemindedCard(
  { texts }: CardContext,
  { done }: { done: Extract<Taken, { outcome: 'done' }> },
): Card {
  const t = texts.actions;
  const notDone = done.record.notDone?.length ?? 0;
  return card([
    title(t.managerDone(done.record.targets.length - notDone)),
    paragraph(t.managerMeans),
    ...(notDone > 0 ? [paragraph(t.managerToday(notDone))] : []),
  ]);
}
