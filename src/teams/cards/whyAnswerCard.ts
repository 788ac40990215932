import type { Considered, Explanation } from '../../answers/explanation.ts';
import type { Card, CardContext } from './context.ts';
import { box, type CardElement, card, facts, paragraph, plain, title } from './elements.ts';

/** From this chance on it is said that somebody seems to tell rather than to ask. */
const NOTEWORTHY = 0.1;

/** Why a question was answered as it was, passage by passage, for those who edit the vocabulary. */
export function whyAnswerCard({ texts }: CardContext, input: { explanation: Explanation }): Card {
  const t = texts.asking.why;
  const { kind, readAs, told, considered } = input.explanation;
  return card([
    title(t.title),
    paragraph(t.kinds[kind]),
    ...(readAs === '' ? [] : [facts([[t.readAs, plain(readAs.slice(0, 400))]])]),
    ...(told >= NOTEWORTHY ? [paragraph(t.told(Math.round(told * 100)), { small: true })] : []),
    ...(considered.length === 0 ? [paragraph(t.none)] : considered.map((one) => weighed(t, one))),
    paragraph(t.groups, { subtle: true, small: true }),
  ]);
}

function weighed(t: CardContext['texts']['asking']['why'], one: Considered): CardElement {
  const { about, citation, score, threshold, shown, reasons, likest, learnt } = one;
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
    ...(learnt
      ? [paragraph(t.learnt(learntWords(learnt), learnt.adds.toFixed(2)), { small: true, spacing: 'None' })]
      : []),
  ]);
}

function learntWords({ leading }: NonNullable<Considered['learnt']>): string {
  return leading.map((what) => `“${plain(what)}”`).join(', ');
}
