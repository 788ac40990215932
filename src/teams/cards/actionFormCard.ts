import type { Action, NotDone, Selection } from '../../domain/actions.ts';
import { isExtended } from '../../domain/decide.ts';
import type { CalendarDate } from '../../domain/ids.ts';
import type { Obligation } from '../../domain/obligation.ts';
import { asCounted, tallyKeyOf } from '../../domain/progress.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { ActionPlan } from '../../usecases/planAction.ts';
import type { ObligationRecord, PersonRecord } from '../../usecases/ports.ts';
import { selectionData } from '../actionPayload.ts';
import type { Card, CardContext } from './context.ts';
import {
  type CardElement,
  card,
  execute,
  facts,
  notice,
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
