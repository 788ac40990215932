import type { Terms } from './meaning.ts';
import type { Token } from './tokens.ts';

/** A question as it was read: misspellings put right, cut to what is read, its words and what they say. */
export type Asked = {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly terms: Terms;
};

/** `bid + #relative` with the word that was typed in place of its stem: `bidding + #relative`. */
export function inWordsOf(tokens: readonly Token[], reason: string): string {
  return reason
    .split(' + ')
    .map((term) => tokens.find(({ stem }) => stem === term)?.word ?? term)
    .join(' + ');
}
