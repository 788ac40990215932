import { createPhrases } from './phrases.ts';
import { isSmallWord, type ReadTokens, type Token } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * What a text says, as terms with a weight in (0, 1]: `#relative` for any word of that group, `bid` for a stem,
 * `?may I` for the way in which it asks.
 */
export type Terms = ReadonlyMap<string, number>;

/** A word inside a group still counts as itself, but less: "wife" is mostly a relative, a little a wife. */
const WORD_IN_GROUP = 0.4;
/** How something is asked ("may I", "how do I") tells rules from instructions apart, weakly. */
const WAY_OF_ASKING = 0.5;

/** Whether a term is a way of asking rather than something asked about. */
export const isWayOfAsking = (term: string): boolean => term.startsWith('?');

/** Turns words into terms, with the groups of words that mean the same. A group named `?…` is a way of asking. */
export function createMeaning(
  sameMeaning: Vocabulary['sameMeaning'],
  read?: ReadTokens,
): (tokens: readonly Token[]) => Terms {
  const named = Object.entries(sameMeaning).flatMap(([name, phrases]) =>
    phrases.map((phrase) => [phrase, name] as const),
  );
  const groups = createPhrases(
    named.filter(([, name]) => !isWayOfAsking(name)),
    read,
  );
  const waysOfAsking = createPhrases(
    named.filter(([, name]) => isWayOfAsking(name)),
    read,
  );
  return (tokens) => {
    const terms = new Map<string, number>();
    const add = (term: string, weight: number) => terms.set(term, Math.max(terms.get(term) ?? 0, weight));
    for (let at = 0; at < tokens.length; at += 1)
      for (const way of waysOfAsking(tokens, at)?.values ?? []) add(way, WAY_OF_ASKING);
    for (let at = 0; at < tokens.length; ) {
      const found = groups(tokens, at);
      // A phrase that belongs to several groups speaks less clearly for each of them.
      for (const group of found?.values ?? []) add(`#${group}`, 1 / Math.sqrt(found?.values.size ?? 1));
      const length = found?.length ?? 1;
      const weight = found === undefined ? 1 : WORD_IN_GROUP;
      for (const { word, stem } of tokens.slice(at, at + length)) if (!isSmallWord(word)) add(stem, weight);
      at += length;
    }
    return terms;
  };
}
