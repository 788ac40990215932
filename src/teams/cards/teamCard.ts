import type { ChartColor } from '@microsoft/teams.cards';
import type { ManagerView } from '../../domain/progress.ts';
import type { TeamStatus } from '../../usecases/teamStatus.ts';
import { completionChart } from './completionChart.ts';
import type { Card, CardContext } from './context.ts';
import { type Action, card, execute, paragraph, plain, table, title } from './elements.ts';

const COLORS: Readonly<Record<ManagerView, ChartColor>> = {
  complete: 'good',
  outstanding: 'warning',
  overdue: 'attention',
  paused: 'neutral',
  'not-required': 'neutral',
};
const SHOWN = ['complete', 'outstanding', 'overdue', 'paused'] as const satisfies readonly ManagerView[];

/** How many people one card lists: it stays below 28 KB with long names. */
export const TEAM_PAGE = 15;

/** A manager's organisation: one picture, one list, status only (promise 7). */
export function teamCard({ texts, dates }: CardContext, input: { status: TeamStatus; after?: string }): Card {
  const { team, words } = texts;
  const { status } = input;
  const total = SHOWN.reduce((sum, view) => sum + status.counts[view], 0);
  if (total === 0) return card([title(team.title), paragraph(team.empty)]);
  const rows = status.members
    .filter(({ view }) => view !== 'not-required')
    .map(({ displayName, jobTitle, view, due }) => [
      jobTitle ? `${plain(displayName)}, ${plain(jobTitle)}` : plain(displayName),
      words.managerViews[view],
      view === 'complete' ? '' : dates.short(due),
    ]);
  return card(
    [
      title(team.title),
      paragraph(team.lead(status.counts.complete, total, status.cycle), { subtle: true, spacing: 'None' }),
      ...completionChart(
        SHOWN.map((view) => ({
          label: words.managerViews[view],
          value: status.counts[view],
          color: COLORS[view],
        })),
        { title: team.chartTitle, ...team.counts },
      ),
      table(
        [
          { heading: team.columns.name, width: 4 },
          { heading: team.columns.status, width: 3 },
          { heading: team.columns.due, width: 2 },
        ],
        rows,
      ),
    ],
    [
      ...(status.counts.outstanding + status.counts.overdue > 0
        ? [execute(texts.actions.remindTeam, 'team.remind', {})]
        : []),
      ...pageActions(texts, 'team.page', { after: input.after, next: status.next }),
    ],
  );
}

/** Buttons that turn the pages of a list in place. */
export function pageActions(
  { team }: CardContext['texts'],
  verb: string,
  page: { after: string | undefined; next: string | undefined },
): Action[] {
  return [
    ...(page.next ? [execute(team.more, verb, { after: page.next })] : []),
    ...(page.after ? [execute(team.first, verb, {})] : []),
  ];
}
