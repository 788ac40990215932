import type { CodeVersion } from '../../domain/code.ts';
import { ITEM_406_ELEMENTS, passageById, unmappedElements } from '../../domain/code.ts';
import type { Card, CardContext } from './context.ts';
import {
  type CardElement,
  card,
  facts,
  link,
  notice,
  open,
  paragraph,
  plain,
  subtitle,
  table,
  title,
} from './elements.ts';

/** Every version with its hash, dates and how it is made public (L3), and what answers to Item 406(b) (L2). */
export function aboutCodeCard(context: CardContext): Card {
  const { texts, library, pageOf } = context;
  const { about: t, page: words } = texts.reading;
  const { current } = library;
  const versions = library.versions.filter(({ document }) => document === current.document);
  const further = library.versions.filter(({ document }) => document !== current.document);
  const page = pageOf?.(current);
  return card(
    [
      title(t.title),
      paragraph(plain(current.title), { spacing: 'None' }),
      ...unmappedNotice(context),
      subtitle(t.versions),
      ...versions.flatMap((version) => versionPart(context, version)),
      ...(further.length > 0
        ? [subtitle(t.documents), ...further.flatMap((version) => versionPart(context, version))]
        : []),
      subtitle(words.item406),
      table(
        [
          { heading: words.element, width: 1 },
          { heading: words.asks, width: 3 },
          { heading: words.answeredBy, width: 2 },
        ],
        ITEM_406_ELEMENTS.map((element) => {
          const { asks, passages } = library.item406[element];
          const found = passages.flatMap((id) => passageById(current, id)?.citation ?? []);
          return [
            element,
            plain(asks),
            found.length > 0 ? found.map(plain).join('; ') : `**${words.unmapped}**`,
          ];
        }),
      ),
    ],
    page ? [open(t.page, page)] : [],
  );
}

/** L2: an element that no passage answers to is shown. */
export function unmappedNotice({ texts, library }: CardContext): CardElement[] {
  const unmapped = unmappedElements(library.current, library.item406);
  return unmapped.length === 0
    ? []
    : [notice('attention', texts.reading.about.unmapped(unmapped.join(', ')))];
}

function versionPart({ texts, library, dates, pageOf }: CardContext, version: CodeVersion): CardElement[] {
  const { page: words, about: t } = texts.reading;
  const day = (date: CodeVersion['adoptedOn']) => (date ? dates.long(date) : words.notKnown);
  const name =
    version.document === library.current.document
      ? `${words.version} ${plain(version.label)}`
      : plain(version.title);
  const page = pageOf?.(version);
  return [
    paragraph(
      `**${page ? link(name, page) : name}**${version.hash === library.current.hash ? ` · ${words.current}` : ''}`,
    ),
    facts([
      [words.adopted, day(version.adoptedOn)],
      [words.effective, day(version.effectiveOn)],
      [words.madePublic, plain(version.madePublic) || words.notKnown],
      [words.hash, t.versionLine(plain(version.label), `${version.hash.slice(0, 32)}…`)],
    ]),
  ];
}
