/** Puts a misspelt word right, or gives it back as it is. */
export type Spelling = (word: string) => string;

/**
 * A word nobody has written down anywhere is taken for a misspelling of one that our content uses, when exactly that
 * is likely: the same first letter and one slip (a letter missing, added, changed, or two swapped), or two slips in a
 * word of seven letters and more. Of several, the one with fewer slips, then the more frequent in the content.
 * @param known words of the content and how often each occurs
 * @param isEnglish whether a word is a word at all: those are never changed ("parking" is not a slip of "marking")
 */
export function createSpelling(
  known: ReadonlyMap<string, number>,
  isEnglish: (word: string) => boolean,
): Spelling {
  const byInitial = new Map<string, string[]>();
  for (const word of known.keys()) {
    if (word.length < 4) continue;
    const alike = byInitial.get(word.charAt(0));
    if (alike === undefined) byInitial.set(word.charAt(0), [word]);
    else alike.push(word);
  }
  return (word) => {
    if (word.length < 4 || /\d/u.test(word) || known.has(word) || isEnglish(word)) return word;
    const allowed = word.length >= 7 ? 2 : 1;
    let best = word;
    let fewest = allowed + 1;
    for (const candidate of byInitial.get(word.charAt(0)) ?? []) {
      if (Math.abs(candidate.length - word.length) > allowed) continue;
      const slips = slipsBetween(word, candidate, fewest);
      const better = slips === fewest && (known.get(candidate) ?? 0) > (known.get(best) ?? 0);
      if (slips < fewest || (slips <= allowed && better)) {
        best = candidate;
        fewest = slips;
      }
    }
    return best;
  };
}

/** Optimal string alignment distance: insertions, deletions, substitutions, swaps of neighbours. Above `most`: any number above it. */
export function slipsBetween(from: string, to: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1;
      let slips = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
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
