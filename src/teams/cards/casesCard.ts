import type { DisclosedCases } from '../../usecases/disclosedCases.ts';
import type { Card, CardContext } from './context.ts';
import { card, paragraph, plain, table, title } from './elements.ts';
import { pageActions } from './teamCard.ts';

/** Who declined or disclosed an exception, for compliance: when, and under which record; never what they wrote. */
export function casesCard(
  { texts, dates }: CardContext,
  input: { cases: DisclosedCases; after?: string },
): Card {
  const t = texts.cases;
  const { cycle, list } = input.cases;
  if (list.items.length === 0 && !input.after) return card([title(t.title), paragraph(t.empty(cycle))]);
  return card(
    [
      title(t.title),
      paragraph(t.lead(cycle), { subtle: true, spacing: 'None' }),
      table(
        [
          { heading: t.columns.name, width: 5 },
          { heading: t.columns.kind, width: 3 },
          { heading: t.columns.when, width: 2 },
        ],
        list.items.map(({ displayName, kind, at, record }) => [
          `${plain(displayName)}. ${t.reference(plain(record.id))}`,
          t.kinds[kind],
          dates.day(at),
        ]),
      ),
      paragraph(t.apart, { subtle: true }),
    ],
    pageActions(texts, 'cases.page', { after: input.after, next: list.next }),
  );
}
