import { type Answering, composeAnswers } from '../../src/composeAnswers.ts';
import { type Content, loadContent } from '../../src/content/code/loadContent.ts';

/** The Code and the vocabulary that come with the programme, read once for all tests. */
export const SHIPPED: Content = loadContent({ document: 'senior-officers-code', version: '1' });

/** What answers from them, learnt once for all tests: answering keeps nothing of a question. */
export const SHIPPED_ANSWERING: Answering = composeAnswers(SHIPPED);

/** Milliseconds. To learn takes as long as many tests together, and longer while others need the machine. */
const LEARNING_TAKES = 120_000;

/** For `before`: whoever needs answers first waits here, not in a test. */
export function whenLearnt(...all: readonly Answering[]) {
  return async function (this: Mocha.Context): Promise<void> {
    this.timeout(LEARNING_TAKES);
    for (const { learn } of all) await learn();
  };
}
