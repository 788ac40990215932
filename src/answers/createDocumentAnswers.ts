import { type CodeVersion, passagesOf } from '../domain/code.ts';
import type { Answer, Quoted } from './answer.ts';
import { type Asked, inWordsOf } from './asked.ts';
import type { Considered } from './explanation.ts';
import type { Terms } from './meaning.ts';
import { createQuoting } from './quoting.ts';
import { createRanking, type Support } from './rank.ts';
import { type Concern, createSpeakUp } from './speakUp.ts';
import type { Example } from './termIndex.ts';
import type { ReadTokens } from './tokens.ts';
import type { Topic, Vocabulary } from './vocabulary.ts';

/** The Code, with the words under which people look for its passages. */
export type AnsweringDocument = { readonly code: CodeVersion; readonly vocabulary: Vocabulary };

/**
 * Least support at which a passage answers, and by how much it has to surpass every topic the Code does not address.
 * Calibrated on the tuning half of `test/answers/questions` and on the vocabulary's own phrasings, each left out in
 * turn: lower answers more of what the Code does not say, higher denies more of what it says.
 */
const LEAST_SUPPORT = 0.2;
const LEAD_OVER_TOPICS = 0.05;
/**
 * Topics share what speaks against an answer: a question about the office canteen is a little of several. This share
 * of the second and third topic counts with the first. With a tenth of the vocabulary's phrasings left out in turn it
 * answers a fifth fewer of those that are not about the Code, at the cost of one and a half right answers in a hundred.
 */
const NEXT_TOPICS = 0.3;
/** A further passage is shown when it has at least this share of the best one's support. */
const FURTHER_SHARE = 0.3;
const SHOWN = 3;
/** So many reasons are given for the first passage, and so many subjects explained. */
const REASONS = 5;
const EXPLAINED = 6;

export type DocumentAnswers = {
  readonly answer: (asked: Asked) => Exclude<Answer, { kind: 'unclear' }>;
  readonly explain: (asked: Asked) => readonly Considered[];
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
  const ranking = createRanking(examplesOf(code, vocabulary, (text) => meaningOf(read(text))));
  const concernIn = createSpeakUp(speakUp, read);
  const quote = createQuoting(code, ({ id }) => passages[id]?.about);
  const channels = speakUp.channels.flatMap(quote);
  const instead = quote(notAddressed.instead);

  return {
    instead,
    answer({ text, tokens, terms }) {
      const concern = concernIn(text);
      const ranked = ranking.rank(terms);
      const shown = addressedBy(ranked, passages).shown;
      const best = shown[0];
      const topic = topicOf(ranked, notAddressed);
      const isUnanswered = concern !== 'none' && best === undefined && mayBeConcern(concern, topic);
      if (concern === 'report' || isUnanswered) {
        const related = shown.filter((id) => !speakUp.channels.includes(id));
        return { kind: 'speak-up', passages: channels, related: related.flatMap(quote) };
      }
      if (best === undefined) return { kind: 'not-addressed', ...(topic && { topic: topic.about }), instead };
      // What somebody does without a word for wrong is a concern only if a principle or the channels speak of it.
      const isConcern =
        concern === 'mixed' ||
        concern === 'odd' ||
        (concern !== 'none' && (kinds.get(best) === 'principle' || speakUp.channels.includes(best)));
      return {
        kind: 'passages',
        passages: shown.flatMap(quote),
        related: (passages[best]?.related ?? []).filter((id) => !shown.includes(id)).flatMap(quote),
        channels: isConcern ? channels : [],
        because: ranking
          .because(terms, best)
          .slice(0, REASONS)
          .map(({ what }) => inWordsOf(tokens, what)),
        rule: [],
      };
    },
    explain({ tokens, terms }) {
      const ranked = ranking.rank(terms);
      const { shown, threshold } = addressedBy(ranked, passages);
      return ranked.slice(0, EXPLAINED).map(({ subject, score }) => {
        const [quoted] = quote(subject);
        const likest = ranking.likest(terms, subject);
        return {
          subject,
          about: quoted?.about ?? notAddressed.topics[subject]?.about ?? subject,
          ...(quoted && { citation: quoted.passage.citation }),
          score,
          threshold,
          shown: shown.includes(subject),
          reasons: ranking
            .because(terms, subject)
            .slice(0, REASONS)
            .map(({ what, weight }) => ({ what: inWordsOf(tokens, what), weight })),
          ...(likest && { likest }),
        };
      });
    },
  };
}

/** The passages that answer, best first; none where a topic the Code does not address fits as well. */
function addressedBy(
  ranked: readonly Support[],
  passages: Vocabulary['passages'],
): { readonly shown: readonly string[]; readonly threshold: number } {
  const found = ranked.filter(({ subject }) => subject in passages);
  const [first = 0, second = 0, third = 0] = ranked
    .filter(({ subject }) => !(subject in passages))
    .map(({ score }) => score);
  const topic = first + NEXT_TOPICS * (second + third);
  const best = found[0]?.score ?? 0;
  const needed = Math.max(LEAST_SUPPORT, topic + LEAD_OVER_TOPICS);
  if (best < needed) return { shown: [], threshold: needed };
  const threshold = Math.max(needed, best * FURTHER_SHARE);
  const shown = found.slice(0, SHOWN).filter(({ score }) => score >= best * FURTHER_SHARE);
  return { shown: shown.map(({ subject }) => subject), threshold };
}

/** The topic that a question no passage answers seems to be about. */
function topicOf(ranked: readonly Support[], { topics }: Vocabulary['notAddressed']): Topic | undefined {
  const best = ranked.find(({ subject, score }) => subject in topics && score >= LEAST_SUPPORT);
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

function* examplesOf(
  code: CodeVersion,
  { passages, notAddressed }: Vocabulary,
  termsOf: (text: string) => Terms,
): Generator<Example> {
  for (const { id, text } of passagesOf(code))
    for (const phrasing of [...(passages[id]?.asked ?? []), text])
      yield { subject: id, phrasing, terms: termsOf(phrasing) };
  for (const [subject, { asked }] of Object.entries(notAddressed.topics))
    for (const phrasing of asked) yield { subject, phrasing, terms: termsOf(phrasing) };
}
