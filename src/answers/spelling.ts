import { isSmallWord, wordsOf } from './tokens.ts';

/**
 * A text with its misspellings put right, and the share of its words that were understood, 0 to 1. A word put right
 * counts half: a text of nothing but such words is more likely another language.
 */
export type Spelt = { readonly text: string; readonly understood: number };

export type Spell = (typed: string) => Spelt;

/** Unknown words that are looked at in one text: nobody misspells more, and the time stays bounded. */
const MOST_LOOKED_AT = 16;
const SHORTEST = 4;
/** A word of the content that is not English and rarer is a slip of an author's, or another language. */
const LEAST_USED = 3;

/**
 * A word that is neither English nor in the content is taken for a misspelling of one that the content uses, when
 * that is likely: the same first letter and one slip (a letter missing, added, changed, or two swapped), or two slips
 * in a word of seven letters and more. Of several, the one with fewer slips, then the more frequent in the content.
 * @param known words of the content and how often each occurs: the rare ones are no words unless they are English
 * @param isEnglish whether a word is a word at all: those are never changed ("parking" is not a slip of "marking")
 */
export function createSpelling(
  known: ReadonlyMap<string, number>,
  isEnglish: (word: string) => boolean,
): Spell {
  const isUsed = (word: string) => (known.get(word) ?? 0) >= LEAST_USED;
  const byInitial = new Map<string, string[]>();
  for (const word of known.keys()) {
    if (word.length < SHORTEST || !isUsed(word)) continue;
    const alike = byInitial.get(word.charAt(0));
    if (alike === undefined) byInitial.set(word.charAt(0), [word]);
    else alike.push(word);
  }
  const isWord = (word: string) => isUsed(word) || isSmallWord(word) || isEnglish(word);
  const putRight = (word: string): string | undefined => {
    if (word.length < SHORTEST || /\d/u.test(word)) return undefined;
    let best: string | undefined;
    let fewest = word.length >= 7 ? 2 : 1;
    for (const candidate of byInitial.get(word.charAt(0)) ?? []) {
      if (Math.abs(candidate.length - word.length) > fewest) continue;
      const slips = slipsBetween(word, candidate, fewest);
      if (slips > fewest) continue;
      const isBetter =
        best === undefined || slips < fewest || (known.get(candidate) ?? 0) > (known.get(best) ?? 0);
      if (isBetter) best = candidate;
      fewest = slips;
    }
    return best;
  };

  return (typed) => {
    const words = wordsOf(typed);
    const unknown = [...new Set(words)].filter((word) => !isWord(word));
    const right = new Map(
      unknown.slice(0, MOST_LOOKED_AT).flatMap((word) => {
        const spelt = putRight(word);
        return spelt === undefined ? [] : [[word, spelt] as const];
      }),
    );
    const unclear = new Set(unknown);
    const sureness = words.reduce(
      (sum, word) => sum + (!unclear.has(word) ? 1 : right.has(word) ? 0.5 : 0),
      0,
    );
    return {
      text: typed.toLowerCase().replace(/[a-z]+/gu, (word) => right.get(word) ?? word),
      understood: words.length === 0 ? 0 : sureness / words.length,
    };
  };
}

/**
 * Optimal string alignment distance: letters missing, added or changed, and swaps of neighbours. A distance above
 * `most` is not worked out: the answer is then only some number above `most`.
 */
export function slipsBetween(from: string, to: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const changed = from[i - 1] === to[j - 1] ? 0 : 1;
      let slips = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + changed);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        slips = Math.min(slips, (beforeLast[j - 2] ?? 0) + 1);
      row.push(slips);
    }
    if (Math.min(...row) > most) return most + 1;
    beforeLast = last;
    last = row;
  }
  return last[to.length] ?? 0;
}
