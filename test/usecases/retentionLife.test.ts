import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { TALLY_KEYS } from '../../src/domain/progress.ts';
import { erasureState } from '../../src/domain/retention.ts';
import { dateAt } from '../../src/domain/time.ts';
import { everyErasure } from '../../src/usecases/erasures.ts';
import { openedCycles } from '../../src/usecases/openedCycles.ts';
import { reconcileRoster } from '../../src/usecases/reconcileRoster.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { findings } from '../../src/verify/findings.ts';
import { verifyExport } from '../../src/verify/verifyExport.ts';
import { testKey } from '../helpers/testSigner.ts';
import { archiveOf, exported } from '../verify/exportWorld.ts';
import { BEGINNING } from './anyLife.ts';
import { execute, LONG_AGO, retentionWorld, someSteps, takeStep, type World } from './anyRetention.ts';

describe('whatever happens to people, holds and lists,', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'retention-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Promise 5: the parts add up to all there are, also of what was emptied. */
  const addsUp = async ({ programme }: World) => {
    const today = dateAt(programme.clock(), programme.timeZone);
    for (const cycle of await openedCycles(programme.programme)) {
      const tally = await programme.obligations.tally({ cycle }, today);
      let there = 0;
      for await (const batch of programme.obligations.ofCycle(cycle)) there += batch.length;
      assert.equal(
        TALLY_KEYS.reduce((sum, key) => sum + tally[key], 0),
        there,
        cycle,
      );
    }
    const { differing } = await reconciled(programme);
    assert.deepEqual(differing, []);
  };
  const reconciled = async (programme: World['programme']) => {
    const differing: unknown[] = [];
    await reconcileRoster({ ...programme, rosterDiffers: (found) => differing.push(found) })();
    return { differing };
  };
  const verifies = async ({ programme }: World) => {
    await sealLedger(programme)();
    for (const cycle of await openedCycles(programme.programme)) {
      const found = findings([testKey.kid]);
      await verifyExport(archiveOf(await exported(programme, { cycle })), found, undefined);
      assert.equal(found.wrongs(), 0, found.lines().join('\n'));
    }
  };
  /** Every confirmed list to its end, and then once more. */
  const again = async (world: World) => {
    const { programme } = world;
    const ready = (await everyErasure(programme)).filter((list) => list.confirmed && !list.withdrawn);
    const reads = async () => [world.rows(), await everyErasure(programme)] as const;
    for (const [n] of ready.entries())
      await takeStep(world, { do: 'execute', which: indexOf(await everyErasure(programme), ready[n]) });
    const before = await reads();
    for (const { id } of ready) await execute(world, id);
    assert.deepEqual(await reads(), before, 'running again changes nothing');
    for (const list of await everyErasure(programme)) assert.notEqual(erasureState(list), 'begun');
  };
  const indexOf = (lists: readonly { id: string }[], of: { id: string } | undefined) =>
    lists.toReversed().findIndex(({ id }) => id === of?.id);

  it('nothing goes that is held, not due or not decided by two, and the evidence still adds up and verifies', async () => {
    let [erased, runs] = [0, 0];
    await fc.assert(
      fc.asyncProperty(someSteps, someSteps, fc.boolean(), async (first, then, guarded) => {
        const home = mkdtempSync(join(folder, 'run-'));
        const world = retentionWorld(home, guarded);
        try {
          for (const step of BEGINNING) await takeStep(world, { do: 'live', step });
          for (const step of [...first, ...LONG_AGO, ...then]) await takeStep(world, step);
          await again(world);
          await addsUp(world);
          await verifies(world);
          erased += world.erased;
          runs += 1;
        } finally {
          await world.close();
          rmSync(home, { recursive: true });
        }
      }),
      { numRuns: 60 },
    );
    assert.ok(erased > runs, `only ${erased} records were erased in ${runs} lives`);
  })
    .timeout(300_000)
    .slow(60_000);
});
