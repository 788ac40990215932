import { type Action, LISTS, type Selection, TAKEN_BACK_BY } from '../../domain/actions.ts';
import type { PersonRecord } from '../../usecases/ports.ts';
import type { Taken } from '../../usecases/takeAction.ts';
import { selectionData } from '../actionPayload.ts';
import type { TypedAction } from '../actionTyped.ts';
import type { Card, CardContext } from './context.ts';
import { card, execute, facts, notice, paragraph, plain, title } from './elements.ts';
import { whoIsMeantCard } from './whoIsMeantCard.ts';

type Done = Extract<Taken, { outcome: 'done' }>;

/** What was done and what was not, and how to take it back. */
export function actionDoneCard(context: CardContext, { done }: { done: Done }): Card {
  const t = context.texts.actions;
  const { record, failed } = done;
  const names = done.done.map(plain).join(', ');
  const notDone = record.notDone?.length ?? 0;
  const count = record.targets.length - notDone;
  const back = TAKEN_BACK_BY[record.action];
  return card(
    [
      title(t.done[record.action](count)),
      facts([
        ...(count > 0 ? ([[t.facts.who, t.who(names, count - done.done.length)]] as const) : []),
        [t.facts.when, context.dates.moment(record.at)],
        ...(record.because ? ([[t.facts.because, plain(record.because)]] as const) : []),
      ]),
      ...(record.due && count > 0 ? [paragraph(t.extendedUntil(context.dates.long(record.due)))] : []),
      ...(notDone > 0
        ? [
            notice('warning', t.notDone(notDone)),
            ...failed.map(({ displayName, because }) =>
              paragraph(t.notDoneLine(plain(displayName), t.because(because)), { spacing: 'Small' }),
            ),
            ...(notDone > failed.length ? [paragraph(t.moreNotDone(notDone - failed.length))] : []),
          ]
        : []),
    ],
    back && count > 0 ? [execute(t.undo, 'action.form', { action: back, of: done.id }, { quiet: true })] : [],
  );
}

/** Whom an action is for, when that was not typed: how to say it, and the lists as buttons. */
export function actionHowCard(
  { texts }: CardContext,
  { action, team }: { action: TypedAction; team: boolean },
): Card {
  const t = texts.actions;
  const lists = { resume: ['paused'], reissue: ['declined', 'excused'] } as const;
  const offered = action === 'resume' || action === 'reissue' ? lists[action] : LISTS.slice(0, 3);
  return card(
    [
      title(t.how.title(t.buttons[action])),
      paragraph(action === 'reissue' ? t.how.reissue : t.how.lead(action)),
      paragraph(t.means[action], { subtle: true }),
    ],
    [
      ...offered.map((list) => execute(t.how.everyone(t.lists[list]), 'action.form', { action, list })),
      ...(team && action === 'remind' ? [execute(t.how.team, 'team.remind', {})] : []),
    ],
  );
}

/** Which of several people of that name is meant, as whom an action is for or by whose organisation a list is narrowed. */
export function actionWhoCard(
  context: CardContext,
  input: {
    people: readonly PersonRecord[];
    more: boolean;
    action: Action;
    selectionOf: (person: PersonRecord) => Selection;
  },
): Card {
  const { people, more, action, selectionOf } = input;
  return whoIsMeantCard(context, {
    people,
    more,
    verb: 'action.form',
    dataOf: (record) => ({ action, ...selectionData(selectionOf(record)) }),
  });
}

export function actionCancelledCard({ texts }: CardContext): Card {
  return card([title(texts.actions.cancelledTitle), paragraph(texts.actions.cancelled)]);
}
