import assert from 'node:assert/strict';
import type { SinonFakeTimers } from 'sinon';
import { JOBS, type JobName, type JobOutcome, type RunJob } from '../../src/jobs/jobs.ts';
import { catchUp, scheduleJobs } from '../../src/jobs/schedule.ts';
import { fakeTimers } from '../helpers/fakeTimers.ts';

type Logged = { readonly event: string; readonly job: JobName; readonly [key: string]: unknown };

function watcher(outcome: (name: JobName) => Promise<JobOutcome> = async () => ({ ran: true, report: {} })) {
  const ran: JobName[] = [];
  const logged: Logged[] = [];
  const note = (facts: object) => void logged.push(facts as Logged);
  const run: RunJob = (name) => {
    ran.push(name);
    return outcome(name);
  };
  return { ran, logged, run, log: { info: note, error: note } };
}

describe('catching up at start', () => {
  it('runs each job once, in the order in which they feed one another', async () => {
    const jobs = watcher(async () => ({ ran: true, report: { added: 2 } }));
    await catchUp(jobs);
    assert.deepEqual(jobs.ran, ['sync', 'issue', 'escalate', 'deliver', 'reconcile', 'seal', 'retention']);
    assert.deepEqual(jobs.ran, [...JOBS]);
    assert.deepEqual(jobs.logged[0], { event: 'job-done', job: 'sync', added: 2 });
  });

  it('waits for one job before it begins the next', async () => {
    const { promise, resolve } = Promise.withResolvers<JobOutcome>();
    const jobs = watcher(() => promise);
    const done = catchUp(jobs);
    await Promise.resolve();
    assert.deepEqual(jobs.ran, ['sync']);
    resolve({ ran: true, report: {} });
    await done;
    assert.deepEqual(jobs.ran, ['sync', 'issue', 'escalate', 'deliver', 'reconcile', 'seal', 'retention']);
  });

  it('goes on when one fails, and logs it', async () => {
    const failure = new Error('The directory does not answer.');
    const jobs = watcher(async (name) => {
      if (name === 'sync') throw failure;
      return { ran: false };
    });
    await catchUp({ ...jobs, until: AbortSignal.abort() });
    assert.deepEqual(jobs.logged, [
      { event: 'job-failed', job: 'sync', err: failure },
      { event: 'job-runs-elsewhere', job: 'issue' },
      { event: 'job-runs-elsewhere', job: 'escalate' },
      { event: 'job-runs-elsewhere', job: 'deliver' },
      { event: 'job-runs-elsewhere', job: 'reconcile' },
      { event: 'job-runs-elsewhere', job: 'seal' },
      { event: 'job-runs-elsewhere', job: 'retention' },
    ]);
  });

  describe('when not everything could be run', () => {
    let timers: SinonFakeTimers;
    let stopping: AbortController;
    beforeEach(() => {
      stopping = new AbortController();
      timers = fakeTimers();
    });
    afterEach(() => {
      stopping.abort();
      timers.restore();
    });
    const minutes = (count: number) => timers.tickAsync(count * 60_000);

    it('tries it again, and what it feeds after it, until it has run', async () => {
      let broken = true;
      const jobs = watcher(async (name) => {
        if (name === 'issue' && broken) throw new Error('The store is away.');
        return { ran: true, report: {} };
      });
      await catchUp({ ...jobs, until: stopping.signal });
      assert.deepEqual(jobs.ran.splice(0), [
        'sync',
        'issue',
        'escalate',
        'deliver',
        'reconcile',
        'seal',
        'retention',
      ]);
      await minutes(1);
      assert.deepEqual(jobs.ran.splice(0), [
        'issue',
        'escalate',
        'deliver',
        'reconcile',
        'seal',
        'retention',
      ]);
      await minutes(1);
      assert.deepEqual(jobs.ran.splice(0), [], 'less and less often');
      broken = false;
      await minutes(1);
      assert.deepEqual(jobs.ran.splice(0), [
        'issue',
        'escalate',
        'deliver',
        'reconcile',
        'seal',
        'retention',
      ]);
      await minutes(600);
      assert.deepEqual(jobs.ran, []);
    });

    it('tries again what ran elsewhere at that moment: that process may have died', async () => {
      let elsewhere = true;
      const jobs = watcher(async () => (elsewhere ? { ran: false } : { ran: true, report: {} }));
      await catchUp({ ...jobs, until: stopping.signal });
      jobs.ran.splice(0);
      elsewhere = false;
      await minutes(3);
      assert.deepEqual(jobs.ran, ['sync', 'issue', 'escalate', 'deliver', 'reconcile', 'seal', 'retention']);
    });

    it('gives up when the process stops', async () => {
      const stop = new AbortController();
      const jobs = watcher(async () => ({ ran: false }));
      await catchUp({ ...jobs, until: stop.signal });
      jobs.ran.splice(0);
      stop.abort();
      await minutes(600);
      assert.deepEqual(jobs.ran, []);
    });
  });
});

describe('the jobs', () => {
  const TIMES = {
    sync: '0 5 * * *',
    issue: '30 5 * * *',
    deliver: '*/15 * * * *',
    reconcile: '0 7 * * *',
    seal: '30 4 * * *',
    retention: '15 3 * * *',
    escalate: '35 4 * * *',
  };
  let timers: SinonFakeTimers;
  let stop: () => Promise<void> = async () => undefined;
  afterEach(async () => {
    await stop();
    timers.restore();
  });

  /** The jobs from an instant on, in New York unless `timeZone` says otherwise. */
  const scheduledFrom = (
    now: string,
    options: { jobs?: ReturnType<typeof watcher>; timeZone?: string } = {},
  ) => {
    const { jobs = watcher(), timeZone = 'America/New_York' } = options;
    timers = fakeTimers({ now: Date.parse(now), shouldClearNativeTimers: true });
    stop = scheduleJobs({ times: TIMES, timeZone, ...jobs });
    return jobs;
  };
  const hours = (count: number) => timers.tickAsync(count * 3_600_000);

  it('run by the clock of the company', async () => {
    const { ran } = scheduledFrom('2026-11-23T09:50:00Z');
    await timers.tickAsync(9 * 60_000);
    assert.deepEqual(ran, []);
    await timers.tickAsync(2 * 60_000);
    assert.deepEqual([...ran].sort(), ['deliver', 'sync']);
    await timers.tickAsync(30 * 60_000);
    assert.deepEqual(
      ran.filter((name) => name !== 'deliver'),
      ['sync', 'issue'],
    );
  });

  it('follow it into summer time', async () => {
    const { ran } = scheduledFrom('2027-07-01T08:59:00Z');
    await timers.tickAsync(2 * 60_000);
    assert.ok(ran.includes('sync'));
  });

  it('run every quarter of an hour and every day', async () => {
    const { ran } = scheduledFrom('2026-11-23T12:01:00Z');
    await hours(48);
    const count = (name: JobName) => ran.filter((each) => each === name).length;
    assert.deepEqual(JOBS.map(count), [2, 2, 2, 48 * 4, 2, 2, 2]);
  });

  it('do not begin again while they run', async () => {
    const { promise, resolve } = Promise.withResolvers<JobOutcome>();
    const jobs = watcher((name) => (name === 'deliver' ? promise : Promise.resolve({ ran: false })));
    const { ran } = scheduledFrom('2026-11-23T12:01:00Z', { jobs });
    await hours(1);
    assert.deepEqual(ran, ['deliver']);
    resolve({ ran: true, report: {} });
    await hours(1);
    assert.equal(ran.length, 5);
  });

  it('run again after a failure', async () => {
    const jobs = watcher(async () => {
      throw new Error('The store is away.');
    });
    scheduledFrom('2026-11-23T12:01:00Z', { jobs });
    await hours(1);
    assert.equal(jobs.ran.length, 4);
    assert.deepEqual(new Set(jobs.logged.map(({ event }) => event)), new Set(['job-failed']));
  });

  it('end when they are stopped', async () => {
    const { ran } = scheduledFrom('2026-11-23T12:01:00Z');
    await hours(1);
    await stop();
    ran.splice(0);
    await hours(48);
    assert.deepEqual(ran, []);
    assert.equal(timers.countTimers(), 0);
  });
});
