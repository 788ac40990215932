import { setImmediate } from 'node:timers/promises';
import { type Answers, createAnswers } from './answers/createAnswers.ts';
import type { Content } from './content/code/loadContent.ts';
import { isEnglish } from './content/english.ts';
import { type Passage, passagesOf } from './domain/code.ts';
import { madeOnce } from './madeOnce.ts';

/** Answers from the Code and from what a company put beside it. */
export type Answering = Pick<Answers, 'answer' | 'explain'> & {
  /** The passages on reporting and on protection from retaliation. */
  readonly channels: () => readonly Passage[];
  /**
   * Does what the first question would wait for, in steps between which turns are served: a second or two of work, and
   * nothing once it is done.
   * @throws ContentUnusable when the vocabulary that comes with the programme cannot be used.
   */
  readonly learn: () => Promise<void>;
};

/** Nothing is read, indexed or learnt before it is needed: a start does not wait for it. */
export function composeAnswers({ library, vocabulary, further }: Content): Answering {
  const code = library.current;
  const answers = madeOnce(() =>
    createAnswers({
      code: { code, vocabulary: vocabulary() },
      further: further.map((document) => ({ code: document.code, passages: document.words })),
      isEnglish,
    }),
  );
  return {
    answer: (question) => answers().answer(question),
    explain: (question) => answers().explain(question),
    channels: () => {
      const { channels } = vocabulary().speakUp;
      return passagesOf(code).filter(({ id }) => channels.includes(id));
    },
    async learn() {
      const { goOn } = answers();
      while (goOn()) await setImmediate();
    },
  };
}
