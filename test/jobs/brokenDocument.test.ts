import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { JOBS, type Job, type JobName, runJob } from '../../src/jobs/jobs.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { StoreUnusable } from '../../src/usecases/failures.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { asJob } from '../../src/usecases/jobRun.ts';
import { underLease } from '../../src/usecases/underLease.ts';
import { obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { admit, oblige, testProgramme } from '../helpers/testProgramme.ts';

const NAMES = ['Ada', 'Bea', 'Cas'];

describe('a stored document that is broken', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'broken-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const [table, column, id] of [
    ['obligations', 'id', obligationOf('Bea').id],
    ['people', 'id', personId('Bea')],
  ] as const) {
    it(`among ${table} does not keep a job from the others: it is left out, counted, and named in the log`, async () => {
      const file = join(folder, 'programme.sqlite');
      const stores = openSqliteStores(file);
      for (const name of NAMES) {
        await admit(stores, name);
        await oblige(stores, name);
      }
      const database = new DatabaseSync(file);
      database.prepare(`UPDATE ${table} SET document = '{}' WHERE ${column} = ?`).run(id);
      database.close();
      const test = testProgramme();
      const programme = { ...test, ...stores };
      const logged: object[] = [];
      const none: Job = async () => ({});
      const jobs = Object.fromEntries(JOBS.map((name) => [name, none])) as Record<JobName, Job>;
      const run = runJob({
        jobs: { ...jobs, deliver: deliverPrompts(programme) },
        programme: stores.programme,
        clock: programme.clock,
        log: { info: () => undefined, error: (facts) => void logged.push(facts) },
        underLease: underLease({
          ...programme,
          programme: stores.programme,
          holder: 'here:1',
          isGone: () => false,
        }),
      });
      const outcome = await run('deliver');
      assert.ok(outcome.ran);
      assert.deepEqual([outcome.report.sent, outcome.report.skipped], [2, 1]);
      const [entry] = logged as { event: string; job: string; err: Error }[];
      assert.deepEqual([entry?.event, entry?.job], ['document-skipped', 'deliver']);
      assert.ok(entry?.err.message.includes(id));
      // Whoever asks for it outside a job is told.
      const ask =
        table === 'people'
          ? stores.people.get(personId('Bea'))
          : stores.obligations.ofPerson(personId('Bea'));
      await assert.rejects(ask, StoreUnusable);
      await stores.close();
      await test.stores.close();
    });
  }

  it('of an earlier year keeps nobody else from being asked', async () => {
    const file = join(folder, 'programme.sqlite');
    const stores = openSqliteStores(file);
    for (const name of NAMES) await admit(stores, name);
    await oblige(stores, 'Bea', { cycle: '2025' });
    const database = new DatabaseSync(file);
    database.prepare("UPDATE obligations SET document = '{}'").run();
    database.close();
    const test = testProgramme();
    const programme = { ...test, ...stores };
    const skipped: StoreUnusable[] = [];
    const run = { mayGoOn: () => true, progress: () => undefined };
    const report = await asJob({ ...run, skipped: (failure) => void skipped.push(failure) }, () =>
      issueObligations(programme)(),
    );
    assert.equal(report.issued, 2);
    assert.ok(skipped.length > 0 && skipped.every(({ document }) => document?.includes(personId('Bea'))));
    await stores.close();
    await test.stores.close();
  });
});
