import { UNREACHABLE_REASONS } from '../../domain/obligation.ts';
import type { UnreachedPeople } from '../../usecases/unreachedPeople.ts';
import type { Card, CardContext } from './context.ts';
import { card, facts, paragraph, plain, table, title } from './elements.ts';
import { pageActions } from './teamCard.ts';

/** Everyone whom no message reaches, for compliance: how many by reason, then who and since when (promise 4). */
export function unreachedCard(
  { texts, dates }: CardContext,
  input: { status: UnreachedPeople; after?: string },
): Card {
  const t = texts.unreached;
  const { cycle, counts, list } = input.status;
  const total = UNREACHABLE_REASONS.reduce((sum, reason) => sum + counts[reason], 0);
  if (total === 0 && list.items.length === 0) return card([title(t.title), paragraph(t.empty(cycle))]);
  return card(
    [
      title(t.title),
      paragraph(t.lead(total, cycle), { subtle: true, spacing: 'None' }),
      facts(
        UNREACHABLE_REASONS.filter((reason) => counts[reason] > 0).map((reason) => [
          String(counts[reason]),
          texts.words.unreachable[reason],
        ]),
      ),
      table(
        [
          { heading: t.columns.name, width: 4 },
          { heading: t.columns.because, width: 4 },
          { heading: t.columns.since, width: 3 },
        ],
        list.items.map(({ obligation: { unreachable }, shown: { displayName } }) => [
          plain(displayName),
          unreachable ? sentence(texts.words.unreachable[unreachable.because]) : '',
          unreachable ? dates.day(unreachable.since) : '',
        ]),
      ),
    ],
    pageActions(texts, 'unreached.page', { after: input.after, next: list.next }),
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
