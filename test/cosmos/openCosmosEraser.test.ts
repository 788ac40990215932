import assert from 'node:assert/strict';
import { openCosmosEraser } from '../../src/cosmos/openCosmosEraser.ts';
import { openCosmosStores } from '../../src/cosmos/openCosmosStores.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { ERASED_NAME, listHash } from '../../src/domain/retention.ts';
import { startCosmosEmulator } from '../../src/local/cosmosEmulator.ts';
import { erasures } from '../../src/usecases/erasures.ts';
import { executeErasure } from '../../src/usecases/executeErasure.ts';
import { findDue } from '../../src/usecases/findDue.ts';
import { keptOfPerson } from '../../src/usecases/keptOfPerson.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { findings } from '../../src/verify/findings.ts';
import { verifyExport } from '../../src/verify/verifyExport.ts';
import { NOT_COVERED, personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { testKey } from '../helpers/testSigner.ts';
import { archiveOf, exported, signedCycle } from '../verify/exportWorld.ts';

describe('erasing on Cosmos DB', () => {
  it('takes what a confirmed list names, under its tombstones, and leaves everything else', async () => {
    const emulator = await startCosmosEmulator();
    const options = { endpoint: emulator.endpoint, key: emulator.key, database: 'erasing' };
    const opened = await openCosmosStores(options);
    const eraser = openCosmosEraser(options);
    try {
      const programme = await signedCycle({ stores: opened });
      const deps = {
        ...programme,
        eraser,
        because: () => 'the retention period of 7 years is over',
        seal: sealLedger(programme),
        holdsRoleNow: async () => ({ outcome: 'holds' }) as const,
      };
      const found = await programme.people.get(personId('Cay'));
      assert.ok(found);
      const removed = { at: programme.clock(), reason: 'deleted' } as const;
      await programme.people.replace({ ...found, value: { ...found.value, coverage: NOT_COVERED, removed } });
      programme.clock.advance({ days: 8 * 366 });

      const kept = () => keptOfPerson(programme, personId('Cay'));
      const before = await kept();
      assert.deepEqual([...new Set(before.items.map(({ kind }) => kind))].sort(), [
        'certificate',
        'disclosure',
        'obligation',
        'person',
      ]);
      for (const item of before.items)
        if (item.kind === 'certificate' || item.kind === 'disclosure')
          await assert.rejects(eraser.erase(personId('Cay'), item), { code: 'store-conflict' });

      assert.deepEqual(await findDue(deps)(), { due: 1, held: 0 });
      const due = await erasures(deps).due();
      const sha256 = listHash(due?.entries ?? []);
      const proposed = granted(await erasures(deps).propose(personId('Dana'), { sha256 }));
      assert.deepEqual(await executeErasure(deps)(proposed.id), { refused: 'unknown-list' });
      assert.deepEqual((await kept()).items, before.items);
      granted(await erasures(deps).confirm(personId('Paul'), { list: proposed.id, sha256: proposed.sha256 }));
      const others = () =>
        Promise.all(
          ['Ada', 'Bob', 'Dee', 'Eve', 'Fay'].map((name) => keptOfPerson(programme, personId(name))),
        );
      const untouched = await others();

      const executed = await executeErasure(deps)(proposed.id);
      assert.ok(!isRefusal(executed));
      assert.deepEqual({ erased: executed?.erased, leftOut: executed?.leftOut }, { erased: 1, leftOut: {} });
      assert.deepEqual((await kept()).items, []);
      assert.equal(await programme.people.get(personId('Cay')), undefined);
      const [obligation] = await programme.obligations.ofPerson(personId('Cay'));
      assert.equal(obligation?.value.shown.displayName, ERASED_NAME);
      assert.deepEqual(await others(), untouched);

      const verified = findings([testKey.kid]);
      await verifyExport(archiveOf(await exported(programme)), verified, undefined);
      assert.equal(verified.wrongs(), 0, verified.lines().join('\n'));
    } finally {
      await eraser.close();
      await opened.close();
      await emulator.close();
    }
  })
    .timeout(60_000)
    .slow(20_000);
});
