import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson, digestOf } from '../../src/domain/digest.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { type Erasure, listHash } from '../../src/domain/retention.ts';
import { openSqliteEraser } from '../../src/sqlite/openSqliteEraser.ts';
import { erasures } from '../../src/usecases/erasures.ts';
import { executeErasure } from '../../src/usecases/executeErasure.ts';
import { findDue } from '../../src/usecases/findDue.ts';
import { legalHolds } from '../../src/usecases/legalHolds.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { findings } from '../../src/verify/findings.ts';
import { verifyExport } from '../../src/verify/verifyExport.ts';
import { NOT_COVERED, personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import type { TestProgramme } from '../helpers/testProgramme.ts';
import { testKey } from '../helpers/testSigner.ts';
import { archiveOf, CYCLE, changed, exported, type Files, signedCycle, withLines } from './exportWorld.ts';

const [DANA, PAUL] = [personId('Dana'), personId('Paul')];
const BECAUSE = 'The inquiry into the plant';

describe('an export after an erasure', () => {
  let folder: string;
  let programme: TestProgramme;
  let files: Files;
  let list: Erasure;
  const deciding = () => ({ ...programme, holdsRoleNow: async () => ({ outcome: 'holds' }) as const });
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'retention-'));
    const file = join(folder, 'store.db');
    programme = await signedCycle({ file });
    const found = await programme.people.get(personId('Cay'));
    assert.ok(found);
    const removed = { at: programme.clock(), reason: 'deleted' } as const;
    await programme.people.replace({ ...found, value: { ...found.value, coverage: NOT_COVERED, removed } });
    const holds = legalHolds(deciding());
    for (const [id, scope] of [
      ['everything', { kind: 'all' }],
      ['cycle', { kind: 'cycle', cycle: CYCLE }],
      ['cay', { kind: 'person', personId: personId('Cay') }],
      ['somebody else', { kind: 'person', personId: personId('Nobody') }],
    ] as const)
      granted(await holds.place(DANA, { id, scope, because: BECAUSE }));
    programme.clock.advance({ days: 8 * 366 });
    for (const hold of ['everything', 'cycle', 'cay'])
      granted(await holds.release(PAUL, { hold, because: 'The inquiry is over' }));
    programme.clock.advance({ days: 1 });
    await findDue(programme)();
    const { due, propose, confirm } = erasures(deciding());
    const sha256 = listHash((await due())?.entries ?? []);
    const { id } = granted(await propose(DANA, { sha256 }));
    programme.clock.advance({ hours: 1 });
    list = granted(await confirm(PAUL, { list: id, sha256 }));
    programme.clock.advance({ hours: 1 });
    const eraser = openSqliteEraser(file);
    const because = () => 'the retention period is over';
    const executed = await executeErasure({ ...programme, eraser, because, seal: sealLedger(programme) })(id);
    assert.ok(!isRefusal(executed));
    await eraser.close();
    files = await exported(programme);
  });
  after(async () => {
    await programme.stores.close();
    rmSync(folder, { recursive: true });
  });

  const said = async (of: Files) => {
    const found = findings([testKey.kid]);
    await verifyExport(archiveOf(of), found, undefined);
    return found.lines().join('\n');
  };
  /** By somebody who has the key, so that nothing but what it says gives it away. */
  const saidWith = async (path: string, change: (line: Record<string, unknown>) => object) =>
    await said(
      await changed(files, {
        [path]: withLines(files[path], (lines) =>
          lines.map((line) => canonicalJson(change(JSON.parse(line) as Record<string, unknown>))),
        ),
      }),
    );

  it('has who placed and released the holds, and who proposed and confirmed the list, and is in order', async () => {
    const text = await said(files);
    assert.match(text, /2 records were erased, each under a list .*, and none under one of 3 legal holds/);
    assert.doesNotMatch(text, /WRONG/);
    const holds = (files['holds.jsonl'] ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(holds.map(({ id, by, released }) => [id, by, released.by]).sort(), [
      ['cay', DANA, PAUL],
      ['cycle', DANA, PAUL],
      ['everything', DANA, PAUL],
    ]);
    const [erasure] = (files['erasures.jsonl'] ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual([erasure.proposed.by, erasure.confirmed.by, erasure.executed.erased], [DANA, PAUL, 1]);
  });

  it('gives the reason of a hold to the Compliance Office alone', async () => {
    for (const text of Object.values(files)) assert.ok(!text.includes(BECAUSE));
    const withTexts = await exported(programme, { withTexts: true });
    assert.ok(withTexts['holds.jsonl']?.includes(BECAUSE));
    assert.doesNotMatch(await said(withTexts), /WRONG/);
  });

  it('shows a list that one person decided alone, or nobody, or that was withdrawn', async () => {
    const { confirmed, ...unconfirmed } = list;
    for (const [change, why] of [
      [{ proposed: { by: PAUL, at: list.proposed.at } }, /whoever proposed it confirmed it too/],
      [{ confirmed: { ...confirmed, sha256: 'f'.repeat(64) } }, /something else was confirmed/],
      [{ confirmed: { ...confirmed, by: DANA } }, /somebody else confirmed that/],
      [{ confirmed: { ...confirmed, at: '2099-01-01T00:00:00.000Z' } }, /it was not confirmed yet/],
      [{ withdrawn: { by: DANA, at: list.proposed.at } }, /it was withdrawn/],
    ] as const)
      assert.match(await saidWith('erasures.jsonl', (line) => ({ ...line, ...change })), why);
    assert.match(await saidWith('erasures.jsonl', () => unconfirmed), /nobody had confirmed it/);
  });

  it('shows a list that does not name them, that was altered, or that is not there', async () => {
    const [entry] = list.entries;
    const others = [{ ...entry, personId: personId('Ada') }];
    const altered = await saidWith('erasures.jsonl', (line) => ({ ...line, entries: others }));
    assert.match(altered, /they are not on it/);
    assert.match(altered, /is not what its hash says/);
    const sha256 = digestOf(others);
    const refitted = await saidWith('erasures.jsonl', (line) => ({
      ...line,
      entries: others,
      sha256,
      confirmed: { ...list.confirmed, sha256 },
    }));
    assert.match(refitted, /it names another list/);
    assert.match(await said(await changed(files, { 'erasures.jsonl': '' })), /which is not there/);
  });

  it('shows that something went while a hold was in force', async () => {
    for (const id of ['everything', 'cycle', 'cay']) {
      const text = await saidWith('holds.jsonl', ({ released, ...line }) =>
        line.id === id ? line : { ...line, released },
      );
      assert.match(text, new RegExp(`was erased while the legal hold ${id} was in force`), id);
    }
  });

  it('is noted for what it is where it was made before exports had these files', async () => {
    const { 'holds.jsonl': _, 'erasures.jsonl': __, ...older } = files;
    const text = await said(await changed(older, {}));
    assert.match(text, /note +2 records were erased, and this export was made before/);
    assert.doesNotMatch(text, /WRONG/);
  });
});
