import type { Answer, Quoted } from '../../answers/answer.ts';
import { translationOf, versionOf } from '../../domain/codeLibrary.ts';
import { partOfPassage } from './codeCard.ts';
import type { Card, CardContext } from './context.ts';
import {
  type Action,
  baseLanguage,
  box,
  type CardElement,
  card,
  execute,
  link,
  notice,
  open,
  paragraph,
  plain,
  subtitle,
  title,
  verbatim,
} from './elements.ts';
import { channelLines, speakUpCard } from './speakUpCard.ts';

export type AnswerInput = {
  readonly answer: Answer;
  /** The asker's language, for courtesy translations. */
  readonly locale?: string;
  /** What was asked, only for compliance in their own card: the button brings it back, nothing else keeps it. */
  readonly question?: string;
};

/** The Code's own words with their place, or an honest no. No sentence here is made from the question. */
export function answerCard(context: CardContext, input: AnswerInput): Card {
  const { answer } = input;
  switch (answer.kind) {
    case 'passages':
      return passagesCard(context, answer, input);
    case 'not-addressed':
      return notAddressedCard(context, answer, input);
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
  answer: Extract<Answer, { kind: 'passages' }>,
  input: AnswerInput,
): Card {
  const t = context.texts.answers;
  const { passages, related, channels } = answer;
  const [best] = passages;
  return card(
    [
      title(t.title),
      ...precedence(context, answer),
      ...passages.map((quoted) => quotation(context, quoted, input)),
      ...(related.length > 0
        ? [subtitle(t.related), ...related.map((one) => relatedLine(context, one))]
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
      paragraph(t.privacy, { subtle: true, small: true }),
    ],
    [...(best ? inContext(context, best) : []), ...whyAction(context, input)],
    // One language of all the quoted text, or none is claimed.
    best && passages.every(({ language }) => language === best.language)
      ? { lang: baseLanguage(best.language) }
      : {},
  );
}

/** C3: which document answers, in a sentence, with the passage of the Code that rules it. */
function precedence(
  { texts, code }: CardContext,
  { precedence: kind, passages, rule }: Extract<Answer, { kind: 'passages' }>,
): CardElement[] {
  const other = passages.find(({ document }) => document !== code.document);
  if (!kind || !other) return [];
  const place = plain(rule[0]?.passage.citation ?? code.shortTitle);
  const say = kind === 'silent' ? texts.asking.silent : texts.asking.controls;
  return [notice('accent', say(plain(code.shortTitle), plain(other.shortTitle), place))];
}

/** One passage exactly as it stands, with what it is about, its place, and a translation where there is one. */
function quotation(context: CardContext, quoted: Quoted, { locale }: AnswerInput): CardElement {
  const { texts, library, pageOf } = context;
  const { passage, about, label, language } = quoted;
  const citation = plain(passage.citation);
  const place =
    language === texts.language
      ? texts.asking.place(citation, plain(label))
      : texts.asking.placeIn(citation, plain(label), nameOf(language, texts.language));
  const page = pageOf?.(quoted, passage.id);
  const translated = translationOf(library, quoted, locale);
  return {
    type: 'Container',
    style: 'emphasis',
    spacing: 'Medium',
    roundedCorners: true,
    items: [
      paragraph(`**${plain(about)}**`),
      verbatim(`“${passage.text}”`),
      ...(translated
        ? [
            paragraph(
              texts.asking.translated(
                nameOf(translated.language, texts.language),
                nameOf(language, texts.language),
              ),
              { subtle: true, small: true },
            ),
            verbatim(translated.text),
          ]
        : []),
      paragraph(page ? `${place} · ${link(texts.asking.openInContext, page)}` : place, {
        subtle: true,
        small: true,
        spacing: 'Small',
      }),
    ],
  };
}

function nameOf(language: string, inLanguage: string): string {
  return new Intl.DisplayNames(inLanguage, { type: 'language' }).of(language) ?? language;
}

function relatedLine({ pageOf }: CardContext, quoted: Quoted): CardElement {
  const { about, passage } = quoted;
  const page = pageOf?.(quoted, passage.id);
  const citation = plain(passage.citation);
  return paragraph(`${plain(about)} (${page ? link(citation, page) : citation})`, {
    small: true,
    spacing: 'Small',
  });
}

function inContext({ texts, library, code, pageOf }: CardContext, quoted: Quoted): Action[] {
  const { document, label, passage } = quoted;
  const version = versionOf(library, document, label) ?? code;
  const page = pageOf?.(quoted, passage.id);
  return [
    execute(texts.answers.inContext, 'code.read', {
      part: Math.max(1, partOfPassage(version, passage.id)),
      passage: passage.id,
      apart: true,
      ...(version.hash !== code.hash && { document, version: label }),
    }),
    ...(page ? [open(texts.asking.openPage, page)] : []),
  ];
}

function whyAction({ texts }: CardContext, { question }: AnswerInput): Action[] {
  return question === undefined
    ? []
    : [execute(texts.asking.why.button, 'answer.why', { question }, { secondary: true })];
}

function notAddressedCard(
  context: CardContext,
  answer: Extract<Answer, { kind: 'not-addressed' }>,
  input: AnswerInput,
): Card {
  const t = context.texts.answers;
  const { complianceOffice } = context.contacts;
  return card(
    [
      title(t.notAddressedTitle),
      paragraph(t.notAddressed),
      ...answer.instead.map((quoted) => quotation(context, quoted, input)),
      paragraph(`${plain(complianceOffice.name)}: ${plain(complianceOffice.address)}`),
      paragraph(t.privacy, { subtle: true, small: true }),
    ],
    [
      execute(context.texts.asking.handOver.button, 'handOver.form', {}),
      ...(complianceOffice.link ? [open(t.askCompliance(complianceOffice.name), complianceOffice.link)] : []),
      ...whyAction(context, input),
    ],
  );
}
