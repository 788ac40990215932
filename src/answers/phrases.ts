import { type ReadTokens, type Token, tokensOf } from './tokens.ts';

type Node<T> = { readonly next: Map<string, Node<T>>; readonly values: Set<T> };

/** A phrase found in a text: what it stands for and how many words it covers. */
export type Found<T> = { readonly values: ReadonlySet<T>; readonly length: number };

/** Finds the longest known phrase at a place in a text. */
export type Phrases<T> = (tokens: readonly Token[], at: number) => Found<T> | undefined;

/**
 * An index over phrases. A phrase matches by its words' stems ("bids" finds "bidding"); one written with `=` in front
 * matches only as it stands (`=shares` is not "share").
 */
export function createPhrases<T>(
  phrases: Iterable<readonly [phrase: string, value: T]>,
  read: ReadTokens = tokensOf,
): Phrases<T> {
  const byStem: Node<T> = node();
  const byForm = new Map<string, Set<T>>();
  for (const [phrase, value] of phrases) {
    if (phrase.startsWith('=')) {
      for (const { word } of read(phrase)) byForm.set(word, (byForm.get(word) ?? new Set<T>()).add(value));
      continue;
    }
    const tokens = read(phrase);
    if (tokens.length > 0) tokens.reduce((at, { stem }) => step(at, stem), byStem).values.add(value);
  }
  return (tokens, at) => {
    let found: Found<T> | undefined;
    let here: Node<T> | undefined = byStem;
    for (let end = at; end < tokens.length; end += 1) {
      here = here.next.get(tokens[end]?.stem ?? '');
      if (here === undefined) break;
      if (here.values.size > 0) found = { values: here.values, length: end - at + 1 };
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

const node = <T>(): Node<T> => ({ next: new Map(), values: new Set() });

function step<T>(at: Node<T>, stem: string): Node<T> {
  const next = at.next.get(stem) ?? node<T>();
  at.next.set(stem, next);
  return next;
}
