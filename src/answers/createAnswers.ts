import type { Answer } from './answer.ts';
import { type AnsweringDocument, createDocumentAnswers } from './createDocumentAnswers.ts';
import { LONGEST_QUESTION } from './tokens.ts';

export type AnswersSetup = {
  /** In order of precedence: a later one answers only where all before it are silent. */
  readonly documents: readonly [AnsweringDocument, ...AnsweringDocument[]];
  /** Whether a lower-case word is English: such a word is never taken for a misspelling of another. */
  readonly isEnglish: (word: string) => boolean;
};

/**
 * Makes the function that answers questions about the Code by quoting it. Everything is indexed here, once (tens of
 * milliseconds); answering then is pure, deterministic and offline, keeps nothing and logs nothing. Any text is
 * answered, also none: see `Answer`. Text beyond 2 000 characters is not read.
 * @example
 * const answer = createAnswers({ documents: [{ code, vocabulary }], isEnglish });
 * answer("my brother-in-law's firm is bidding for our contract"); // quotes the 1st principle
 */
export function createAnswers({ documents, isEnglish }: AnswersSetup): (question: string) => Answer {
  const [first, ...others] = documents;
  const answerFirst = createDocumentAnswers(first, isEnglish);
  const answerOthers = others.map((document) => createDocumentAnswers(document, isEnglish));
  return (question) => {
    const text = question.slice(0, LONGEST_QUESTION);
    const answer = answerFirst(text);
    if (answer.kind !== 'not-addressed') return answer;
    return (
      answerOthers.map((answerNext) => answerNext(text)).find(({ kind }) => kind === 'passages') ?? answer
    );
  };
}
