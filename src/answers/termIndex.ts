import type { Terms } from './meaning.ts';

/** What was said about a subject: one phrasing, or the passage's own text. */
export type Example = { readonly subject: string; readonly phrasing: string; readonly terms: Terms };

/** Where a term is used: the indices of examples, ascending, and the weight in each. Two arrays take least memory. */
export type Uses = { readonly examples: number[]; readonly weights: number[] };

/** An inverted index over examples; subjects and examples are known by their place in the order of learning. */
export type TermIndex = {
  readonly subjects: readonly string[];
  /** How many examples a subject has. */
  readonly sizes: readonly number[];
  /** The subject of each example. */
  readonly subjectOf: readonly number[];
  /** The words of each example. */
  readonly phrasings: readonly string[];
  /** The length of each example as a vector of its terms' weights. */
  readonly lengths: readonly number[];
  readonly usesOf: (term: string) => Uses;
};

const UNUSED: Uses = { examples: [], weights: [] };

/** Indexes examples in one pass. */
export function indexTerms(examples: Iterable<Example>): TermIndex {
  const indexOf = new Map<string, number>();
  const sizes: number[] = [];
  const subjectOf: number[] = [];
  const phrasings: string[] = [];
  const lengths: number[] = [];
  const uses = new Map<string, Uses>();
  for (const { subject, phrasing, terms } of examples) {
    const index = indexOf.get(subject) ?? indexOf.size;
    indexOf.set(subject, index);
    sizes[index] = (sizes[index] ?? 0) + 1;
    const example = subjectOf.push(index) - 1;
    let square = 0;
    for (const [term, weight] of terms) {
      const known = uses.get(term);
      if (known === undefined) uses.set(term, { examples: [example], weights: [weight] });
      else {
        known.examples.push(example);
        known.weights.push(weight);
      }
      square += weight ** 2;
    }
    phrasings.push(phrasing);
    lengths.push(Math.sqrt(square));
  }
  return {
    subjects: [...indexOf.keys()],
    sizes,
    subjectOf,
    phrasings,
    lengths,
    usesOf: (term) => uses.get(term) ?? UNUSED,
  };
}

/** The examples that use both terms, with the product of the weights; as quick as the rarer of them is rare. */
export function usedTogether(one: Uses, other: Uses): Uses {
  const [rarer, commoner] = one.examples.length <= other.examples.length ? [one, other] : [other, one];
  const both: Uses = { examples: [], weights: [] };
  let at = 0;
  for (let index = 0; index < rarer.examples.length; index += 1) {
    const example = rarer.examples[index] ?? 0;
    at = firstFrom(commoner.examples, at, example);
    if (at === commoner.examples.length) break;
    if (commoner.examples[at] !== example) continue;
    both.examples.push(example);
    both.weights.push((rarer.weights[index] ?? 0) * (commoner.weights[at] ?? 0));
  }
  return both;
}

/** The first place from `from` on where a number is not below `least`: in ever larger steps, then by halves. */
function firstFrom(ascending: readonly number[], from: number, least: number): number {
  let [low, step] = [from, 1];
  while ((ascending[low + step] ?? Number.POSITIVE_INFINITY) < least) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, ascending.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
