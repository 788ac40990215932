import assert from 'node:assert/strict';
import { composeAnswers } from '../../src/composeAnswers.ts';
import { ContentUnusable } from '../../src/content/code/readContent.ts';
import { SHIPPED } from '../helpers/shipped.ts';
import { withPhrasings } from '../helpers/withPhrasings.ts';

/** Few of the phrasings: quicker learnt. */
const vocabulary = () => withPhrasings(SHIPPED.vocabulary(), (asked) => asked.slice(0, 60));

describe('what answers from the Code', () => {
  it('reads no vocabulary before it is needed, and then once', async () => {
    let reads = 0;
    const answering = composeAnswers({
      ...SHIPPED,
      vocabulary: () => {
        reads += 1;
        return vocabulary();
      },
    });
    assert.equal(reads, 0);
    await Promise.all([answering.learn(), answering.learn()]);
    const given = answering.answer('may I buy shares before the results are out');
    assert.ok(given.kind === 'passages');
    assert.equal(given.passages[0]?.passage.id, 'soc-2-principle-06');
    assert.equal(reads, 1);
  });

  it('serves others while it learns', async () => {
    const answering = composeAnswers({ ...SHIPPED, vocabulary });
    let [learnt, turns] = [false, 0];
    const learning = answering.learn().then(() => {
      learnt = true;
    });
    for (; !learnt; turns += 1) await new Promise((resolve) => setImmediate(resolve));
    await learning;
    assert.ok(turns > 20, `${turns}`);
  });

  it('says what is wrong with a vocabulary that cannot be used, each time', async () => {
    const answering = composeAnswers({
      ...SHIPPED,
      vocabulary: () => {
        throw new ContentUnusable('vocabulary/', ['"lol" stands under both "a" and "b"']);
      },
    });
    for (const _ of [1, 2]) await assert.rejects(answering.learn(), /"lol" stands under both/);
  });
});
