import type { ChartColor } from '@microsoft/teams.cards';
import type { Obligation } from '../../domain/obligation.ts';
import {
  asCounted,
  completeCount,
  rosterSize,
  TALLY_KEYS,
  type Tally,
  type TallyKey,
  tallyKeyOf,
} from '../../domain/progress.ts';
import type { ProgrammeStatus } from '../../usecases/programmeStatus.ts';
import { unmappedNotice } from './aboutCodeCard.ts';
import { completionChart } from './completionChart.ts';
import type { Card, CardContext } from './context.ts';
import { box, card, notice, paragraph, plain, table, title } from './elements.ts';
import { pageActions } from './teamCard.ts';

const COLORS: Readonly<Record<TallyKey, ChartColor>> = {
  certified: 'good',
  'certified-with-exception': 'categoricalTeal',
  'certified-on-paper': 'categoricalBlue',
  declined: 'attention',
  excused: 'neutral',
  left: 'neutral',
  paused: 'categoricalLavender',
  outstanding: 'warning',
  superseded: 'neutral',
};

/** The whole population for compliance: the picture, the equation that must add up (promise 5), the list. */
export function programmeCard(
  context: CardContext,
  input: { status: ProgrammeStatus; after?: string; recordsDue?: number },
): Card {
  const { texts, dates } = context;
  const t = texts.programme;
  const { cycle, tally, list, directoryReadAt, rosterDiffersSince, alarms } = input.status;
  const { recordsDue = 0 } = input;
  const alarm = [
    ...unmappedNotice(context),
    ...(rosterDiffersSince ? [notice('attention', t.rosterDiffers(dates.moment(rosterDiffersSince)))] : []),
    ...(alarms > 0 ? [notice('warning', t.alarms(alarms))] : []),
  ];
  const total = rosterSize(tally);
  if (total === 0) return card([title(t.title), ...alarm, paragraph(t.empty)]);
  const parts = TALLY_KEYS.filter((key) => key !== 'superseded');
  return card(
    [
      title(t.title),
      paragraph(t.lead(completeCount(tally), total, cycle.id), { subtle: true, spacing: 'None' }),
      paragraph(t.dates(dates.long(cycle.opensOn), dates.long(cycle.due)), { spacing: 'Small' }),
      ...alarm,
      ...(tally.overdue > 0 ? [notice('attention', t.overdue(tally.overdue))] : []),
      ...(recordsDue > 0 ? [notice('accent', texts.retention.hint(recordsDue))] : []),
      ...completionChart(
        parts.map((key) => ({ label: texts.words.tally[key], value: tally[key], color: COLORS[key] })),
        { title: texts.team.chartTitle, ...texts.team.counts },
      ),
      box('emphasis', [paragraph(t.equation(total, equation(texts, tally, parts)), { small: true })]),
      table(
        [
          { heading: t.columns.name, width: 5 },
          { heading: t.columns.status, width: 3 },
          { heading: t.columns.due, width: 2 },
        ],
        list.items.map((record) => {
          const obligation = asCounted(record);
          return [
            plain(record.shown.displayName),
            statusWords(texts, obligation, dates.isOverdue(obligation)),
            obligation.state.status === 'certified' ? '' : dates.short(obligation.overdueAfter),
          ];
        }),
      ),
      ...(directoryReadAt
        ? [paragraph(t.read(dates.moment(directoryReadAt)), { subtle: true, small: true })]
        : []),
    ],
    pageActions(texts, 'programme.page', { after: input.after, next: list.next }),
  );
}

function equation(texts: CardContext['texts'], tally: Tally, parts: readonly TallyKey[]): string {
  return parts.map((key) => `${tally[key]} ${texts.words.tally[key].toLowerCase()}`).join(' + ');
}

function statusWords(texts: CardContext['texts'], obligation: Obligation, overdue: boolean): string {
  const status = overdue ? texts.words.managerViews.overdue : texts.words.tally[tallyKeyOf(obligation)];
  return obligation.unreachable ? `${status}; ${texts.programme.notReached.toLowerCase()}` : status;
}
