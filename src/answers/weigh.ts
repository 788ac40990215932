import { type CodeVersion, passagesOf } from '../domain/code.ts';
import type { Asked } from './asked.ts';
import { featuresOf } from './features.ts';
import { AT_ONCE, inSteps } from './inSteps.ts';
import { createLearner, type Learner, type Lesson } from './learn.ts';
import { isWayOfAsking, type Terms } from './meaning.ts';
import { createRanking, type Likest, type Ranking, type Support } from './rank.ts';
import type { Example } from './termIndex.ts';
import type { ReadTokens } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * What was learnt from all examples adds so much where it is certain, a third of that less for each power of ten that
 * it is less likely, and nothing from one in a thousand on; of a question half of which is unknown, half.
 */
const LEARNT = 1.2;
const LEAST_LIKELY = 1e-3;
/** What the learner calls a text that tells of something instead of asking. */
const TOLD = 'told';

export type Weighed = {
  /** Passages, strongest first. */
  readonly passages: readonly Support[];
  /** Topics the Code does not address, strongest first: votes and likeness alone. */
  readonly topics: readonly Support[];
  /** How strongly the strongest topic speaks against an answer, in the measure of the passages. */
  readonly silence: number;
  /** How likely somebody tells of a violation rather than asks, 0 to 1. */
  readonly told: number;
  /** What was learnt adds so much to a passage, or to any topic. */
  readonly addsTo: (subject: string) => number;
  /** What in the question leads there most, as was learnt. */
  readonly leadingTo: (subject: string) => readonly string[];
};

export type Weighing = {
  readonly weigh: (asked: Asked) => Weighed;
  readonly because: Ranking['because'];
  readonly likest: (terms: Terms, subject: string) => Likest | undefined;
  /** Learns a little more; false when all is learnt. The first question waits for the rest. */
  readonly goOn: () => boolean;
};

/**
 * Weighs a question by everything the vocabulary says: the votes of its words, its likeness to examples, what was
 * learnt.
 */
export function createWeighing(
  code: CodeVersion,
  vocabulary: Vocabulary,
  { read, meaningOf }: { read: ReadTokens; meaningOf: (tokens: Asked['tokens']) => Terms },
): Weighing {
  const { goOn, result: learnt } = inSteps(preparing(code, vocabulary, { read, meaningOf }));
  const isTopic = (subject: string) => subject in vocabulary.notAddressed.topics;
  /** The share of what is asked about that was learnt from: of a zebra crossing it knows the crossing. */
  const knownOf = (learner: Learner, terms: Terms) => {
    let [known, all] = [0, 0];
    for (const [term, weight] of terms) {
      if (isWayOfAsking(term)) continue;
      all += weight;
      if (learner.knows(term)) known += weight;
    }
    return all === 0 ? 0 : known / all;
  };
  const added = (known: number, chance: number | undefined) =>
    known * LEARNT * (1 + Math.log10(Math.max(chance ?? 0, LEAST_LIKELY)) / -Math.log10(LEAST_LIKELY));

  return {
    goOn,
    because: (terms, subject) => learnt().ranking.because(terms, subject),
    likest: (terms, subject) => learnt().ranking.likest(terms, subject),
    weigh: ({ tokens, terms }) => {
      const { ranking, learner } = learnt();
      const ranked = ranking.rank(terms);
      const features = featuresOf(tokens, terms);
      const likely = learner.likely(features);
      const known = knownOf(learner, terms);
      let silent = 0;
      for (const [subject, chance] of likely) if (isTopic(subject)) silent += chance;
      const addsTo = (subject: string) => added(known, isTopic(subject) ? silent : likely.get(subject));
      const votes = new Map(ranked.map(({ subject, score }) => [subject, score]));
      const topics = ranked.filter(({ subject }) => isTopic(subject));
      return {
        passages: Object.keys(vocabulary.passages)
          .map((subject) => ({
            subject,
            score: (votes.get(subject) ?? 0) + addsTo(subject),
          }))
          .sort((one, other) => other.score - one.score),
        topics,
        silence: (topics[0]?.score ?? 0) + added(known, silent),
        told: likely.get(TOLD) ?? 0,
        addsTo,
        leadingTo: (subject) =>
          learner.leadingTo(features, isTopic(subject) ? isTopic : (other) => other === subject),
      };
    },
  };
}

/** Reads all examples, indexes them and learns from them. */
function* preparing(
  code: CodeVersion,
  vocabulary: Vocabulary,
  reading: Reading,
): Generator<undefined, { readonly ranking: Ranking; readonly learner: Learner }> {
  const examples: ReadExample[] = [];
  for (const example of examplesOf(code, vocabulary, reading))
    if (examples.push(example) % AT_ONCE === 0) yield;
  const ranking = createRanking(examples);
  yield;
  const learner = createLearner(lessonsOf(examples, vocabulary, reading));
  while (learner.goOn()) yield;
  return { ranking, learner };
}

type Reading = { readonly read: ReadTokens; readonly meaningOf: (tokens: Asked['tokens']) => Terms };
type ReadExample = Example & Pick<Asked, 'tokens'>;

function* examplesOf(
  code: CodeVersion,
  { passages, notAddressed }: Vocabulary,
  reading: Reading,
): Generator<ReadExample> {
  for (const { id, text } of passagesOf(code))
    for (const phrasing of [...(passages[id]?.asked ?? []), text])
      yield { subject: id, ...exampleOf(phrasing, reading) };
  for (const [subject, { asked }] of Object.entries(notAddressed.topics))
    for (const phrasing of asked) yield { subject, ...exampleOf(phrasing, reading) };
}

function exampleOf(phrasing: string, { read, meaningOf }: Reading): Omit<ReadExample, 'subject'> {
  const tokens = read(phrasing);
  return { phrasing, tokens, terms: meaningOf(tokens) };
}

function* lessonsOf(
  examples: readonly ReadExample[],
  { speakUp }: Vocabulary,
  reading: Reading,
): Generator<Lesson> {
  for (const { subject, tokens, terms } of examples) yield { subject, features: featuresOf(tokens, terms) };
  for (const phrasing of speakUp.told) {
    const { tokens, terms } = exampleOf(phrasing, reading);
    yield { subject: TOLD, features: featuresOf(tokens, terms) };
  }
}
