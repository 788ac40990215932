import assert from 'node:assert/strict';
import { JOBS, type JobName } from '../../src/jobs/jobs.ts';
import { nextRuns } from '../../src/jobs/nextRun.ts';
import { fakeTimers } from '../helpers/fakeTimers.ts';

describe('the next run of a job', () => {
  it('is told by the clock of the company', () => {
    const timers = fakeTimers({ now: Date.parse('2026-11-23T12:01:00Z') });
    try {
      const times = Object.fromEntries(JOBS.map((name) => [name, '0 5 * * *'])) as Record<JobName, string>;
      const next = nextRuns({ ...times, deliver: '*/15 * * * *' }, 'America/New_York');
      assert.equal(next('deliver'), '2026-11-23T12:15:00.000Z');
      assert.equal(next('sync'), '2026-11-24T10:00:00.000Z');
      assert.equal(timers.countTimers(), 0);
    } finally {
      timers.restore();
    }
  });
});
