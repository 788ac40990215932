import type { PersonRecord } from '../../usecases/ports.ts';
import type { Card, CardContext } from './context.ts';
import {
  type ButtonData,
  type CardElement,
  card,
  execute,
  oneLine,
  paragraph,
  plain,
  title,
} from './elements.ts';

/** Which of several people of a name is meant: each a button that goes on with what was typed. */
export function whoIsMeantCard(
  { texts }: CardContext,
  input: {
    people: readonly PersonRecord[];
    more: boolean;
    verb: string;
    dataOf: (person: PersonRecord) => ButtonData;
  },
): Card {
  const t = texts.actions;
  return card([
    title(t.choose.title),
    paragraph(t.choose.lead),
    ...input.people.flatMap((record): CardElement[] => {
      const { person } = record;
      const about = [person.jobTitle, person.department].flatMap((each) => (each ? [plain(each)] : []));
      return [
        paragraph([plain(person.displayName), ...about].join(', '), { spacing: 'Medium' }),
        {
          type: 'ActionSet',
          actions: [execute(oneLine(person.displayName), input.verb, input.dataOf(record))],
        },
      ];
    }),
    ...(input.more ? [paragraph(t.choose.more, { subtle: true })] : []),
  ]);
}
