import { isWayOfAsking, type Terms } from './meaning.ts';
import { type TermIndex, type Uses, usedTogether } from './termIndex.ts';

/** Two terms together ("auditor" and "hide") say more than each alone; a pair counts this much of their product. */
const PAIR = 0.5;
/** Pairs are made of the weightiest terms only, so that a long question takes no longer than a short one. */
const PAIRED_TERMS = 24;
/** Examples a subject is credited with from the start, so that one with few examples does not shout. */
const SUBJECT_PRIOR = 30;
/** Between 0, where every term votes alike, and 1, where only terms of a single subject count. */
const CLARITY = 0.3;
/** A question with less to go on than this is not certain of anything. */
const LEAST_WEIGHT = 1.2;

/** A term of a question, or two together, with the examples that use it. */
type Feature = {
  readonly name: string;
  readonly weight: number;
  readonly isPair: boolean;
  readonly uses: Uses;
};

/** What spoke for a subject, and how much it added to its score. */
export type Reason = { readonly what: string; readonly weight: number };

export type Votes = {
  /** For every subject, by its index, how strongly the terms speak for it: 0 not at all, about 1 unmistakably. */
  readonly tally: (terms: Terms) => readonly number[];
  /** The terms and pairs of terms that spoke for a subject, strongest first; their weights add up to its tally. */
  readonly because: (terms: Terms, subject: string) => readonly Reason[];
};

/**
 * Every term of a question votes for the subjects in whose examples it occurs: the more of a subject's examples use
 * it, and the fewer other subjects do, the stronger. Terms nobody ever used vote for none but lower the score, so a
 * question that is mostly about something else stays weak. No randomness, no state: the same question, the same votes.
 */
export function createVotes({ subjects, sizes, subjectOf, usesOf }: TermIndex): Votes {
  const featuresOf = (terms: Terms): readonly Feature[] => {
    const single = [...terms].map(([name, weight]) => ({ name, weight, isPair: false, uses: usesOf(name) }));
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

  /** How clearly a feature speaks, and its vote for each subject it speaks for. */
  const ballotOf = ({ weight, uses }: Feature) => {
    const shareOf = new Float64Array(subjects.length);
    let seen = 0;
    for (let at = 0; at < uses.examples.length; at += 1) {
      const subject = subjectOf[uses.examples[at] ?? 0] ?? 0;
      const used = uses.weights[at] ?? 0;
      shareOf[subject] = (shareOf[subject] ?? 0) + used / ((sizes[subject] ?? 0) + SUBJECT_PRIOR);
      seen += used;
    }
    const shares = new Map([...shareOf.entries()].filter(([, share]) => share > 0));
    let total = 0;
    for (const share of shares.values()) total += share;
    let entropy = 0;
    for (const share of shares.values()) entropy -= (share / total) * Math.log(share / total);
    const clarity = Math.max(0, 1 - entropy / Math.log(Math.max(2, subjects.length))) ** CLARITY;
    const strength = weight * clarity * Math.min(1, 0.5 + seen / 4);
    return {
      clarity,
      votes: [...shares].map(([subject, share]) => ({ subject, vote: strength * Math.sqrt(share / total) })),
    };
  };

  return {
    tally: (terms) => {
      const support = subjects.map(() => 0);
      let most = 0;
      for (const feature of featuresOf(terms)) {
        const { clarity, votes } = ballotOf(feature);
        if (!feature.isPair) most += feature.weight * clarity;
        for (const { subject, vote } of votes) support[subject] = (support[subject] ?? 0) + vote;
      }
      return support.map((votes) => votes / Math.max(most, LEAST_WEIGHT));
    },
    because: (terms, subject) => {
      const wanted = subjects.indexOf(subject);
      let most = 0;
      const found = featuresOf(terms).map((feature) => {
        const { clarity, votes } = ballotOf(feature);
        if (!feature.isPair) most += feature.weight * clarity;
        const vote = votes.find((one) => one.subject === wanted)?.vote ?? 0;
        return { what: feature.name, weight: vote };
      });
      return found
        .filter(({ weight }) => weight > 0)
        .map(({ what, weight }) => ({ what, weight: weight / Math.max(most, LEAST_WEIGHT) }))
        .sort((one, other) => other.weight - one.weight);
    },
  };
}
