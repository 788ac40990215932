import { lexer, type Token, type Tokens } from 'marked';
import { type Block, type Blocks, oneLineOf, type Unplaced } from './blocks.ts';

/**
 * Markdown: its headings, paragraphs, list items, quotations and table rows. Emphasis and links become the words in
 * them; images and HTML are no text and are said to be left out.
 * @param from the number of the text's first line
 */
export function markdownBlocks(source: string, from = 1): Blocks {
  const blocks: Block[] = [];
  const unplaced: Unplaced[] = [];
  const add = (kind: 'paragraph' | 'item', text: string, line: number): void => {
    const words = oneLineOf(text);
    if (words !== '') blocks.push({ kind, text: words, line });
  };
  const inline = (tokens: readonly Token[], line: number): string =>
    tokens.map((token) => inlineText(token, line)).join('');
  const inlineText = (token: Token, line: number): string => {
    switch (token.type) {
      case 'image':
        unplaced.push({ line, what: 'image' });
        return '';
      case 'html':
        unplaced.push({ line, what: 'markup' });
        return '';
      case 'checkbox':
        return '';
      case 'br':
        return ' ';
      default:
        if ('tokens' in token && token.tokens) return inline(token.tokens, line);
        return 'text' in token ? decoded(String(token.text)) : '';
    }
  };
  const block = (token: Token, line: number, kind: 'paragraph' | 'item'): void => {
    switch (token.type) {
      case 'heading': {
        const { depth, tokens } = token as Tokens.Heading;
        const text = oneLineOf(inline(tokens, line));
        if (text !== '') blocks.push({ kind: 'heading', depth, text, line });
        break;
      }
      case 'paragraph':
      case 'text':
        add(kind, inlineText(token, line), line);
        break;
      case 'list':
        each((token as Tokens.List).items, line, (item, at) =>
          each(item.tokens, at, (part, place) => block(part, place, 'item')),
        );
        break;
      case 'blockquote':
        each((token as Tokens.Blockquote).tokens, line, (part, at) => block(part, at, kind));
        break;
      case 'table':
        for (const [index, row] of (token as Tokens.Table).rows.entries()) {
          const cells = row.map(({ tokens }) => oneLineOf(inline(tokens, line))).filter(Boolean);
          add('item', cells.join(' | '), line + 2 + index);
        }
        break;
      case 'code':
        add(kind, (token as Tokens.Code).text, line);
        break;
      case 'html':
        unplaced.push({ line, what: 'markup' });
        break;
      default:
        // Empty lines, rules and link definitions hold no words of the text.
        break;
    }
  };
  each(lexer(source), from, (token, line) => block(token, line, 'paragraph'));
  return { blocks, unplaced };
}

/** Each token with the number of the line it begins in. */
function each<T extends { readonly raw: string }>(
  tokens: readonly T[],
  from: number,
  visit: (token: T, line: number) => void,
): void {
  let line = from;
  for (const token of tokens) {
    visit(token, line);
    line += token.raw.split('\n').length - 1;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos|nbsp);/gu, (entity, name: string) => ENTITIES[name] ?? entity);
}
