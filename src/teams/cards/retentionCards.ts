import type { RefusalCode } from '../../domain/refusal.ts';
import { countsOf, type DueEntry, dueSinceOf, type Erasure, listHash } from '../../domain/retention.ts';
import type { ProgrammeDocument } from '../../usecases/ports.ts';
import { type Names, nameOf } from './alarmWords.ts';
import type { Card, CardContext } from './context.ts';
import {
  box,
  type CardElement,
  card,
  execute,
  facts,
  notice,
  paragraph,
  plain,
  subtitle,
  title,
} from './elements.ts';
import { inGroups, peopleOn, recordsWords, stateWords } from './retentionWords.ts';

/** Lists on one card. */
export const ERASURES_PAGE = 5;

type Due = ProgrammeDocument['retention-due'];
type Fact = readonly [label: string, value: string];

/** What is due, and the lists that are under way. */
export function retentionCard(
  context: CardContext,
  input: {
    due: Due | undefined;
    lists: readonly Erasure[];
    names: Names;
    years: number;
    from: number;
  },
): Card {
  const { texts } = context;
  const t = texts.retention;
  const { due, lists } = input;
  const entries = due?.entries ?? [];
  return card(
    [
      title(t.title),
      paragraph(t.lead(input.years), { subtle: true, spacing: 'None' }),
      ...whatIsDue(context, due),
      ...(lists.length > 0 ? [subtitle(t.underWay)] : []),
      ...listsOn(context, input),
    ],
    [
      ...(entries.length > 0 ? [execute(t.look, 'retention.due', {})] : []),
      ...turned(context, input, false),
      execute(t.showDone, 'retention.page', { done: true }),
      execute(t.holds, 'command', { command: 'hold' }),
    ],
  );
}

function whatIsDue(context: CardContext, due: Due | undefined): readonly CardElement[] {
  const { texts, dates } = context;
  const t = texts.retention;
  if (!due) return [paragraph(t.never)];
  const { entries, more, held } = due;
  const since = dueSinceOf(entries);
  const rows: readonly Fact[] = [
    ...(since
      ? ([
          [t.facts.since, dates.long(since)],
          [t.facts.records, recordsWords(texts, countsOf(entries))],
        ] as const)
      : []),
    ...(more > 0 ? [[t.facts.more, t.more(more)] as const] : []),
    ...(held > 0 ? [[t.facts.held, t.held(held)] as const] : []),
  ];
  return [
    since ? notice('warning', t.due(entries.length)) : notice('good', t.nothingDue),
    ...(rows.length > 0 ? [facts(rows)] : []),
    paragraph(t.found(dates.moment(due.at)), { subtle: true, small: true }),
  ];
}

/** Lists that were executed or withdrawn. */
export function doneListsCard(
  context: CardContext,
  input: { lists: readonly Erasure[]; names: Names; from: number },
): Card {
  const t = context.texts.retention;
  return card(
    [title(t.done), ...(input.lists.length === 0 ? [paragraph(t.noneDone)] : []), ...listsOn(context, input)],
    [...turned(context, input, true), execute(t.back, 'retention.page', {})],
  );
}

type Paged = { readonly lists: readonly Erasure[]; readonly from: number };

function listsOn(context: CardContext, input: Paged & { names: Names }): readonly CardElement[] {
  const { texts, dates } = context;
  const t = texts.retention;
  return pageOf(input).map((erasure) =>
    box('emphasis', [
      { type: 'TextBlock', text: t.listTitle(plain(erasure.id)), weight: 'Bolder', wrap: true },
      paragraph(t.line(erasure.entries.length, stateWords(texts, erasure)), { spacing: 'Small' }),
      paragraph(
        `${t.facts.proposed}: ${t.by(nameOf(texts, input.names, erasure.proposed.by), dates.moment(erasure.proposed.at))}`,
        { subtle: true, spacing: 'Small' },
      ),
      { type: 'ActionSet', actions: [execute(t.open, 'retention.show', { list: erasure.id })] },
    ]),
  );
}

/** The lists that one card shows. */
export function pageOf({ lists, from }: Paged): readonly Erasure[] {
  const first = from < lists.length ? from : 0;
  return lists.slice(first, first + ERASURES_PAGE);
}

function turned({ texts }: CardContext, { lists, from }: Paged, done: boolean) {
  const next = (from < lists.length ? from : 0) + ERASURES_PAGE;
  return next < lists.length ? [execute(texts.retention.next, 'retention.page', { done, from: next })] : [];
}

/** Who is due, for compliance to propose exactly these. */
export function dueCard(
  context: CardContext,
  input: {
    /** Without what is kept of whoever looks. */
    entries: readonly DueEntry[];
    own: boolean;
    names: Names;
    from: number;
    problem?: RefusalCode;
  },
): Card {
  const { texts, dates } = context;
  const t = texts.retention;
  const { entries, own, problem } = input;
  const since = dueSinceOf(entries);
  return card(
    [
      ...(problem ? [notice('attention', t.problem(problem))] : []),
      title(t.dueTitle),
      ...(since
        ? [
            paragraph(t.due(entries.length)),
            facts([
              [t.facts.since, dates.long(since)],
              [t.facts.records, recordsWords(texts, countsOf(entries))],
              [t.facts.hash, inGroups(listHash(entries))],
            ]),
            ...peopleOn(context, { ...input, turn: { verb: 'retention.due', data: {} } }),
            ...(own ? [notice('accent', t.withoutOwn)] : []),
            paragraph(t.proposeMeans, { subtle: true }),
          ]
        : [paragraph(own ? t.onlyOwn : t.nothingDue)]),
    ],
    [
      ...(since
        ? [execute(t.propose, 'retention.propose', { sha256: listHash(entries) }, { style: 'positive' })]
        : []),
      execute(t.back, 'retention.page', {}, { quiet: true }),
    ],
  );
}
