import type { Terms } from './meaning.ts';
import { type Example, indexTerms, type TermIndex } from './termIndex.ts';
import { createVotes, type Votes } from './votes.ts';

/** How strongly a question speaks for a subject. About 1 is an unmistakable question; 0 has nothing to do with it. */
export type Support = { readonly subject: string; readonly score: number };

export type Ranking = {
  /** Subjects with any support, strongest first; equal ones in the order in which they were learnt. */
  readonly rank: (terms: Terms) => readonly Support[];
  readonly because: Votes['because'];
  /** The phrasing of a subject that is most like the question, and what that adds to its score. */
  readonly likest: (terms: Terms, subject: string) => Likest | undefined;
};

export type Likest = { readonly phrasing: string; readonly adds: number };

/**
 * How much a phrasing adds that is the question almost word for word: its likeness, a cosine, to this power. So the
 * phrasing that somebody adds for a question gone wrong puts exactly that question right, and few others move.
 */
const LIKENESS_POWER = 4;

/** Ranks subjects by their examples: the votes of the question's terms, and the example most like the question. */
export function createRanking(examples: Iterable<Example>): Ranking {
  const index = indexTerms(examples);
  const { tally, because } = createVotes(index);
  return {
    rank: (terms) => {
      const likeness = likenessOf(index, terms);
      return tally(terms)
        .map((votes, subject) => ({
          subject: index.subjects[subject] ?? '',
          score: votes + (likeness[subject]?.cosine ?? 0) ** LIKENESS_POWER,
        }))
        .filter(({ score }) => score > 0)
        .sort((one, other) => other.score - one.score);
    },
    because,
    likest: (terms, subject) => {
      const { example, cosine } = likenessOf(index, terms)[index.subjects.indexOf(subject)] ?? NOT_ALIKE;
      const phrasing = index.phrasings[example];
      return phrasing === undefined ? undefined : { phrasing, adds: cosine ** LIKENESS_POWER };
    },
  };
}

type Likeness = { readonly example: number; readonly cosine: number };
const NOT_ALIKE: Likeness = { example: -1, cosine: 0 };

/**
 * For every subject, its most similar example and the cosine between that and the question. Every question goes through
 * all examples, hence plain loops over numbers: they take less than half the time.
 */
function likenessOf({ subjects, subjectOf, lengths, usesOf }: TermIndex, terms: Terms): readonly Likeness[] {
  const products = new Float64Array(subjectOf.length);
  let square = 0;
  for (const [term, weight] of terms) {
    square += weight ** 2;
    const { examples, weights } = usesOf(term);
    for (let at = 0; at < examples.length; at += 1) {
      const example = examples[at] ?? 0;
      products[example] = (products[example] ?? 0) + weight * (weights[at] ?? 0);
    }
  }
  const best = subjects.map(() => NOT_ALIKE);
  const length = Math.sqrt(square);
  for (let example = 0; example < products.length; example += 1) {
    const product = products[example] ?? 0;
    if (product === 0) continue;
    const subject = subjectOf[example] ?? 0;
    const cosine = product / (length * (lengths[example] ?? 1));
    if (cosine > (best[subject]?.cosine ?? 0)) best[subject] = { example, cosine };
  }
  return best;
}
