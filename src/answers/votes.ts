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

/** How much a term was used for a subject: the subject's index and the sum of weights. */
type Use = { readonly subject: number; weight: number };

/**
 * Every term of a question votes for the subjects in whose examples it occurs: the more of a subject's examples use
 * it, and the fewer other subjects do, the stronger. Terms nobody ever used vote for none but lower the score, so a
 * question that is mostly about something else stays weak. No randomness, no state: the same question, the same rank.
 */
export function createVotes(examples: readonly Example[]): Votes {
  const subjects = [...new Set(examples.map(({ subject }) => subject))];
  const indexOf = new Map(subjects.map((subject, index) => [subject, index]));
  const sizes = subjects.map(() => SUBJECT_PRIOR);
  const uses = new Map<string, Use[]>();
  for (const example of examples) {
    const subject = indexOf.get(example.subject) ?? 0;
    sizes[subject] = (sizes[subject] ?? 0) + 1;
    for (const { key, weight } of featuresOf(example.terms)) {
      const before = uses.get(key);
      const last = before?.at(-1);
      if (before === undefined) uses.set(key, [{ subject, weight }]);
      else if (last?.subject === subject) last.weight += weight;
      else before.push({ subject, weight });
    }
  }

  const votesOf = ({ key, weight }: Feature): { readonly most: number; readonly votes: readonly Use[] } => {
    const used = uses.get(key) ?? [];
    const shares = used.map((use) => ({
      subject: use.subject,
      weight: use.weight / (sizes[use.subject] ?? 1),
    }));
    const total = shares.reduce((sum, share) => sum + share.weight, 0);
    const entropy = shares.reduce(
      (sum, share) => sum - (share.weight / total) * Math.log(share.weight / total),
      0,
    );
    const clarity = Math.max(0, 1 - entropy / Math.log(Math.max(2, subjects.length))) ** CLARITY;
    const trust = Math.min(1, 0.5 + used.reduce((sum, use) => sum + use.weight, 0) / 4);
    const strength = weight * clarity * trust;
    return {
      most: used.length === 0 ? weight : weight * clarity,
      votes: shares.map((share) => ({
        subject: share.subject,
        weight: strength * Math.sqrt(share.weight / total),
      })),
    };
  };

  return {
    rank: (terms) => {
      const support = subjects.map(() => 0);
      let most = 0;
      for (const feature of featuresOf(terms)) {
        const ballot = votesOf(feature);
        if (!feature.isPair) most += ballot.most;
        for (const vote of ballot.votes) support[vote.subject] = (support[vote.subject] ?? 0) + vote.weight;
      }
      return subjects
        .map((subject, index) => ({ subject, score: (support[index] ?? 0) / Math.max(most, LEAST_WEIGHT) }))
        .filter(({ score }) => score > 0)
        .sort((one, other) => other.score - one.score);
    },
    because: (terms, subject) => {
      const wanted = indexOf.get(subject);
      return featuresOf(terms)
        .map((feature) => ({
          key: feature.key,
          weight: votesOf(feature).votes.find((vote) => vote.subject === wanted)?.weight ?? 0,
        }))
        .filter(({ weight }) => weight > 0)
        .sort((one, other) => other.weight - one.weight)
        .map(({ key }) => key);
    },
  };
}

/** A term, or two that stand in the same text. */
type Feature = { readonly key: string; readonly weight: number; readonly isPair: boolean };

function featuresOf(terms: Terms): readonly Feature[] {
  const features: Feature[] = [];
  const content: [term: string, weight: number][] = [];
  for (const [key, weight] of terms) {
    features.push({ key, weight, isPair: false });
    if (!isWayOfAsking(key)) content.push([key, weight]);
  }
  const byName = (one: readonly [string, number], other: readonly [string, number]) =>
    one[0] < other[0] ? -1 : 1;
  const paired =
    content.length <= PAIRED_TERMS
      ? content
      : content.sort((one, other) => other[1] - one[1] || byName(one, other)).slice(0, PAIRED_TERMS);
  paired.sort(byName);
  for (let one = 0; one < paired.length; one += 1) {
    const [term, weight] = paired[one] ?? ['', 0];
    for (let other = one + 1; other < paired.length; other += 1) {
      const [otherTerm, otherWeight] = paired[other] ?? ['', 0];
      features.push({ key: `${term} + ${otherTerm}`, weight: PAIR * weight * otherWeight, isPair: true });
    }
  }
  return features;
}
