import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { useFakeTimers } from 'sinon';
import { withinBudget } from '../../src/teams/withinBudget.ts';

describe('work with a budget of time', () => {
  it('gives its result when it is done in time', async () => {
    assert.equal(await withinBudget(Promise.resolve('done'), 1_000), 'done');
  });

  it('gives nothing when time is up, and goes on', async () => {
    const clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { promise, resolve } = Promise.withResolvers<string>();
      const waited = withinBudget(promise, 4_500);
      await clock.tickAsync(4_499);
      assert.equal(await Promise.race([waited, Promise.resolve('waiting')]), 'waiting');
      await clock.tickAsync(1);
      assert.equal(await waited, undefined);
      resolve('late');
      assert.equal(await promise, 'late');
    } finally {
      clock.restore();
    }
  });

  it('fails as the work fails', async () => {
    await assert.rejects(withinBudget(Promise.reject(new Error('broken')), 1_000), /broken/);
  });

  it('leaves no timer running', async () => {
    const clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await withinBudget(Promise.resolve(1), 60_000);
      await withinBudget(Promise.reject(new Error('broken')), 60_000).catch(() => undefined);
      assert.equal(clock.countTimers(), 0);
    } finally {
      clock.restore();
    }
  });

  it('does not make the process fall over when the work fails after time is up', async () => {
    const failing = pause(5).then(() => Promise.reject(new Error('too late')));
    assert.equal(await withinBudget(failing, 1), undefined);
    await assert.rejects(failing, /too late/);
  });
});
