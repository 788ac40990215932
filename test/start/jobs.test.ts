import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { oblige } from '../helpers/testProgramme.ts';
import { type Machine, machine, type Settings } from './service.ts';

describe('a job run by hand', () => {
  let here: Machine;
  beforeEach(() => {
    here = machine();
  });
  afterEach(() => here.clear());

  const job = async (name: string, settings?: Settings): Promise<string> => {
    const { code, stdout, stderr } = await here.run(['job', name], settings);
    assert.deepEqual([code, stderr], [0, ''], stdout);
    return stdout;
  };
  const counted = (line: string, what: string): number =>
    Number(new RegExp(`(\\d+) ${what}`).exec(line)?.[1] ?? Number.NaN);

  it('says what it did', async () => {
    const LOCAL_NOW = '2026-11-20T15:00:00Z';
    const sync = await job('sync', { LOCAL_NOW });
    assert.match(
      sync,
      /sync: 1 pages, .*120 added, .*\d+ people, \d+ covered, \d+ joined, \d+ odd-rules, 1 last-days, 0 time-zones-unread\n$/,
    );
    const issue = await job('issue', { LOCAL_NOW });
    assert.match(issue, /^issue: \d+ issued, 0 closed(, \d+ \w+)+\n$/);
    assert.equal(counted(issue, 'issued') + counted(issue, 'waiting'), counted(sync, 'covered'));
    const deliver = await job('deliver', { LOCAL_NOW: '2026-11-20T15:15:00Z' });
    assert.match(deliver, /^deliver: 0 sent, \d+ unreachable(, \d+ \w+)+\n$/);
    assert.ok(
      counted(deliver, 'unreachable') > 0 && counted(deliver, 'unreachable') <= counted(issue, 'issued'),
    );
    assert.equal(counted(await job('issue', { LOCAL_NOW }), 'issued'), 0, 'again changes nothing');
  });

  it('compares the roster with the obligations', async () => {
    const LOCAL_NOW = '2026-11-20T15:00:00Z';
    assert.match(await job('reconcile', { LOCAL_NOW }), /^reconcile: 0 roster, 0 ledger, 0 ledger-faults\n$/);
    await job('sync', { LOCAL_NOW });
    const issue = await job('issue', { LOCAL_NOW });
    const line = await job('reconcile', { LOCAL_NOW });
    assert.equal(counted(line, 'roster'), counted(issue, 'issued'));
    assert.equal(counted(line, 'outstanding') + counted(line, 'paused'), counted(issue, 'issued'));
    assert.match(
      line,
      / 0 without-obligation, 0 not-on-roster, 0 twice, 0 altered, 0 ledger, 0 ledger-faults\n$/,
    );
  });

  it('ends with a code that tells a scheduler that they differ, and says what to do', async () => {
    const LOCAL_NOW = '2026-11-20T15:00:00Z';
    await job('sync', { LOCAL_NOW });
    await job('issue', { LOCAL_NOW });
    const stores = openSqliteStores(here.database);
    await oblige(stores, 'Rogue');
    await stores.close();
    const { code, stdout, stderr } = await here.run(['job', 'reconcile'], { LOCAL_NOW });
    assert.equal(code, 1);
    assert.match(stdout, / 1 not-on-roster,/);
    assert.match(stderr, /differ \(1\)[\s\S]*npm run job -- issue/);
  });

  it('issues nothing for a cycle older than one that was opened, and says why', async () => {
    await job('sync', { LOCAL_NOW: '2027-11-03T15:00:00Z' });
    await job('issue', { LOCAL_NOW: '2027-11-03T15:00:00Z' });
    const { code, stderr } = await here.run(['job', 'issue'], { LOCAL_NOW: '2026-11-20T15:00:00Z' });
    assert.equal(code, 1);
    assert.match(stderr, /annualOpensOn.* 2026, but 2027 was opened on 2027-11-02/);
  });

  it('shows what a later day brings', async () => {
    await job('sync', { LOCAL_NOW: '2026-11-20T15:00:00Z' });
    const first = await job('issue', { LOCAL_NOW: '2026-11-20T15:00:00Z' });
    const later = '2027-11-03T15:00:00Z';
    const second = await job('issue', { LOCAL_NOW: later });
    assert.equal(counted(second, 'issued'), counted(first, 'issued') + counted(first, 'waiting'));
    const stores = openSqliteStores(here.database);
    const cycles = new Set<string>();
    for await (const batch of stores.obligations.dueForMessage(later as never))
      for (const { value } of batch) cycles.add(value.obligation.cycle);
    await stores.close();
    assert.deepEqual([...cycles].sort(), ['2026', '2027']);
  });

  it('previews a changed programme file, and changes nothing', async () => {
    const LOCAL_NOW = '2026-11-20T15:00:00Z';
    await job('sync', { LOCAL_NOW });
    const nothing = await here.run(['job', 'preview'], { LOCAL_NOW });
    assert.deepEqual([nothing.code, nothing.stdout.includes('PROGRAMME_PREVIEW_FILE')], [78, true]);
    const changed = join(here.folder, 'changed.yaml');
    const running = readFileSync(new URL('../../src/content/programme.yaml', import.meta.url), 'utf8');
    writeFileSync(changed, running.replace('    - Tax\n', '    - Legal & Compliance\n'));
    const preview = await job('preview', { LOCAL_NOW, PROGRAMME_PREVIEW_FILE: changed });
    assert.match(preview, /would leave: financeStaff\.departments: Tax/);
    assert.match(preview, /would join: financeStaff\.departments: Legal & Compliance/);
    const again = await job('sync', { LOCAL_NOW });
    assert.equal(counted(again, 'joined'), 0);
  });

  it('that does not exist is refused with those that do', async () => {
    for (const args of [['job', 'clean'], ['job']]) {
      const { code, stdout, stderr } = await here.run(args);
      assert.deepEqual([code, stdout], [78, '']);
      assert.match(stderr, /no job .*sync, issue, .*deliver, reconcile/i);
    }
  });

  it('runs beside the service, on the same file', async () => {
    const service = await here.start();
    await service.ready();
    assert.match(await job('issue'), /0 issued/);
    await service.end('SIGINT');
  });

  it('takes its settings from a file .env too, which a variable outranks', async () => {
    const elsewhere = join(here.folder, 'elsewhere.sqlite');
    writeFileSync(join(here.folder, '.env'), `SQLITE_FILE=${elsewhere}\nPORT=http\nLOG_LEVEL=silent\n`);
    const { code, stderr } = await here.run(['job', 'sync']);
    assert.equal(code, 78);
    assert.match(stderr, /PORT: is `http`/);
    assert.match(await job('sync', { PORT: '4000' }), /added/);
  });
});
