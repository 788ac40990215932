import type { CodeVersion } from '../../domain/code.ts';
import { changesBetween, type PassageChange, type Piece } from '../../domain/codeChanges.ts';
import { pathOf } from '../../domain/codeLibrary.ts';
import { type PageContext, withTheme } from './codePage.ts';
import { type Html, html, type Part } from './html.ts';
import { layout } from './layout.ts';

/** What changed between two versions, passage by passage, word by word. */
export function changesPage(
  context: PageContext,
  versions: { older: CodeVersion; newer: CodeVersion },
): string {
  const { texts, theme } = context;
  const { page, changes: t } = texts.reading;
  const { older, newer } = versions;
  const changes = changesBetween(older, newer);
  return layout(
    { language: texts.language, title: `${t.title}: ${newer.title}`, theme, skip: page.skip },
    html`<header><h1>${t.title}</h1>
<div lang="${newer.language}">${newer.title}</div>
<div class="soft">${t.lead(older.label, newer.label)} · <a href="${withTheme(pathOf(newer), theme)}">${page.version} ${newer.label}</a> · <a href="${withTheme(pathOf(older), theme)}">${page.version} ${older.label}</a></div></header>
<main id="text" tabindex="-1">${
      changes.length === 0
        ? html`<p>${t.none}</p>`
        : html`<p class="ui">${t.count(changes.length)}. ${t.legend}</p>${changes.map((change) => changePart(context, newer, change))}`
    }</main>`,
  );
}

function changePart({ texts, theme }: PageContext, newer: CodeVersion, change: PassageChange): Html {
  const t = texts.reading.changes;
  const place =
    change.passage && change.kind !== 'removed'
      ? html`<a href="${withTheme(pathOf(newer), theme)}#${change.passage}">${change.citation}</a>`
      : change.citation;
  return html`<article class="change"><h2>${t.kinds[change.kind]}: ${place}</h2>
<p lang="${newer.language}">${change.pieces.map((piece) => piecePart(t, piece))}</p></article>
`;
}

/** Said in words, too: not every screen reader tells of strokes. */
function piecePart(t: PageContext['texts']['reading']['changes'], { kind, text }: Piece): Part {
  switch (kind) {
    case 'same':
      return text;
    case 'added':
      return html`<ins><span class="said">[${t.fresh}] </span>${text}</ins>`;
    case 'removed':
      return html`<del><span class="said">[${t.gone}] </span>${text}</del>`;
  }
}
