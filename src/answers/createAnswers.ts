import type { Answer } from './answer.ts';
import type { Asked } from './asked.ts';
import { type AnsweringDocument, createDocumentAnswers } from './createDocumentAnswers.ts';
import { createFurtherAnswers, type FurtherDocument } from './createFurtherAnswers.ts';
import type { Explanation } from './explanation.ts';
import { inSteps } from './inSteps.ts';
import { createMeaning, isWayOfAsking } from './meaning.ts';
import { createSpelling, type Spell } from './spelling.ts';
import { createContentReader, LONGEST_QUESTION, tokensOf, wordsOf } from './tokens.ts';

export type AnswersSetup = {
  /** Answers first, and controls where others differ (its Introductory Note, 2nd paragraph). */
  readonly code: AnsweringDocument;
  /** In order of precedence; they answer where the Code is silent. */
  readonly further?: readonly FurtherDocument[];
  /** Whether a lower-case word is English: such a word is never taken for a misspelling of another. */
  readonly isEnglish: (word: string) => boolean;
};

export type Answers = {
  readonly answer: (question: string) => Answer;
  /** Why it is answered like that: for compliance. */
  readonly explain: (question: string) => Explanation;
  /**
   * Learns a little more from the vocabulary, some 20 ms long; false when all is learnt. The first question waits for
   * what is left.
   */
  readonly goOn: () => boolean;
};

/** Below this share of words that are known or can be put right, the text is not English or not words. */
const LEAST_UNDERSTOOD = 0.5;
/** Of HTML: no word of what is asked. */
const TAG = /<\/?[a-z][^<>]{0,200}>/giu;
/** An answer quotes so many passages, of all documents together. */
const SHOWN = 3;

/**
 * Makes the functions that answer questions about the Code by quoting it. Everything is read, indexed and learnt from
 * once, in steps (`goOn`); answering then is pure, deterministic and offline, keeps nothing and logs nothing. Any text is
 * answered, also none: see `Answer`. Text beyond 2 000 characters is not read.
 * @example
 * const { answer } = createAnswers({ code: { code, vocabulary }, isEnglish });
 * answer("my brother-in-law's firm is bidding for our contract"); // quotes the 1st principle
 */
export function createAnswers({ code, further = [], isEnglish }: AnswersSetup): Answers {
  const { read, counts } = createContentReader();
  const meaningOf = createMeaning(code.vocabulary.sameMeaning, read);
  const ofCode = createDocumentAnswers(code, { read, meaningOf });
  const ofOthers = createFurtherAnswers(further, { read, meaningOf });
  const { goOn, result: spelling } = inSteps(learning());

  /** What words there are is known once all phrasings are read. */
  function* learning(): Generator<undefined, Spell> {
    while (ofCode.goOn()) yield;
    return createSpelling(counts, isEnglish);
  }

  const readQuestion = (question: string): Asked | Extract<Answer, { kind: 'unclear' }> => {
    const typed = question.slice(0, LONGEST_QUESTION).replace(TAG, ' ');
    if (wordsOf(typed).length === 0)
      return { kind: 'unclear', reason: /\p{L}/u.test(typed) ? 'not-understood' : 'no-words' };
    const { text, understood } = spelling()(typed);
    if (understood < LEAST_UNDERSTOOD) return { kind: 'unclear', reason: 'not-understood' };
    const tokens = tokensOf(text);
    const terms = meaningOf(tokens);
    if ([...terms.keys()].every(isWayOfAsking)) return { kind: 'unclear', reason: 'no-words' };
    return { text, tokens, terms };
  };

  const answerRead = (asked: Asked): Answer => {
    const first = ofCode.answer(asked);
    if (further.length === 0 || first.kind === 'speak-up') return first;
    const rule = ofCode.instead;
    if (first.kind === 'passages') {
      const [beside] = ofOthers.find(asked, { beside: true });
      if (beside === undefined) return first;
      const passages = [...first.passages.slice(0, SHOWN - 1), beside];
      const dropped = first.passages.slice(SHOWN - 1);
      return { ...first, passages, related: [...dropped, ...first.related], precedence: 'controls', rule };
    }
    const passages = ofOthers.find(asked);
    const [best] = passages;
    if (best === undefined) return first;
    const shown = new Set(passages.map(({ passage }) => passage.id));
    return {
      kind: 'passages',
      passages,
      related: ofOthers.related(best).filter(({ passage }) => !shown.has(passage.id)),
      channels: [],
      because: ofOthers.because(asked, best),
      precedence: 'silent',
      rule,
    };
  };

  return {
    answer(question) {
      const asked = readQuestion(question);
      return 'kind' in asked ? asked : answerRead(asked);
    },
    explain(question) {
      const asked = readQuestion(question);
      if ('kind' in asked) return { kind: asked.kind, readAs: '', told: 0, considered: [] };
      const { kind } = answerRead(asked);
      const { told, considered } = ofCode.explain(asked);
      return { kind, readAs: asked.text, told, considered: [...considered, ...ofOthers.explain(asked)] };
    },
    goOn,
  };
}
