import type { Terms } from './meaning.ts';
import type { Token } from './tokens.ts';

/** What is weighed of a text, each with its weight at the same place: its terms, and every two words side by side. */
export type Features = { readonly names: readonly string[]; readonly weights: readonly number[] };

/** Two words side by side count so much of a word: "may I" or "my boss" says something, but not by itself. */
const SIDE_BY_SIDE = 0.7;
/** Every text weighs the same, however long it is. */
const LENGTH = 3;
const [BEGIN, END] = ['<', '>'];

/** Small words count here ("who do I", "am I allowed"): how something is asked tells rules from instructions apart. */
export function featuresOf(tokens: readonly Token[], terms: Terms): Features {
  const names = [...terms.keys()];
  const weights = [...terms.values()];
  let before = BEGIN;
  for (const { stem } of [...tokens, { stem: END }]) {
    names.push(`${before} ${stem}`);
    weights.push(SIDE_BY_SIDE);
    before = stem;
  }
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  return { names, weights: weights.map((weight) => (weight * LENGTH) / length) };
}
