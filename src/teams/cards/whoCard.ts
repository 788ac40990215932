import type { PersonRecord } from '../../usecases/ports.ts';
import type { Card, CardContext } from './context.ts';
import { type Action, type CardElement, card, paragraph, plain, title } from './elements.ts';

/** Which of several people of that name is meant: one button each, which carries the person and not what was typed. */
export function whoCard(
  { texts }: CardContext,
  input: {
    people: readonly PersonRecord[];
    more: boolean;
    buttonOf: (person: PersonRecord) => Action;
  },
): Card {
  const t = texts.actions.choose;
  return card([
    title(t.title),
    paragraph(t.lead),
    ...input.people.flatMap((record): CardElement[] => {
      const { person } = record;
      const about = [person.jobTitle, person.department].flatMap((each) => (each ? [plain(each)] : []));
      return [
        paragraph([plain(person.displayName), ...about].join(', '), { spacing: 'Medium' }),
        { type: 'ActionSet', actions: [input.buttonOf(record)] },
      ];
    }),
    ...(input.more ? [paragraph(t.more, { subtle: true })] : []),
  ]);
}
