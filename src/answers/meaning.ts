import { createPhrases } from './phrases.ts';
import { isSmallWord, type Token } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * What a text says, as terms with a weight in (0, 1]: `#relative` for any word of that group, `bid` for a stem,
 * `?who` for a question word.
 */
export type Terms = ReadonlyMap<string, number>;

/** A word inside a group still counts as itself, but less: "wife" is mostly a relative, a little a wife. */
const WORD_IN_GROUP = 0.4;
/** "Who", "when", "how" tell questions about the programme apart, weakly. */
const QUESTION_WORD = 0.35;
const QUESTION_WORDS = new Set(['who', 'how', 'when', 'why', 'where', 'which', 'what']);

/** Turns words into terms, with the groups of words that mean the same. */
export function createMeaning(sameMeaning: Vocabulary['sameMeaning']): (tokens: readonly Token[]) => Terms {
  const groups = createPhrases(
    Object.entries(sameMeaning).flatMap(([group, phrases]) =>
      phrases.map((phrase) => [phrase, `#${group}`] as const),
    ),
  );
  return (tokens) => {
    const terms = new Map<string, number>();
    const add = (term: string, weight: number) => terms.set(term, Math.max(terms.get(term) ?? 0, weight));
    for (let at = 0; at < tokens.length; ) {
      const found = groups(tokens, at);
      // A phrase that belongs to several groups speaks less clearly for each of them.
      for (const group of found?.values ?? []) add(group, 1 / Math.sqrt(found?.values.size ?? 1));
      const end = at + (found?.length ?? 1);
      for (; at < end; at += 1) {
        const token = tokens[at];
        if (token === undefined) break;
        if (QUESTION_WORDS.has(token.word)) add(`?${token.word}`, QUESTION_WORD);
        if (!isSmallWord(token.word)) add(token.stem, found === undefined ? 1 : WORD_IN_GROUP);
      }
    }
    return terms;
  };
}
