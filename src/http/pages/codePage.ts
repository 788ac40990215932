import type { Texts } from '../../content/en/index.ts';
import {
  type CodeSection,
  type CodeVersion,
  ITEM_406_ELEMENTS,
  type Passage,
  passageById,
} from '../../domain/code.ts';
import { type CodeLibrary, isPublic, otherVersions, pathOf } from '../../domain/codeLibrary.ts';
import { type Html, html, type Part } from './html.ts';
import { layout, type Theme } from './layout.ts';

export type PageContext = {
  readonly texts: Pick<Texts, 'language' | 'reading'>;
  readonly library: CodeLibrary;
  readonly theme?: Theme | undefined;
  /** A courtesy translation to show below each passage. */
  readonly language?: string | undefined;
};

/** The theme stays from page to page. */
export const withTheme = (path: string, theme: Theme | undefined): string =>
  theme ? `${path}?theme=${theme}` : path;

/** A version to read: contents, search, each passage with an address of its own, and what the version is. */
export function codePage(context: PageContext, code: CodeVersion): string {
  const t = context.texts.reading.page;
  return layout(
    {
      language: context.texts.language,
      title: `${code.title} (${t.version} ${code.label})`,
      theme: context.theme,
      skip: t.skip,
      twoColumns: true,
      withSearch: true,
    },
    html`<header>
<h1 lang="${code.language}">${code.title}</h1>
<div class="soft">${code.company} · ${t.version} ${code.label}</div>
${standing(context, code)}
${languages(context, code)}
</header>
<div class="aside">
<div class="search" hidden><label for="search">${t.search}</label>
<input id="search" type="search" autocomplete="off" spellcheck="false" aria-describedby="hint found">
<div id="hint" class="soft">${t.searchHint}</div>
<div id="found" role="status" data-none="${t.found.none}" data-one="${t.found.one}" data-more="${t.found.more}"></div></div>
<nav aria-label="${t.contents}"><h2>${t.contents}</h2><ol>${code.sections.map(
      ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`,
    )}<li><a href="#about">${t.about}</a></li></ol></nav>
</div>
<main id="text" tabindex="-1" lang="${code.language}">
${code.sections.map((section) => sectionPart(context, code, section))}
</main>
${about(context, code)}`,
  );
}

function standing({ texts, library, theme }: PageContext, code: CodeVersion): Part {
  const t = texts.reading.page;
  const { current } = library;
  if (code.document !== current.document) return undefined;
  return code.hash === current.hash
    ? html`<p class="note">${t.current}</p>`
    : html`<p class="note">${t.superseded(current.label)} <a href="${withTheme(pathOf(current), theme)}">${t.readCurrent}</a></p>`;
}

function languages({ texts, library, theme, language }: PageContext, code: CodeVersion): Part {
  const t = texts.reading.page;
  const offered = library.translations.filter(
    ({ document, label }) => document === code.document && label === code.label,
  );
  if (offered.length === 0) return undefined;
  const query = (lang?: string) =>
    `?${[...(theme ? [`theme=${theme}`] : []), ...(lang ? [`lang=${lang}`] : [])].join('&')}`;
  return html`<p class="screen">${t.languages}: ${offered.map(
    (one) =>
      html`<a href="${query(one.language)}" hreflang="${one.language}">${nameOf(one.language, texts)}</a> `,
  )}${language && html`<a href="${query()}">${t.original}</a>`}</p>`;
}

function nameOf(language: string, { language: inLanguage }: PageContext['texts']): string {
  return new Intl.DisplayNames(inLanguage, { type: 'language' }).of(language) ?? language;
}

/** Items that follow each other are one list. */
function sectionPart(context: PageContext, code: CodeVersion, section: CodeSection): Html {
  const groups: { items: boolean; passages: Passage[] }[] = [];
  for (const passage of section.passages) {
    const items = passage.kind !== 'paragraph';
    const last = groups.at(-1);
    if (last?.items === items) last.passages.push(passage);
    else groups.push({ items, passages: [passage] });
  }
  return html`<section aria-labelledby="${section.id}"><h2 id="${section.id}">${section.title}</h2>
${groups.map(({ items, passages }) =>
  items
    ? html`<ul class="items">${passages.map((passage) => html`<li class="passage" id="${passage.id}" tabindex="-1">${passagePart(context, code, passage)}</li>`)}</ul>`
    : passages.map(
        (passage) =>
          html`<div class="passage" id="${passage.id}" tabindex="-1">${passagePart(context, code, passage)}</div>`,
      ),
)}</section>
`;
}

function passagePart({ texts, library, language }: PageContext, code: CodeVersion, passage: Passage): Html {
  const t = texts.reading.page;
  const translated = library.translations.find(
    (one) => one.document === code.document && one.label === code.label && one.language === language,
  )?.passages[passage.id];
  return html`<p>${passage.text}</p>${
    translated !== undefined &&
    language !== undefined &&
    html`<p class="courtesy"><span class="ui" lang="${texts.language}">${t.translated(nameOf(language, texts))}</span><br><span lang="${language}">${translated}</span></p>`
  }<a class="anchor" href="#${passage.id}" aria-label="${t.linkTo(passage.citation)}" title="${passage.citation}">¶</a>`;
}

function about(context: PageContext, code: CodeVersion): Html {
  const { texts, library, theme } = context;
  const t = texts.reading.page;
  const others = otherVersions(library, code).filter(isPublic);
  const documents = library.versions.filter(
    (version) => version.document !== code.document && isPublic(version),
  );
  const day = (date: string | undefined) =>
    date
      ? new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
          new Date(`${date}T00:00:00Z`),
        )
      : t.notKnown;
  return html`<footer><h2 id="about">${t.about}</h2>
<dl><dt>${t.document}</dt><dd>${code.title}</dd><dt>${t.company}</dt><dd>${code.company}</dd><dt>${t.version}</dt><dd>${code.label}</dd>
<dt>${t.adopted}</dt><dd>${day(code.adoptedOn)}</dd><dt>${t.effective}</dt><dd>${day(code.effectiveOn)}</dd>
<dt>${t.madePublic}</dt><dd>${code.madePublic}</dd><dt>${t.hash}</dt><dd><code>${code.hash}</code></dd></dl>
${
  others.length > 0 &&
  html`<h2>${t.otherVersions}</h2><ul>${others.map(
    (other) =>
      html`<li><a href="${withTheme(pathOf(other), theme)}">${t.version} ${other.label}</a> (${day(other.effectiveOn ?? other.adoptedOn)}) · <a href="${withTheme(`${pathOf(code)}/changes-from/${encodeURIComponent(other.label)}`, theme)}">${t.changesFrom(other.label)}</a></li>`,
  )}</ul>`
}
${
  documents.length > 0 &&
  html`<h2>${t.otherDocuments}</h2><ul>${documents.map(
    (other) => html`<li><a href="${withTheme(pathOf(other), theme)}">${other.title}</a></li>`,
  )}</ul>`
}
${code.hash === library.current.hash && item406(context, code)}</footer>`;
}

/** L2: which passages answer to which element; an element without one is shown as such. */
function item406({ texts, library }: PageContext, code: CodeVersion): Html {
  const t = texts.reading.page;
  return html`<h2>${t.item406}</h2><table><thead><tr><th scope="col">${t.element}</th><th scope="col">${t.asks}</th><th scope="col">${t.answeredBy}</th></tr></thead><tbody>${ITEM_406_ELEMENTS.map(
    (element) => {
      const { asks, passages } = library.item406[element];
      const found = passages.flatMap((id) => passageById(code, id) ?? []);
      return html`<tr><th scope="row">${element}</th><td>${asks}</td><td>${
        found.length > 0
          ? found.map(({ id, citation }) => html`<a href="#${id}">${citation}</a><br>`)
          : html`<strong>${t.unmapped}</strong>`
      }</td></tr>`;
    },
  )}</tbody></table>`;
}
