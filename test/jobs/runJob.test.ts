import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { holderIsGone, thisHolder } from '../../src/jobs/holderIsGone.ts';
import { type Job, type JobName, runJob } from '../../src/jobs/jobs.ts';
import { underLease } from '../../src/usecases/underLease.ts';
import { MONDAY } from '../helpers/clock.ts';
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
      jobs: { sync: idle, issue: idle, deliver: idle, reconcile: idle, ...jobs },
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
    assert.deepEqual(await lastRun('sync'), { startedAt: MONDAY, finishedAt, outcome: '{"added":3}' });
    await runner({ sync: async () => ({ added: 0 }) })('sync');
    assert.equal((await lastRun('sync'))?.startedAt, finishedAt);
    assert.equal((await lastRun('sync'))?.outcome, '{"added":0}');
    assert.equal(await lastRun('issue'), undefined);
  });

  it('that fails says so, is kept as begun and not as done, and can run again', async () => {
    const failing = async () => {
      throw new Error('The directory does not answer.');
    };
    await assert.rejects(runner({ sync: failing })('sync'), /does not answer/);
    assert.deepEqual(await lastRun('sync'), { startedAt: MONDAY });
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
    assert.deepEqual(await lastRun('sync'), { startedAt: MONDAY });
    resolve({ added: 1 });
    assert.equal((await first).ran, true);
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
