import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withoutContents } from '../../src/log.ts';
import { StoreUnavailable } from '../../src/usecases/failures.ts';
import { temporaryFolder } from '../browser/service.ts';
import { filesHolding, holds, linesHolding, PHRASE } from './kept.ts';

describe('what somebody asks or reports, while the store and Teams fail', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  let output: string;

  before(() => {
    const script = fileURLToPath(new URL('./failingService.ts', import.meta.url));
    const file = join(folder.path, 'programme.sqlite');
    const run = spawnSync(process.execPath, [script, file], { encoding: 'utf8', timeout: 25_000 });
    output = `${run.stdout}${run.stderr}`;
    assert.equal(run.status, 0, output);
  });
  after(() => folder.remove());

  it('is in no line of the log, though every failure is in it', () => {
    assert.match(output, /"event":"turn-failed"/);
    assert.match(output, /"event":"background-task-failed"/);
    assert.match(output, /"name":"StoreUnavailable"/);
    assert.deepEqual(linesHolding(output, PHRASE), []);
  });

  it('is in no file', () => assert.deepEqual(filesHolding(folder.path, PHRASE), []));
});

describe('an error in the log', () => {
  it('is told by name, code and place; by its message only when it is one of ours', () => {
    const foreign = Object.assign(new Error(PHRASE), { code: 'ECONNRESET', statusCode: 502, body: PHRASE });
    const logged = withoutContents(foreign) as { name: string; code: string; at: string[] };
    assert.equal(logged.name, 'Error');
    assert.equal(logged.code, 'ECONNRESET');
    assert.ok(logged.at.length > 0);
    assert.equal(holds(JSON.stringify(logged), PHRASE), false);
    const ours = new StoreUnavailable('The store does not answer.', { cause: foreign });
    const told = JSON.stringify(withoutContents(ours));
    assert.ok(told.includes('The store does not answer.'));
    assert.equal(holds(told, PHRASE), false);
  });

  it('carries nothing of a thrown text, nor of a message whose lines look like places', () => {
    const lines = new Error(`first\n    at ${PHRASE} (somewhere)\nlast`);
    for (const error of [PHRASE, { text: PHRASE }, lines])
      assert.equal(holds(JSON.stringify(withoutContents(error)), PHRASE), false, String(error));
  });
});
