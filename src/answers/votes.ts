import { isWayOfAsking, type Terms } from './meaning.ts';

/** How strongly a question speaks for a subject. About 1 is an unmistakable question; 0 has nothing to do with it. */
export type Support = { readonly subject: string; readonly score: number };

/** What was said about a subject: one phrasing, or the passage's own text. */
export type Example = { readonly subject: string; readonly terms: Terms };

export type Votes = {
  /** Subjects with any support, strongest first; equal ones in the order in which they were learnt. */
  readonly rank: (terms: Terms) => readonly Support[];
  /** The terms and pairs of terms that spoke for a subject, strongest first. */
  readonly because: (terms: Terms, subject: string) => readonly string[];
};

/** Two terms together ("auditor" and "hide") say more than each alone; a pair counts this much of their product. */
const PAIR = 0.5;
/** Pairs are made of the weightiest terms only, so that a long question takes no longer than a short one. */
const PAIRED_TERMS = 24;
/** Examples a subject is credited with from the start, so that one with few examples does not shout. */
const SUBJECT_PRIOR = 5;
/** Between 0, where every term votes alike, and 1, where only terms of a single subject count. */
const CLARITY = 0.3;
/** A question with less to go on than this is not certain of anything. */
const LEAST_WEIGHT = 1.2;

/** Where a term is used: the indices of examples, ascending, and the weight in each. Two arrays take least memory. */
type Uses = { readonly examples: number[]; readonly weights: number[] };
const UNUSED: Uses = { examples: [], weights: [] };

/** A term of a question, or two together, with the examples that use it, in the order of examples. */
type Feature = {
  readonly name: string;
  readonly weight: number;
  readonly isPair: boolean;
  readonly uses: Uses;
};

/**
 * Every term of a question votes for the subjects in whose examples it occurs: the more of a subject's examples use
 * it, and the fewer other subjects do, the stronger. Terms nobody ever used vote for none but lower the score, so a
 * question that is mostly about something else stays weak. No randomness, no state: the same question, the same rank.
 */
export function createVotes(examples: Iterable<Example>): Votes {
  const indexOf = new Map<string, number>();
  const sizes: number[] = [];
  const subjectOf: number[] = [];
  const uses = new Map<string, Uses>();
  for (const { subject, terms } of examples) {
    const index = indexOf.get(subject) ?? indexOf.size;
    indexOf.set(subject, index);
    sizes[index] = (sizes[index] ?? SUBJECT_PRIOR) + 1;
    const example = subjectOf.push(index) - 1;
    for (const [term, weight] of terms) {
      const known = uses.get(term) ?? { examples: [], weights: [] };
      known.examples.push(example);
      known.weights.push(weight);
      uses.set(term, known);
    }
  }
  const subjects = [...indexOf.keys()];

  const featuresOf = (terms: Terms): readonly Feature[] => {
    const single = [...terms].map(([name, weight]) => ({
      name,
      weight,
      isPair: false,
      uses: uses.get(name) ?? UNUSED,
    }));
    const paired = single
      .filter(({ name }) => !isWayOfAsking(name))
      .sort((one, other) => other.weight - one.weight)
      .slice(0, PAIRED_TERMS);
    const pairs = paired.flatMap((one, at) =>
      paired.slice(at + 1).map((other) => ({
        name: `${one.name} + ${other.name}`,
        weight: PAIR * one.weight * other.weight,
        isPair: true,
        uses: usedTogether(one.uses, other.uses),
      })),
    );
    return [...single, ...pairs.filter((pair) => pair.uses.examples.length > 0)];
  };

  /** The share of its weight that a feature gives to each subject it speaks for, and how clearly it speaks. */
  const ballotOf = (feature: Feature) => {
    const shares = new Map<number, number>();
    let seen = 0;
    feature.uses.examples.forEach((example, at) => {
      const subject = subjectOf[example] ?? 0;
      const weight = feature.uses.weights[at] ?? 0;
      shares.set(subject, (shares.get(subject) ?? 0) + weight / (sizes[subject] ?? 1));
      seen += weight;
    });
    const total = [...shares.values()].reduce((sum, share) => sum + share, 0);
    let entropy = 0;
    for (const share of shares.values()) entropy -= (share / total) * Math.log(share / total);
    const clarity = Math.max(0, 1 - entropy / Math.log(Math.max(2, subjects.length))) ** CLARITY;
    const strength = feature.weight * clarity * Math.min(1, 0.5 + seen / 4);
    return {
      clarity,
      votes: [...shares].map(([subject, share]) => ({ subject, vote: strength * Math.sqrt(share / total) })),
    };
  };

  return {
    rank: (terms) => {
      const support = subjects.map(() => 0);
      let most = 0;
      for (const feature of featuresOf(terms)) {
        const { clarity, votes } = ballotOf(feature);
        if (!feature.isPair) most += feature.weight * clarity;
        for (const { subject, vote } of votes) support[subject] = (support[subject] ?? 0) + vote;
      }
      return subjects
        .map((subject, index) => ({ subject, score: (support[index] ?? 0) / Math.max(most, LEAST_WEIGHT) }))
        .filter(({ score }) => score > 0)
        .sort((one, other) => other.score - one.score);
    },
    because: (terms, subject) =>
      featuresOf(terms)
        .map((feature) => ({
          name: feature.name,
          vote: ballotOf(feature).votes.find((one) => one.subject === indexOf.get(subject))?.vote ?? 0,
        }))
        .filter(({ vote }) => vote > 0)
        .sort((one, other) => other.vote - one.vote)
        .map(({ name }) => name),
  };
}

/** The examples that use both terms, with the product of the weights. */
function usedTogether(one: Uses, other: Uses): Uses {
  const both: Uses = { examples: [], weights: [] };
  let at = 0;
  one.examples.forEach((example, index) => {
    while ((other.examples[at] ?? Number.POSITIVE_INFINITY) < example) at += 1;
    if (other.examples[at] !== example) return;
    both.examples.push(example);
    both.weights.push((one.weights[index] ?? 0) * (other.weights[at] ?? 0));
  });
  return both;
}
