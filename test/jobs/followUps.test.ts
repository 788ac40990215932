import assert from 'node:assert/strict';
import { withFollowUps } from '../../src/jobs/followUps.ts';
import type { JobName, RunJob } from '../../src/jobs/jobs.ts';
import { putPopulation } from '../../src/usecases/putPopulation.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

describe('what follows from a job', () => {
  let programme: TestProgramme;
  let ran: JobName[];
  let told: number;
  let errors: object[];
  beforeEach(() => {
    programme = testProgramme();
    ran = [];
    told = 0;
    errors = [];
  });
  afterEach(() => programme.stores.close());

  const runner = (once: (job: JobName) => Promise<void> | void = () => undefined): RunJob =>
    withFollowUps({
      async run(job) {
        ran.push(job);
        await once(job);
        const startedAt = programme.clock();
        programme.clock.advance({ seconds: 1 });
        const run = { startedAt, finishedAt: programme.clock() };
        const found = await programme.programme.get('run', job);
        if (found) await programme.programme.replace('run', job, { value: run, etag: found.etag });
        else await programme.programme.create('run', job, run);
        return { ran: true, report: {} };
      },
      programme: programme.programme,
      async tellCompliance() {
        told += 1;
      },
      log: { info: () => undefined, error: (facts) => void errors.push(facts) },
    });
  const joins = (job: JobName) =>
    job === 'sync' ? putPopulation(programme.programme, { joinedAt: programme.clock() }) : undefined;

  it('is nothing but to tell compliance, where nobody has come in', async () => {
    assert.deepEqual(await runner()('sync'), { ran: true, report: {} });
    assert.deepEqual([ran, told], [['sync'], 1]);
  });

  it('is that whoever has come in is asked, and written to, once', async () => {
    const run = runner(joins);
    const outcome = await run('sync');
    assert.deepEqual(outcome.ran && outcome.followedBy?.map(({ job }) => job), ['issue', 'deliver']);
    assert.deepEqual([ran, told], [['sync', 'issue', 'deliver'], 3]);
    await run('deliver');
    assert.deepEqual(ran.slice(3), ['deliver']);
  });

  it('is done by the next delivery when it failed, and the sync is not said to have failed', async () => {
    let broken = true;
    const run = runner((job) => {
      if (job === 'issue' && broken) throw new Error('The store does not answer.');
      return joins(job);
    });
    assert.equal((await run('sync')).ran, true);
    assert.equal(errors.length, 1);
    broken = false;
    await run('deliver');
    assert.deepEqual(ran, ['sync', 'issue', 'deliver', 'issue', 'deliver']);
  });

  it('is that compliance is told also of what made a job fail', async () => {
    const run = runner(() => Promise.reject(new Error('stopped')));
    await assert.rejects(run('sync'), /stopped/);
    assert.deepEqual([ran, told], [['sync'], 1]);
  });

  it('is nothing after a job that ran elsewhere', async () => {
    await putPopulation(programme.programme, { joinedAt: programme.clock() });
    const run = withFollowUps({
      run: async () => ({ ran: false }),
      programme: programme.programme,
      tellCompliance: async () => undefined,
      log: { info: () => undefined, error: () => undefined },
    });
    assert.deepEqual(await run('sync'), { ran: false });
  });
});
