import { type Block, type Blocks, oneLineOf, type Unplaced } from './blocks.ts';

/** `Page 3 of 12`, `- 3 -`, `3`: what a word processor prints at the edge of a page. */
const PAGE_NUMBER = /^\s*(?:[-–—]\s*)?(?:page\s+)?\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?(?:\s*[-–—])?\s*$/iu;
const BULLET = /^\s*(?:[•▪◦‣·*–—-]|\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\))\s+/iu;
/** Longer lines are sentences, not headings. Characters, words. */
const LONGEST_HEADING = 90;
const MOST_WORDS = 12;

type Line = { readonly text: string; readonly line: number };

/**
 * Plain text: empty lines part blocks, a bullet begins a new item, a short line of its own that does not end like a
 * sentence is a heading. Wrapped lines are joined; a line that ends in a hyphen is joined without a space.
 * @param from the number of the text's first line
 */
export function textBlocks(source: string, from = 1): Blocks {
  const unplaced: Unplaced[] = [];
  const groups: Line[][] = [[]];
  source.split(/\r\n|[\n\r\f\u2028\u2029]/u).forEach((text, index) => {
    const line = from + index;
    if (PAGE_NUMBER.test(text)) unplaced.push({ line, what: 'page-number' });
    else if (text.trim() === '') groups.push([]);
    else groups.at(-1)?.push({ text, line });
  });
  return { blocks: groups.filter((group) => group.length > 0).flatMap(blocksOf), unplaced };
}

function blocksOf(group: readonly Line[]): readonly Block[] {
  const [first] = group;
  if (group.length === 1 && first && isHeading(first.text))
    return [{ kind: 'heading', depth: 2, text: oneLineOf(first.text), line: first.line }];
  const blocks: { kind: 'paragraph' | 'item'; text: string; line: number }[] = [];
  for (const { text, line } of group) {
    const last = blocks.at(-1);
    if (BULLET.test(text)) blocks.push({ kind: 'item', text: text.replace(BULLET, ''), line });
    else if (last)
      last.text = /\p{L}-\s*$/u.test(last.text) ? last.text.trimEnd() + text.trim() : `${last.text} ${text}`;
    else blocks.push({ kind: 'paragraph', text, line });
  }
  return blocks.map((block) => ({ ...block, text: oneLineOf(block.text) }));
}

function isHeading(text: string): boolean {
  const line = text.trim();
  return (
    line.length <= LONGEST_HEADING &&
    line.split(/\s+/u).length <= MOST_WORDS &&
    /^[\p{Lu}\p{Lo}\d]/u.test(line) &&
    /\p{L}/u.test(line) &&
    !/[.;:,!?]$/u.test(line) &&
    !BULLET.test(text)
  );
}
