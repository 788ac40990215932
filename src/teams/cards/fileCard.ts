import type { Card, CardContext } from './context.ts';
import { card, paragraph, plain, title } from './elements.ts';

/** A file to fetch by its link: where there is no OneDrive to put it into. */
export function fileCard(
  { texts }: CardContext,
  input: { name: string; url: string; minutes: number },
): Card {
  const t = texts.files;
  return card(
    [title(t.title), paragraph(plain(input.name)), paragraph(t.link(input.minutes), { subtle: true })],
    [{ type: 'Action.OpenUrl', title: t.download, url: input.url }],
  );
}
