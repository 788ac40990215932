import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import type { SinonFakeTimers } from 'sinon';
import { holderIsGone, thisHolder } from '../../src/jobs/holderIsGone.ts';
import { type Job, type JobName, runJob } from '../../src/jobs/jobs.ts';
import { DirectoryUnavailable } from '../../src/usecases/failures.ts';
import type { JobRun } from '../../src/usecases/jobRun.ts';
import { underLease } from '../../src/usecases/underLease.ts';
import { MONDAY } from '../helpers/clock.ts';
import { fakeTimers } from '../helpers/fakeTimers.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

describe('a job', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const idle: Job = async () => ({});
  const runner = (jobs: Partial<Record<JobName, Job>>, holder = 'here:1') =>
    runJob({
      jobs: {
        sync: idle,
        issue: idle,
        escalate: idle,
        deliver: idle,
        reconcile: idle,
        seal: idle,
        retention: idle,
        ...jobs,
      },
      programme: programme.programme,
      clock: programme.clock,
      underLease: underLease({
        programme: programme.programme,
        clock: programme.clock,
        holder,
        isGone: () => false,
      }),
    });
  const lastRun = async (job: JobName) => (await programme.programme.get('run', job))?.value;

  it('says what it did', async () => {
    const run = runner({ sync: async () => ({ added: 3 }) });
    assert.deepEqual(await run('sync'), { ran: true, report: { added: 3 } });
  });

  it('keeps when it ran and what it did, each time', async () => {
    const sync = async () => {
      programme.clock.advance({ minutes: 5 });
      return { added: 3 };
    };
    await runner({ sync })('sync');
    const finishedAt = programme.clock();
    assert.deepEqual(await lastRun('sync'), {
      startedAt: MONDAY,
      finishedAt,
      outcome: '{"added":3}',
      token: 1,
    });
    await runner({ sync: async () => ({ added: 0 }) })('sync');
    assert.equal((await lastRun('sync'))?.startedAt, finishedAt);
    assert.equal((await lastRun('sync'))?.outcome, '{"added":0}');
    assert.deepEqual((await lastRun('sync'))?.previous, {
      startedAt: MONDAY,
      finishedAt,
      outcome: '{"added":3}',
    });
    assert.equal(await lastRun('issue'), undefined);
  });

  it('that fails says so, is kept as failed and not as done, and can run again', async () => {
    const failing = async () => {
      throw new DirectoryUnavailable('The directory does not answer.');
    };
    await assert.rejects(runner({ sync: failing })('sync'), /does not answer/);
    assert.deepEqual(await lastRun('sync'), {
      startedAt: MONDAY,
      finishedAt: MONDAY,
      failure: 'directory-unavailable',
      token: 1,
    });
    assert.equal((await runner({}, 'elsewhere:2')('sync')).ran, true);
  });

  it('does not run while it runs elsewhere, and leaves that run’s record alone', async () => {
    const { promise, resolve } = Promise.withResolvers<Record<string, number>>();
    const begun = Promise.withResolvers<void>();
    const first = runner({
      sync: () => {
        begun.resolve();
        return promise;
      },
    })('sync');
    await begun.promise;
    programme.clock.advance({ seconds: 30 });
    assert.deepEqual(await runner({}, 'elsewhere:2')('sync'), { ran: false });
    assert.deepEqual(await lastRun('sync'), { startedAt: MONDAY, token: 1 });
    resolve({ added: 1 });
    assert.equal((await first).ran, true);
  });
});

describe('a job that takes long', () => {
  let programme: TestProgramme;
  let timers: SinonFakeTimers;
  beforeEach(() => {
    programme = testProgramme();
    timers = fakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(async () => {
    timers.restore();
    await programme.stores.close();
  });

  const runner = (sync: Job, holder: string) =>
    runJob({
      jobs: {
        sync,
        issue: async () => ({}),
        deliver: async () => ({}),
        reconcile: async () => ({}),
        seal: async () => ({}),
        retention: async () => ({}),
        escalate: async () => ({}),
      },
      programme: programme.programme,
      clock: programme.clock,
      underLease: underLease({ ...programme, holder, isGone: () => false }),
    });
  const record = async () => (await programme.programme.get('run', 'sync'))?.value;
  /** Long enough for what a timer began to be stored. */
  const stored = () => programme.programme.create('local', `after-${Math.random()}`, {}).then(record);

  it('shows how far it is every ten seconds, where anything changed', async () => {
    const { promise, resolve } = Promise.withResolvers<Record<string, number>>();
    const begun = Promise.withResolvers<JobRun>();
    const done = runner((run) => {
      begun.resolve(run);
      return promise;
    }, 'here:1')('sync');
    const { progress } = await begun.promise;
    progress({ added: 1 });
    progress({ added: 2 });
    assert.equal((await record())?.progress, undefined, 'not yet');
    timers.tick(10_000);
    assert.deepEqual((await stored())?.progress, { at: MONDAY, counts: { added: 2 } });
    resolve({ added: 3 });
    await done;
    assert.equal((await record())?.progress, undefined);
    assert.equal((await record())?.outcome, '{"added":3}');
  });

  it('and loses its lease is told so, and leaves the record to whoever took over', async () => {
    const { promise, resolve } = Promise.withResolvers<Record<string, number>>();
    const begun = Promise.withResolvers<JobRun>();
    const old = runner((run) => {
      begun.resolve(run);
      return promise;
    }, 'old:1')('sync');
    const run = await begun.promise;
    assert.equal(run.mayGoOn(), true);
    programme.clock.advance({ minutes: 3 });
    assert.equal(run.mayGoOn(), false, 'it was not renewed in time');
    await runner(async () => ({ added: 7 }), 'new:2')('sync');
    const kept = await record();
    timers.tick(30_000);
    await stored();
    assert.equal(run.mayGoOn(), false, 'and stays lost');
    resolve({ added: 1 });
    await old;
    assert.deepEqual(await record(), kept);
  });
});

describe('the holder of a lease', () => {
  const ended = () => spawnSync(process.execPath, ['--version']).pid;

  it('is there as long as its process is', () => {
    assert.equal(holderIsGone(thisHolder()), false);
    assert.equal(holderIsGone(`${hostname()}:${process.ppid}:0a1b2c3d`), false);
  });

  it('is gone when its process on this machine has ended', () => {
    assert.equal(holderIsGone(`${hostname()}:${ended()}:0a1b2c3d`), true);
  });

  it('is gone when this process has its number: in a container the next one is given the same', () => {
    assert.equal(holderIsGone(`${hostname()}:${process.pid}:0a1b2c3d`), true);
  });

  it('is not known to be gone on another machine, or when its name says nothing', () => {
    const pid = ended();
    for (const holder of [`another-machine:${pid}:0a1b2c3d`, hostname(), `${hostname()}::`, `${pid}`, ''])
      assert.equal(holderIsGone(holder), false, holder);
  });
});
