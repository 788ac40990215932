import { SCRIPT, STYLE } from './assets.ts';
import { Html, html, type Part } from './html.ts';

export const THEMES = ['default', 'dark', 'contrast'] as const;
export type Theme = (typeof THEMES)[number];

/** What Teams says its theme is; a browser's own preference where nothing is said. */
export function themeOf(said: unknown): Theme | undefined {
  return THEMES.find((theme) => theme === said);
}

export type Layout = {
  readonly language: string;
  readonly title: string;
  readonly theme?: Theme | undefined;
  readonly skip: string;
  /** With contents beside the text where there is room. */
  readonly twoColumns?: boolean;
  readonly withSearch?: boolean;
};

/** A whole page. */
export function layout(of: Layout, body: Part): string {
  const page = html`<!doctype html>
<html lang="${of.language}"${of.theme && html` data-theme="${of.theme}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${of.title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip ui" href="#text">${of.skip}</a>
<div class="frame${of.twoColumns && ' two'}">
${body}
</div>
${of.withSearch && html`<script>${new Html(SCRIPT)}</script>`}
</body>
</html>
`;
  return page.markup;
}
