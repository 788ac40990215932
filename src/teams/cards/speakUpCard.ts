import type { Passage } from '../../domain/code.ts';
import type { Card, CardContext } from './context.ts';
import {
  box,
  type CardElement,
  card,
  open,
  paragraph,
  plain,
  subtitle,
  title,
  verbatim,
} from './elements.ts';

/** Where to raise a concern: the channels, never a form (C5, L17, L18). */
export function speakUpCard(context: CardContext, input: { passages: readonly Passage[] }): Card {
  const { texts, contacts } = context;
  const t = texts.speakUp;
  return card(
    [
      title(t.title),
      box('warning', [paragraph(t.notAnonymous)]),
      paragraph(t.channels),
      ...channelLines(context),
      ...(input.passages.length > 0 ? [subtitle(t.protection)] : []),
      ...input.passages.flatMap((passage) => [
        verbatim(`“${passage.text}”`),
        paragraph(plain(passage.citation), { subtle: true, small: true, spacing: 'None' }),
      ]),
      box('emphasis', [
        subtitle(texts.certification.form.rightsHeading),
        paragraph(texts.protectedRights, { small: true }),
      ]),
    ],
    contacts.speakUp.flatMap(({ name, link }) => (link ? [open(name, link)] : [])).slice(0, 5),
  );
}

/** Each channel with its address and whether it can be used without a name. */
export function channelLines({ texts, contacts }: CardContext): CardElement[] {
  return [
    {
      type: 'FactSet',
      facts: contacts.speakUp.map(({ name, address, anonymous }) => ({
        title: plain(name),
        value: `${plain(address)} (${anonymous ? texts.speakUp.anonymous : texts.speakUp.named})`,
      })),
    },
  ];
}
