import { passageById } from '../../domain/code.ts';
import { NOT_ADDRESSED } from '../../domain/questionCounts.ts';
import type { QuestionsAsked } from '../../usecases/questionsAsked.ts';
import type { Card, CardContext } from './context.ts';
import { card, paragraph, plain, subtitle, table, title } from './elements.ts';

/** Rows of one month; the least asked are left out. */
const MOST = 25;

/** What people ask for, in groups of five and more, by month. */
export function questionsCard(context: CardContext, input: { asked: QuestionsAsked }): Card {
  const t = context.texts.asking.counts;
  const { asked } = input;
  return card([
    title(t.title),
    paragraph(asked.length === 0 ? t.none : t.lead),
    ...asked.flatMap(({ month, counts }) => [
      subtitle(monthName(month)),
      counts.length === 0
        ? paragraph(t.nothing)
        : table(
            [
              { heading: t.columns.passage, width: 4 },
              { heading: t.columns.people, width: 1 },
            ],
            counts
              .slice(0, MOST)
              .map(({ subject, atLeast }) => [plain(nameOf(context, subject)), t.atLeast(atLeast)]),
          ),
    ]),
    paragraph(t.note, { subtle: true, small: true }),
  ]);
}

function monthName(month: string): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date);
}

/** Passages of a version that is no longer here keep their id. */
function nameOf({ texts, library }: CardContext, subject: string): string {
  if (subject === NOT_ADDRESSED) return texts.asking.counts.notAddressed;
  const all = [library.current, ...library.versions];
  return all.map((version) => passageById(version, subject)).find((passage) => passage)?.citation ?? subject;
}
