import type { Answer, Quoted } from '../../answers/answer.ts';
import { partOfPassage } from './codeCard.ts';
import type { Card, CardContext } from './context.ts';
import {
  type Action,
  box,
  type CardElement,
  card,
  execute,
  paragraph,
  plain,
  subtitle,
  title,
  verbatim,
} from './elements.ts';
import { channelLines, open, speakUpCard } from './speakUpCard.ts';

/** The Code's own words with their place, or an honest no. No sentence here is made from the question. */
export function answerCard(context: CardContext, input: { answer: Answer }): Card {
  const { answer } = input;
  switch (answer.kind) {
    case 'passages':
      return passagesCard(context, answer);
    case 'not-addressed':
      return notAddressedCard(context, answer);
    case 'speak-up':
      return speakUpCard(context, {
        passages: [...answer.passages, ...answer.related].map(({ passage }) => passage),
      });
    case 'unclear': {
      const { answers } = context.texts;
      return card([title(answers.unclearTitle), paragraph(answers.unclear)]);
    }
  }
}

function passagesCard(
  context: CardContext,
  { passages, related, channels }: Extract<Answer, { kind: 'passages' }>,
): Card {
  const t = context.texts.answers;
  const [best] = passages;
  return card(
    [
      title(t.title),
      ...passages.flatMap((quoted) => quotation(quoted)),
      ...(related.length > 0
        ? [
            subtitle(t.related),
            ...related.map(({ about, passage }) =>
              paragraph(`${plain(about)} (${plain(passage.citation)})`, { small: true, spacing: 'Small' }),
            ),
          ]
        : []),
      ...(channels.length > 0
        ? [
            box('warning', [
              paragraph(context.texts.speakUp.notAnonymous),
              paragraph(context.texts.speakUp.channels),
              ...channelLines(context),
              paragraph(context.texts.protectedRights, { small: true }),
            ]),
          ]
        : []),
      paragraph(
        `${best ? t.version(plain(best.passage.citation.split(',')[0] ?? ''), plain(best.label)) : ''} · ${t.privacy}`,
        { subtle: true, small: true },
      ),
    ],
    best ? [inContext(context, best)] : [],
  );
}

function quotation({ passage, about }: Quoted): CardElement[] {
  return [
    {
      type: 'Container',
      style: 'emphasis',
      spacing: 'Medium',
      roundedCorners: true,
      items: [
        paragraph(`**${plain(about)}**`),
        verbatim(`“${passage.text}”`),
        paragraph(plain(passage.citation), { subtle: true, small: true, spacing: 'Small' }),
      ],
    },
  ];
}

function inContext({ texts, code }: CardContext, { passage }: Quoted): Action {
  return execute(texts.answers.inContext, 'code.read', {
    part: Math.max(1, partOfPassage(code, passage.id)),
    passage: passage.id,
    apart: true,
  });
}

function notAddressedCard(context: CardContext, answer: Extract<Answer, { kind: 'not-addressed' }>): Card {
  const t = context.texts.answers;
  const { complianceOffice } = context.contacts;
  return card(
    [
      title(t.notAddressedTitle),
      paragraph(t.notAddressed),
      ...answer.instead.flatMap((quoted) => quotation(quoted)),
      paragraph(`${plain(complianceOffice.name)}: ${plain(complianceOffice.address)}`),
      paragraph(t.privacy, { subtle: true, small: true }),
    ],
    complianceOffice.link ? [open(t.askCompliance(complianceOffice.name), complianceOffice.link)] : [],
  );
}
