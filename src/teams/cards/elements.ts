import type { Action, CardElement, IAdaptiveCard, ITableRow } from '@microsoft/teams.cards';

/** A card is data in, JSON out. The types are Teams' own; nothing of their package is loaded at run time. */
export type Card = IAdaptiveCard;
export type { Action, CardElement };

/** What a button sends back. Never trusted: `cardPayload.ts` reads it. */
export type ButtonData = Readonly<Record<string, string | number | boolean>>;

/**
 * Keeps a name or any other text that is not ours from being read as markdown where markdown is read: text blocks,
 * facts, tables. Labels of inputs and titles of buttons are never markdown and take `oneLine`.
 */
export function plain(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>#~|]/g, '\\$&')
    .replace(/^([-+]|\d+[.)])/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`);
}

/** Without line breaks, and without the marks that turn the direction of what follows: a name must stay in its place. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
}

/** A long text as a list can show it: cut, and marked as cut. UTF-16 units. */
export function shortened(text: string, longest = 120): string {
  return text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text;
}

/** `de` of `de-AT`: cards know no more. */
export function baseLanguage(language: string): string {
  return language.split('-', 1)[0] ?? language;
}

/** `lang` is the language of the text it quotes, for screen readers. */
export function card(
  body: readonly CardElement[],
  actions: readonly Action[] = [],
  { lang }: { readonly lang?: string } = {},
): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'https://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    ...(lang && { lang }),
    body: [...body],
    ...(actions.length > 0 && { actions: [...actions] }),
  };
}

/** Uses the chat's whole width, for tables. Teams documents it capitalised; its types have it in lower case. */
export function wide(card: Card): Card {
  return { ...card, msteams: { width: 'Full' as 'full' } };
}

/** The card's one title; screen readers list headings. */
export function title(text: string): CardElement {
  return { type: 'TextBlock', text, size: 'Large', weight: 'Bolder', wrap: true, style: 'heading' };
}

export function subtitle(text: string): CardElement {
  return { type: 'TextBlock', text, weight: 'Bolder', wrap: true, spacing: 'Medium', style: 'heading' };
}

export function paragraph(
  text: string,
  look: { subtle?: boolean; small?: boolean; spacing?: 'None' | 'Small' | 'Medium' } = {},
): CardElement {
  return {
    type: 'TextBlock',
    text,
    wrap: true,
    ...(look.subtle && { isSubtle: true }),
    ...(look.small && { size: 'Small' }),
    ...(look.spacing && { spacing: look.spacing }),
  };
}

/** The Code's words exactly as they are: a rich text run is never read as markdown. */
export function verbatim(text: string): CardElement {
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text }],
  };
}

export function facts(list: readonly (readonly [label: string, value: string])[]): CardElement {
  return { type: 'FactSet', facts: list.map(([label, value]) => ({ title: label, value })) };
}

type Tone = 'emphasis' | 'good' | 'attention' | 'warning' | 'accent';

/** A tinted box. Its meaning is in its words: the colour only helps. */
export function box(tone: Tone, items: readonly CardElement[]): CardElement {
  return { type: 'Container', style: tone, items: [...items], spacing: 'Medium', roundedCorners: true };
}

export function notice(tone: Tone, text: string): CardElement {
  return box(tone, [{ type: 'TextBlock', text, wrap: true }]);
}

/** A coloured tag beside a title; where badges are unknown, the same words. */
export function badge(text: string, style: 'Good' | 'Warning' | 'Attention' | 'Informative'): CardElement {
  const color = { Good: 'Good', Warning: 'Warning', Attention: 'Attention', Informative: 'Accent' } as const;
  return {
    type: 'Badge',
    text,
    style,
    appearance: 'Tint',
    size: 'Large',
    fallback: { type: 'TextBlock', text, weight: 'Bolder', color: color[style], wrap: true },
  };
}

/** A title with a badge that moves below it on a narrow screen. */
export function titleWithBadge(text: string, tag: CardElement): CardElement[] {
  return [title(text), tag];
}

/** A button that comes back as an invoke. `quiet` ones send no inputs and skip their checks. */
export function execute(
  label: string,
  verb: string,
  data: ButtonData,
  options: { style?: 'positive' | 'destructive'; quiet?: boolean; secondary?: boolean } = {},
): Action {
  return {
    type: 'Action.Execute',
    title: label,
    verb,
    data: { ...data },
    ...(options.style && { style: options.style }),
    ...(options.quiet && { associatedInputs: 'none' as const }),
    ...(options.secondary && { mode: 'secondary' as const }),
  };
}

/** Opens outside the bot. */
export function open(label: string, url: string): Action {
  return { type: 'Action.OpenUrl', title: label, url };
}

/** A link in a text; the address is ours or checked, the label is already escaped. */
export function link(label: string, url: string): string {
  return `[${label}](${url.replace(/[()\s]/g, encodeURIComponent)})`;
}

/** A table whose first row names the columns. Cells are plain words, already escaped. */
export function table(
  columns: readonly { readonly heading: string; readonly width: number }[],
  rows: readonly (readonly string[])[],
): CardElement {
  const row = (cells: readonly string[], heading: boolean): ITableRow => ({
    type: 'TableRow',
    cells: cells.map((text) => ({
      type: 'TableCell',
      items: [
        {
          type: 'TextBlock',
          text: text === '' ? ' ' : text,
          wrap: true,
          ...(heading && { weight: 'Bolder' as const }),
        },
      ],
    })),
  });
  return {
    type: 'Table',
    firstRowAsHeaders: true,
    showGridLines: false,
    gridStyle: 'default',
    columns: columns.map(({ width }) => ({ width })),
    rows: [
      row(
        columns.map(({ heading }) => heading),
        true,
      ),
      ...rows.map((cells) => row(cells, false)),
    ],
  };
}
