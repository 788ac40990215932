import { type ReadTokens, type Token, tokensOf } from './tokens.ts';

/** Most nodes are ends with one value and nothing after them, so neither is made before it is needed. */
type Node<T> = { next?: Map<string, Node<T>>; values?: T[] };

/** A phrase found in a text: what it stands for and how many words it covers. */
export type Found<T> = { readonly values: readonly T[]; readonly length: number };

/** Finds the longest known phrase at a place in a text. */
export type Phrases<T> = (tokens: readonly Token[], at: number) => Found<T> | undefined;

/**
 * An index over phrases. A phrase matches by its words' stems ("bids" finds "bidding"); one written with `=` in front
 * matches only as it stands (`=shares` is not "share").
 * @param read how the phrases are read; a reader that remembers saves time where there are many
 */
export function createPhrases<T>(
  phrases: Iterable<readonly [phrase: string, value: T]>,
  read: ReadTokens = tokensOf,
): Phrases<T> {
  const byStem: Node<T> = {};
  const byForm = new Map<string, T[]>();
  for (const [phrase, value] of phrases) {
    const tokens = read(phrase);
    const [only] = tokens;
    if (only === undefined) continue;
    if (phrase.startsWith('=')) byForm.set(only.word, [...(byForm.get(only.word) ?? []), value]);
    else {
      let at = byStem;
      for (const { stem } of tokens) at = step(at, stem);
      if (at.values === undefined) at.values = [value];
      else if (!at.values.includes(value)) at.values.push(value);
    }
  }
  return (tokens, at) => {
    let found: Found<T> | undefined;
    let here: Node<T> | undefined = byStem;
    for (let end = at; end < tokens.length; end += 1) {
      here = here.next?.get(tokens[end]?.stem ?? '');
      if (here === undefined) break;
      if (here.values !== undefined) found = { values: here.values, length: end - at + 1 };
    }
    const form = byForm.get(tokens[at]?.word ?? '');
    return form !== undefined && (found === undefined || found.length === 1)
      ? { values: form, length: 1 }
      : found;
  };
}

/** Whether any of the phrases stands somewhere in the text. */
export function anywhere<T>(phrases: Phrases<T>, tokens: readonly Token[]): boolean {
  return tokens.some((_, at) => phrases(tokens, at) !== undefined);
}

function step<T>(at: Node<T>, stem: string): Node<T> {
  at.next ??= new Map();
  const known = at.next.get(stem);
  if (known !== undefined) return known;
  const next: Node<T> = {};
  at.next.set(stem, next);
  return next;
}
