import { type Action, LISTS, type NotDone, type Selection, TAKEN_BACK_BY } from '../../domain/actions.ts';
import { isExtended } from '../../domain/decide.ts';
import type { CalendarDate } from '../../domain/ids.ts';
import type { Obligation } from '../../domain/obligation.ts';
import { asCounted, tallyKeyOf } from '../../domain/progress.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { ActionPlan } from '../../usecases/planAction.ts';
import type { ObligationRecord, PersonRecord } from '../../usecases/ports.ts';
import type { Taken } from '../../usecases/takeAction.ts';
import { selectionData } from '../actionPayload.ts';
import type { TypedAction } from '../actionTyped.ts';
import type { Card, CardContext } from './context.ts';
import {
  type CardElement,
  card,
  execute,
  facts,
  notice,
  oneLine,
  paragraph,
  plain,
  table,
  title,
} from './elements.ts';
import { TEAM_PAGE } from './teamCard.ts';

type Fact = readonly [label: string, value: string];

/** What would be done, and to whom, for compliance to give the reason and confirm. */
export function actionFormCard(
  context: CardContext,
  input: {
    plan: ActionPlan;
    from?: number;
    problem?: string;
    reason?: string;
    due?: CalendarDate;
  },
): Card {
  const t = context.texts.actions;
  const { plan } = input;
  const { action, selection, targets, about } = plan;
  if (targets.length === 0) return nothingToDoCard(context, { plan });
  const one = selection.kind === 'person' && about;
  const whom = one ? plain(about.person.displayName) : t.people(targets.length);
  const data = { action, ...selectionData(selection) };
  return card(
    [
      ...(input.problem ? [notice('attention', input.problem)] : []),
      title(t.ask[action](whom)),
      paragraph(t.means[action], { subtle: true }),
      ...(one ? [facts(aboutOne(context, about, plan.standing))] : whoTheyAre(context, input, data)),
      ...leftOut(context, plan.notPossible),
      ...(action === 'extend' ? [dueInput(context, input.due ?? plan.proposedDue)] : []),
      {
        type: 'Input.Text',
        id: 'reason',
        label: t.reasonLabel,
        placeholder: t.reasonPlaceholder,
        isMultiline: true,
        maxLength: 1000,
        isRequired: true,
        errorMessage: t.reasonMissing,
        ...(input.reason && { value: input.reason }),
      },
    ],
    [
      execute(
        t.buttons[action],
        'action.do',
        { ...data, id: plan.id, fingerprint: plan.fingerprint },
        { style: 'positive' },
      ),
      execute(t.cancel, 'action.cancel', {}, { quiet: true }),
      ...(one && plan.standing && action === 'extend' && isExtended(plan.standing.obligation)
        ? [another(context, 'withdraw-extension', selection)]
        : []),
    ],
  );
}

function dueInput({ texts }: CardContext, value: CalendarDate | undefined): CardElement {
  const t = texts.actions;
  return {
    type: 'Input.Date',
    id: 'due',
    label: t.dueLabel,
    isRequired: true,
    errorMessage: t.dueMissing,
    ...(value && { value }),
  };
}

function aboutOne(
  context: CardContext,
  { person }: PersonRecord,
  standing: ObligationRecord | undefined,
): readonly Fact[] {
  const t = context.texts.actions;
  const { person: labels } = context.texts.why;
  return [
    [labels.title, person.jobTitle ? plain(person.jobTitle) : labels.unknown],
    [labels.department, person.department ? plain(person.department) : labels.unknown],
    ...(standing
      ? ([
          [t.facts.status, statusOf(context, standing)],
          [t.columns.due, context.dates.long(standing.obligation.overdueAfter)],
        ] as const)
      : []),
  ];
}

/** A page of the people, with what they were selected by. */
function whoTheyAre(
  context: CardContext,
  { plan, from = 0 }: { plan: ActionPlan; from?: number },
  data: Readonly<Record<string, string>>,
): readonly CardElement[] {
  const t = context.texts.actions;
  const first = from < plan.targets.length ? from : 0;
  const shown = plan.targets.slice(first, first + TEAM_PAGE);
  const last = first + shown.length;
  const pages = [
    ...(last < plan.targets.length
      ? [execute(t.next, 'action.form', { ...data, from: last }, { quiet: true })]
      : []),
    ...(first > 0 ? [execute(t.top, 'action.form', data, { quiet: true })] : []),
  ];
  return [
    facts([[t.facts.selected, selectedBy(context, plan)]]),
    table(
      [
        { heading: t.columns.name, width: 4 },
        { heading: t.columns.status, width: 3 },
        { heading: t.columns.due, width: 2 },
      ],
      shown.map((record) => [
        plain(record.shown.displayName),
        statusOf(context, record),
        context.dates.short(record.obligation.overdueAfter),
      ]),
    ),
    ...(plan.targets.length > shown.length
      ? [paragraph(t.shown(first + 1, last, plan.targets.length), { subtle: true, small: true })]
      : []),
    ...(pages.length > 0 ? [{ type: 'ActionSet' as const, actions: pages }] : []),
  ];
}

function selectedBy({ texts }: CardContext, { selection, about }: ActionPlan): string {
  const t = texts.actions;
  switch (selection.kind) {
    case 'person':
      return about ? plain(about.person.displayName) : '';
    case 'action':
      return t.earlier;
    case 'list': {
      const { list, office, department, below } = selection;
      return [
        t.selected(t.lists[list]),
        ...(office ? [t.office(texts.words.offices[office])] : []),
        ...(department ? [t.department(plain(department))] : []),
        ...(below ? [t.below(about ? plain(about.person.displayName) : plain(below))] : []),
      ].join(' ');
    }
  }
}

function statusOf({ texts, dates }: CardContext, record: ObligationRecord): string {
  const obligation = asCounted(record);
  return dates.isOverdue(obligation)
    ? texts.words.managerViews.overdue
    : texts.words.tally[tallyKeyOf(obligation)];
}

function leftOut({ texts }: CardContext, notPossible: readonly NotDone[]): readonly CardElement[] {
  const t = texts.actions;
  const counts = new Map<RefusalCode, number>();
  for (const { because } of notPossible) counts.set(because, (counts.get(because) ?? 0) + 1);
  return [...counts].map(([because, count]) =>
    paragraph(t.leftOut(count, t.because(because)), { subtle: true, spacing: 'Small' }),
  );
}

/** Why nothing can be done to whom was selected, and what can. */
function nothingToDoCard(context: CardContext, { plan }: { plan: ActionPlan }): Card {
  const t = context.texts.actions;
  const { about, standing, selection, notPossible, action } = plan;
  const [why] = notPossible;
  if (selection.kind !== 'person' || !about)
    return card([title(t.nobodyTitle), paragraph(t.nobody), ...leftOut(context, notPossible)]);
  const name = plain(about.person.displayName);
  if (!standing || !why) return card([title(t.nobodyTitle), paragraph(`${name}: ${t.notAsked}`)]);
  const because = [reasonOf(context, standing.obligation)].flatMap((found) => found ?? []);
  return card(
    [
      title(t.nobodyTitle),
      paragraph(t.notDoneLine(name, t.because(why.because))),
      facts([...aboutOne(context, about, standing), ...because]),
    ],
    why.because === 'own-obligation'
      ? []
      : instead(standing.obligation)
          .filter((each) => each !== action)
          .map((each) => another(context, each, selection)),
  );
}

/** Who paused or excused it said why. */
function reasonOf({ texts, dates }: CardContext, { state }: Obligation): readonly Fact[] | undefined {
  const t = texts.actions.facts;
  switch (state.status) {
    case 'paused':
      return [
        [t.because, plain(state.because)],
        [t.when, dates.moment(state.since)],
      ];
    case 'excused':
      return [
        [t.because, plain(state.because)],
        [t.when, dates.moment(state.excusedAt)],
      ];
    case 'outstanding':
    case 'declined':
    case 'certified':
    case 'left':
    case 'superseded':
      return undefined;
  }
}

/** What makes sense from where they stand. */
function instead({ state }: Obligation): readonly Action[] {
  switch (state.status) {
    case 'outstanding':
      return ['remind', 'extend', 'pause', 'excuse'];
    case 'declined':
      return ['reissue', 'extend', 'excuse'];
    case 'paused':
      return ['resume', 'excuse'];
    case 'excused':
      return ['withdraw-excuse', 'reissue'];
    case 'certified':
      return ['reissue'];
    case 'left':
    case 'superseded':
      return [];
  }
}

function another({ texts }: CardContext, action: Action, selection: Selection) {
  const data = { action, ...selectionData(selection) };
  return execute(texts.actions.buttons[action], 'action.form', data, { quiet: true });
}

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
  { texts }: CardContext,
  input: {
    people: readonly PersonRecord[];
    more: boolean;
    action: Action;
    selectionOf: (person: PersonRecord) => Selection;
  },
): Card {
  const t = texts.actions;
  return card([
    title(t.choose.title),
    paragraph(t.choose.lead),
    ...input.people.flatMap((record): CardElement[] => {
      const { person } = record;
      const about = [person.jobTitle, person.department].flatMap((each) => (each ? [plain(each)] : []));
      const data = { action: input.action, ...selectionData(input.selectionOf(record)) };
      return [
        paragraph([plain(person.displayName), ...about].join(', '), { spacing: 'Medium' }),
        { type: 'ActionSet', actions: [execute(oneLine(person.displayName), 'action.form', data)] },
      ];
    }),
    ...(input.more ? [paragraph(t.choose.more, { subtle: true })] : []),
  ]);
}

export function actionCancelledCard({ texts }: CardContext): Card {
  return card([title(texts.actions.cancelledTitle), paragraph(texts.actions.cancelled)]);
}
