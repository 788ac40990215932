import assert from 'node:assert/strict';
import { CONTEXT } from './cards/cardWorld.ts';
import { wordsOf } from './cards/readCard.ts';
import { chatOf } from './chat.ts';
import { openStage, type Stage } from './stage.ts';

const { jobs, noRole } = CONTEXT.texts;

describe('jobs in Teams', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage.close());

  it('shows compliance how each last ended, and what has never run', async () => {
    await stage.service.run('deliver');
    const words = wordsOf(await chatOf(stage, 'dana').see('jobs'));
    for (const name of Object.values(jobs.names)) assert.ok(words.includes(name), name);
    assert.match(words, /could not be reached/);
    assert.match(words, /never yet/);
    assert.match(words, /Next run/);
  });

  it('is for compliance alone', async () => {
    for (const name of ['maya', 'renee', 'margaret'] as const) {
      const [answer] = await chatOf(stage, name).type('jobs');
      assert.equal(answer?.activity.text, noRole.compliance, name);
    }
  });
});
