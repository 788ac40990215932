import { type CodeVersion, passageById, passagesOf } from '../domain/code.ts';
import type { Answer, Quoted } from './answer.ts';
import { createMeaning } from './meaning.ts';
import { type Concern, createSpeakUp } from './speakUp.ts';
import { createSpelling } from './spelling.ts';
import {
  createContentReader,
  isSmallWord,
  LONGEST_QUESTION,
  type ReadTokens,
  tokensOf,
  wordsOf,
} from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';
import { createVotes, type Example, type Support } from './votes.ts';

/** One document that can answer, with the words under which people look for its passages. */
export type AnsweringDocument = { readonly code: CodeVersion; readonly vocabulary: Vocabulary };

export type AnswersSetup = {
  /** In order of precedence: a later one answers only where all before it are silent. */
  readonly documents: readonly [AnsweringDocument, ...AnsweringDocument[]];
  /** Whether a lower-case word is English: such a word is never taken for a misspelling of another. */
  readonly isEnglish: (word: string) => boolean;
};

/**
 * Least support at which a passage answers, and by how much it may fall short of a topic the Code does not address.
 * Calibrated on the tuning half of `test/answers/questions`: run `npm run bench -- ask` after each edit of the content.
 */
const LEAST_SUPPORT = 0.2;
const TOPIC_LEAD = 0.05;
/** A further passage is shown when it has at least this share of the best one's support. */
const FURTHER_SHARE = 0.3;
const SHOWN = 3;
/** Below this share of words that are known or can be put right, the text is not English or not words. */
const LEAST_UNDERSTOOD = 0.5;

/**
 * Makes the function that answers questions about the Code by quoting it. Everything is indexed here, once (tens of
 * milliseconds); answering then is pure, deterministic and offline, keeps nothing and logs nothing. Any text is
 * answered, also none: see `Answer`. Text beyond 2 000 characters is not read.
 * @example
 * const answer = createAnswers({ documents: [{ code, vocabulary }], isEnglish });
 * answer("my brother-in-law's firm is bidding for our contract"); // quotes the 1st principle
 */
export function createAnswers({ documents, isEnglish }: AnswersSetup): (question: string) => Answer {
  const [first, ...others] = documents.map((document) => createAnswersOf(document, isEnglish));
  return (question) => {
    const text = question.slice(0, LONGEST_QUESTION);
    const answer: Answer = first?.(text) ?? { kind: 'unclear', reason: 'no-words' };
    if (answer.kind !== 'not-addressed') return answer;
    return others.map((answerFrom) => answerFrom(text)).find(({ kind }) => kind === 'passages') ?? answer;
  };
}

function createAnswersOf(
  { code, vocabulary }: AnsweringDocument,
  isEnglish: AnswersSetup['isEnglish'],
): (question: string) => Answer {
  const { passages, notAddressed, speakUp } = vocabulary;
  const { read, counts } = createContentReader();
  const meaningOf = createMeaning(vocabulary.sameMeaning, read);
  const votes = createVotes(examplesOf(code, vocabulary, (text) => meaningOf(read(text))));
  const readQuestion: ReadTokens = (text) =>
    tokensOf(
      wordsOf(text)
        .map((word) => spelt(word))
        .join(' '),
    );
  const concernIn = createSpeakUp(speakUp, readQuestion, read);
  const spelt = createSpelling(counts, isEnglish);

  const quote = (id: string): readonly Quoted[] => {
    const passage = passageById(code, id);
    const about = passages[id]?.about;
    if (passage === undefined || about === undefined) return [];
    return [{ passage, about, document: code.document, label: code.label, hash: code.hash }];
  };
  const channels = speakUp.channels.flatMap(quote);

  return (question) => {
    const words = wordsOf(question);
    if (words.length === 0)
      return { kind: 'unclear', reason: /\p{L}/u.test(question) ? 'not-understood' : 'no-words' };
    const understood = words.filter(
      (word) => counts.has(word) || isSmallWord(word) || isEnglish(word) || spelt(word) !== word,
    );
    if (understood.length < words.length * LEAST_UNDERSTOOD)
      return { kind: 'unclear', reason: 'not-understood' };

    const terms = meaningOf(readQuestion(question));
    const ranked = votes.rank(terms);
    const addressed = passagesIn(ranked, passages);
    const concern = concernOf(concernIn(question), addressed[0], code);
    if (concern === 'report') {
      const related = addressed.filter(({ subject }) => !speakUp.channels.includes(subject));
      return {
        kind: 'speak-up',
        passages: channels,
        related: related.flatMap(({ subject }) => quote(subject)),
      };
    }
    const best = addressed[0];
    if (best === undefined) {
      const topic = notAddressed.topics[ranked[0]?.subject ?? '']?.about;
      return { kind: 'not-addressed', ...(topic && { topic }), instead: quote(notAddressed.instead) };
    }
    const shown = addressed.map(({ subject }) => subject);
    return {
      kind: 'passages',
      passages: shown.flatMap(quote),
      related: (passages[best.subject]?.related ?? []).filter((id) => !shown.includes(id)).flatMap(quote),
      channels: concern === 'mixed' ? channels : [],
      because: votes.because(terms, best.subject).slice(0, 5),
    };
  };
}

/** The passages that answer, best first; none where a topic the Code does not address fits better. */
function passagesIn(ranked: readonly Support[], passages: Vocabulary['passages']): readonly Support[] {
  const found = ranked.filter(({ subject }) => subject in passages);
  const topic = ranked.find(({ subject }) => !(subject in passages));
  const best = found[0]?.score ?? 0;
  if (best < LEAST_SUPPORT || best < (topic?.score ?? 0) + TOPIC_LEAD) return [];
  return found.slice(0, SHOWN).filter(({ score }) => score >= best * FURTHER_SHARE);
}

/** What somebody in the company does is a concern only if one of the principles speaks of it. */
function concernOf(concern: Concern, best: Support | undefined, code: CodeVersion): Concern {
  if (concern !== 'conduct') return concern;
  return best !== undefined && passageById(code, best.subject)?.kind === 'principle' ? 'report' : 'none';
}

function* examplesOf(
  code: CodeVersion,
  { passages, notAddressed }: Vocabulary,
  termsOf: (text: string) => Example['terms'],
): Generator<Example> {
  const texts = new Map<string, string>(passagesOf(code).map(({ id, text }) => [id, text]));
  for (const [subject, { asked }] of [...Object.entries(passages), ...Object.entries(notAddressed.topics)])
    for (const text of [...asked, texts.get(subject) ?? '']) yield { subject, terms: termsOf(text) };
}
