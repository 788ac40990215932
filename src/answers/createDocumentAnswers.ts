import { type CodeVersion, passagesOf } from '../domain/code.ts';
import type { Answer, Quoted } from './answer.ts';
import { type Asked, inWordsOf } from './asked.ts';
import type { Explanation } from './explanation.ts';
import type { Terms } from './meaning.ts';
import { createQuoting } from './quoting.ts';
import { type Concern, createSpeakUp } from './speakUp.ts';
import type { ReadTokens } from './tokens.ts';
import type { Topic, Vocabulary } from './vocabulary.ts';
import { createWeighing, type Weighed } from './weigh.ts';

/** The Code, with the words under which people look for its passages. */
export type AnsweringDocument = { readonly code: CodeVersion; readonly vocabulary: Vocabulary };

/**
 * Least support at which a passage answers; and by how much it may be weaker than the strongest topic the Code does not
 * address. Calibrated on batches of questions by eight authors, two left out at a time: a tenth more leniency answers one
 * more in four hundred of what the Code says, and two more in a hundred of what it is silent on. To say that the Code does
 * not address what it does is the worse mistake of the two.
 */
const LEAST_SUPPORT = 0.7;
const LENIENCY = 0.3;
/** A further passage is shown when it is no weaker than the best one by more: two are shown on average. */
const FURTHER_WITHIN = 1.3;
const SHOWN = 3;
/**
 * How likely somebody tells of a violation, as learnt from what others told: from the first on the channels stand
 * before everything else, from the second where no passage answers, from the third beside the passages. Up to the last
 * what the rules on words and clauses take for a statement is none ("tell me a joke about accountants"). Recognition errs
 * towards showing them.
 */
const TOLD_FIRST = 0.92;
const TOLD_UNANSWERED = 0.4;
const TOLD_BESIDE = 0.05;
const TOLD_HARDLY = 0.02;
/** A topic is named from this support on. */
const LEAST_VOTES = 0.2;
/** So many reasons are given for the first passage, and so many subjects explained. */
const REASONS = 5;
const EXPLAINED = 6;

export type DocumentAnswers = {
  readonly answer: (asked: Asked) => Exclude<Answer, { kind: 'unclear' }>;
  readonly explain: (asked: Asked) => Pick<Explanation, 'told' | 'considered'>;
  /** See `Weighing`. */
  readonly goOn: () => boolean;
  /** What the Code says about where to look when it is silent, and which document controls. */
  readonly instead: readonly Quoted[];
};

/** Answers from the Code alone: see `createAnswers`. */
export function createDocumentAnswers(
  { code, vocabulary }: AnsweringDocument,
  { read, meaningOf }: { read: ReadTokens; meaningOf: (tokens: Asked['tokens']) => Terms },
): DocumentAnswers {
  const { passages, notAddressed, speakUp } = vocabulary;
  const kinds = new Map<string, string>(passagesOf(code).map(({ id, kind }) => [id, kind]));
  const weighing = createWeighing(code, vocabulary, { read, meaningOf });
  const concernIn = createSpeakUp(speakUp, read);
  const quote = createQuoting(code, ({ id }) => passages[id]?.about);
  const channels = speakUp.channels.flatMap(quote);
  const instead = quote(notAddressed.instead);

  return {
    instead,
    answer(asked) {
      const { text, tokens, terms } = asked;
      const concern = concernIn(text);
      const weighed = weighing.weigh(asked);
      const { shown } = addressedBy(weighed);
      const best = shown[0];
      const topic = topicOf(weighed, notAddressed);
      const mayBe = concern !== 'none' && weighed.told > TOLD_HARDLY && mayBeConcern(concern, topic);
      const seemsTold =
        weighed.told > TOLD_UNANSWERED && (topic === undefined || topic.toldAsConcern === true);
      const isUnanswered = best === undefined && (mayBe || seemsTold);
      // "Whom do I report to" asks; whoever asks gets the answer, with the channels beside it.
      const isReport = concern === 'report' && (best === undefined || weighed.told > TOLD_HARDLY);
      if (isReport || isUnanswered || weighed.told > TOLD_FIRST) {
        const related = shown.filter((id) => !speakUp.channels.includes(id));
        return { kind: 'speak-up', passages: channels, related: related.flatMap(quote) };
      }
      if (best === undefined) return { kind: 'not-addressed', ...(topic && { topic: topic.about }), instead };
      // What somebody does without a word for wrong is a concern only if a principle or the channels speak of it.
      const isConcern =
        concern === 'report' ||
        concern === 'mixed' ||
        concern === 'odd' ||
        weighed.told > TOLD_BESIDE ||
        (concern !== 'none' && (kinds.get(best) === 'principle' || speakUp.channels.includes(best)));
      return {
        kind: 'passages',
        passages: shown.flatMap(quote),
        related: (passages[best]?.related ?? []).filter((id) => !shown.includes(id)).flatMap(quote),
        channels: isConcern ? channels : [],
        because: weighing
          .because(terms, best)
          .slice(0, REASONS)
          .map(({ what }) => inWordsOf(tokens, what)),
        rule: [],
      };
    },
    explain(asked) {
      const { tokens, terms } = asked;
      const weighed = weighing.weigh(asked);
      const { shown, threshold } = addressedBy(weighed);
      const { addsTo, leadingTo } = weighed;
      const topics = weighed.topics.map(({ subject, score }) => ({
        subject,
        score: score + addsTo(subject),
      }));
      const considered = [...weighed.passages, ...topics]
        .sort((one, other) => other.score - one.score)
        .slice(0, EXPLAINED)
        .map(({ subject, score }) => {
          const [quoted] = quote(subject);
          const likest = weighing.likest(terms, subject);
          const leading = leadingTo(subject).slice(0, REASONS);
          return {
            subject,
            about: quoted?.about ?? notAddressed.topics[subject]?.about ?? subject,
            ...(quoted && { citation: quoted.passage.citation }),
            score,
            threshold,
            shown: shown.includes(subject),
            reasons: weighing
              .because(terms, subject)
              .slice(0, REASONS)
              .map(({ what, weight }) => ({ what: inWordsOf(tokens, what), weight })),
            ...(likest && { likest }),
            learnt: {
              adds: addsTo(subject),
              leading: leading.map((what) => inWordsOf(tokens, what)),
            },
          };
        })
        // Nothing of the question is known: what is left is how often each is asked for.
        .filter(({ reasons, learnt }) => reasons.length > 0 || learnt.leading.length > 0);
      return { told: weighed.told, considered };
    },
    goOn: weighing.goOn,
  };
}

/** The passages that answer, best first; none where a topic the Code does not address fits as well. */
function addressedBy({ passages, silence }: Weighed): {
  readonly shown: readonly string[];
  readonly threshold: number;
} {
  const threshold = Math.max(LEAST_SUPPORT, silence - LENIENCY);
  const best = passages[0]?.score ?? 0;
  if (best < threshold) return { shown: [], threshold };
  const shown = passages.slice(0, SHOWN).filter(({ score }) => score >= best - FURTHER_WITHIN);
  return { shown: shown.map(({ subject }) => subject), threshold };
}

/** The topic that a question no passage answers seems to be about. */
function topicOf(weighed: Weighed, { topics }: Vocabulary['notAddressed']): Topic | undefined {
  const best = weighed.topics.find(({ score }) => score >= LEAST_VOTES);
  return topics[best?.subject ?? ''];
}

/**
 * Whether somebody who tells of something that no passage answers is shown the channels. Of expenses, invoices or
 * vendors people tell when something is wrong with them; of a broken printer they tell as well.
 */
function mayBeConcern(concern: Concern, topic: Topic | undefined): boolean {
  if (concern === 'mixed') return true;
  if (topic === undefined) return concern === 'odd' || concern === 'conduct';
  return topic.toldAsConcern === true;
}
