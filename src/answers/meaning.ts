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

/** A way of asking of so many words ("what does the code say about") is no part of what is asked about. */
const WHOLE_FRAME = 4;

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
    for (let at = 0; at < tokens.length; ) {
      const way = waysOfAsking(tokens, at);
      for (const name of way?.values ?? []) add(name, WAY_OF_ASKING);
      if (way !== undefined && way.length >= WHOLE_FRAME) {
        at += way.length;
        continue;
      }
      const found = groups(tokens, at);
      const values = found?.values ?? [];
      // A phrase that belongs to several groups speaks less clearly for each of them.
      for (const group of values) add(`#${group}`, 1 / Math.sqrt(values.length));
      const weight = found === undefined ? 1 : WORD_IN_GROUP;
      for (const end = at + (found?.length ?? 1); at < end; at += 1) {
        const token = tokens[at];
        if (token !== undefined && !isSmallWord(token.word)) add(token.stem, weight);
      }
    }
    return terms;
  };
}
