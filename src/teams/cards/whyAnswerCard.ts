import type { Considered, Explanation } from '../../answers/explanation.ts';
import type { Card, CardContext } from './context.ts';
import { box, type CardElement, card, facts, paragraph, plain, title } from './elements.ts';

/** Why a question was answered as it was, passage by passage, for those who edit the vocabulary. */
export function whyAnswerCard({ texts }: CardContext, input: { explanation: Explanation }): Card {
  const t = texts.asking.why;
  const { kind, readAs, considered } = input.explanation;
  return card([
    title(t.title),
    paragraph(t.kinds[kind]),
    ...(readAs === '' ? [] : [facts([[t.readAs, plain(readAs.slice(0, 400))]])]),
    ...(considered.length === 0 ? [paragraph(t.none)] : considered.map((one) => weighed(t, one))),
    paragraph(t.groups, { subtle: true, small: true }),
  ]);
}

function weighed(t: CardContext['texts']['asking']['why'], one: Considered): CardElement {
  const { about, citation, score, threshold, shown, reasons, likest } = one;
  const parts = reasons.map(({ what, weight }) => `${plain(what)} ${weight.toFixed(2)}`).join(', ');
  return box(shown ? 'good' : 'emphasis', [
    paragraph(`**${plain(about)}**`),
    paragraph(citation ? plain(citation) : t.topic, { subtle: true, small: true, spacing: 'None' }),
    paragraph(t.score(score.toFixed(2), threshold.toFixed(2), shown), { small: true, spacing: 'Small' }),
    paragraph(parts === '' ? t.nothing : t.matched(parts), { small: true, spacing: 'None' }),
    ...(likest
      ? [
          paragraph(t.likest(plain(likest.phrasing.slice(0, 160)), likest.adds.toFixed(2)), {
            small: true,
            spacing: 'None',
          }),
        ]
      : []),
  ]);
}
