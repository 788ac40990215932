import type { DisclosedCase, DisclosedCases } from '../../usecases/disclosedCases.ts';
import type { Card, CardContext } from './context.ts';
import { type CardElement, card, execute, facts, oneLine, paragraph, plain, title } from './elements.ts';
import { pageActions } from './teamCard.ts';

/**
 * Who declined or disclosed an exception, for compliance: when, and under which record. Never what they wrote, which
 * is a file of its own.
 */
export function casesCard(context: CardContext, input: { cases: DisclosedCases; after?: string }): Card {
  const { texts } = context;
  const t = texts.cases;
  const { cycle, list } = input.cases;
  if (list.items.length === 0 && !input.after) return card([title(t.title), paragraph(t.empty(cycle))]);
  return card(
    [
      title(t.title),
      paragraph(t.lead(cycle), { subtle: true, spacing: 'None' }),
      paragraph(t.apart, { subtle: true }),
      ...list.items.flatMap((each) => oneCase(context, each)),
    ],
    pageActions(texts, 'cases.page', { after: input.after, next: list.next }),
  );
}

function oneCase({ texts, dates }: CardContext, each: DisclosedCase): readonly CardElement[] {
  const t = texts.cases;
  const { displayName, kind, at, record } = each;
  return [
    paragraph(t.line(plain(displayName), t.kinds[kind], dates.day(at)), { spacing: 'Medium' }),
    facts([[t.record, plain(record.id)]]),
    {
      type: 'ActionSet',
      actions: [execute(t.open(oneLine(displayName)), 'case.file', { record: record.id })],
    },
  ];
}
