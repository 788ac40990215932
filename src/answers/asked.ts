import type { Terms } from './meaning.ts';
import type { Token } from './tokens.ts';

/** A question as it was read: misspellings put right, cut to what is read, its words and what they say. */
export type Asked = {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly terms: Terms;
};

/**
 * `bid + #relative` with the word that was typed in place of its stem: `bidding + #relative`. Two words beside each
 * other, `am i`, likewise.
 */
export function inWordsOf(tokens: readonly Token[], reason: string): string {
  const typed = (stem: string) => tokens.find((token) => token.stem === stem)?.word ?? stem;
  return reason
    .split(' + ')
    .map((term) => term.split(' ').map(typed).join(' '))
    .join(' + ');
}
