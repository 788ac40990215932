import assert from 'node:assert/strict';
import { canonicalJson, digestOf } from '../../src/domain/digest.ts';
import type { Sha256 } from '../../src/domain/ids.ts';
import { isConsistent, leafHash, rootFromInclusion } from '../../src/domain/ledger.ts';
import { LedgerInconsistent, StoreConflict } from '../../src/usecases/failures.ts';
import { newestCheckpoint, numbered, pagesFrom, rootOver } from '../../src/usecases/ledgerStore.ts';
import type { ProgrammeStore, Stores } from '../../src/usecases/ports.ts';
import { proveInclusion } from '../../src/usecases/proveInclusion.ts';
import { recordCorrection } from '../../src/usecases/recordCorrection.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { admit, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { Killed, watchedStores } from '../helpers/watchedStores.ts';
import { certificateOf } from './ledgerWorld.ts';

describe('the ledger', () => {
  let programme: TestProgramme;
  let signed = 0;
  beforeEach(() => {
    programme = testProgramme();
    signed = 0;
  });
  afterEach(() => programme.stores.close());

  const sign = async (count: number) => {
    const made = await Promise.all(
      Array.from({ length: count }, (_, n) => certificateOf(`Signer ${signed + n}`)),
    );
    signed += count;
    await Promise.all(made.map((each) => programme.certificates.create(each)));
    return made;
  };
  const seal = (stores: Partial<Stores> = {}) => sealLedger({ ...programme, ...stores })();
  const entries = async (store: ProgrammeStore = programme.programme) => {
    const found = [];
    for await (const page of pagesFrom(store, { begin: 0 })) found.push(...page.entries);
    return found;
  };
  const leaves = async () => (await entries()).map(({ leaf }) => leaf);

  it('takes in everything signed since the last time, once, under a signed and linked checkpoint', async () => {
    const first = await sign(3);
    assert.deepEqual(await seal(), { sealed: 3, damaged: 0 });
    const one = await newestCheckpoint(programme.programme);
    assert.ok(one);
    assert.deepEqual(
      (await leaves()).toSorted(),
      first.map(({ certificate }) => leafHash(canonicalJson(certificate))).sort(),
    );
    assert.equal(one.checkpoint.root, rootOver(await leaves()));
    assert.equal(one.checkpoint.previous, null);
    assert.equal(one.sha256, digestOf(one.checkpoint));
    assert.deepEqual(await seal(), { sealed: 0, damaged: 0 });
    assert.equal((await newestCheckpoint(programme.programme))?.checkpoint.size, 3);
    await sign(2);
    assert.deepEqual(await seal(), { sealed: 2, damaged: 0 });
    const two = await newestCheckpoint(programme.programme);
    assert.equal(two?.checkpoint.size, 5);
    assert.deepEqual(two?.checkpoint.previous, { size: 3, sha256: one.sha256 });
    assert.equal(two?.checkpoint.root, rootOver(await leaves()));
  });

  it('proves each record to be in it, at any size, also across blocks', async () => {
    for (const count of [1, 254, 3, 300]) {
      const made = await sign(count);
      const prove = proveInclusion(programme);
      assert.equal(await prove(made[0] ?? assert.fail()), undefined, 'not before it is sealed');
      await seal();
      const all = await leaves();
      for (const subject of [made[0], made.at(-1)]) {
        assert.ok(subject);
        const proof = await prove(subject);
        assert.ok(proof);
        const size = proof.checkpoint.checkpoint.size;
        assert.equal(proof.leaf, leafHash(canonicalJson(subject.certificate)));
        assert.equal(rootFromInclusion({ ...proof, size }), rootOver(all));
        assert.ok(!('frontier' in proof.checkpoint));
      }
    }
  }).slow(3_000);

  it('is healed of a crash before any of its writes: everything is in it exactly once', async () => {
    const expected = await sign(520);
    for (let fatal = 0; ; fatal += 7) {
      let calls = 0;
      const dying = watchedStores(programme.stores, (call) => {
        if (!/^programme\.(create|replace)$/.test(call)) return;
        calls += 1;
        if (calls > fatal) throw new Killed();
      });
      try {
        await seal({ certificates: dying.certificates, programme: dying.programme });
        break;
      } catch (error) {
        assert.ok(error instanceof Killed, String(error));
      }
    }
    const ids = (await entries()).map(({ id }) => id);
    assert.equal(ids.length, 520);
    assert.deepEqual(ids.toSorted(), expected.map(({ certificate }) => certificate.id as string).sort());
    assert.equal((await newestCheckpoint(programme.programme))?.checkpoint.root, rootOver(await leaves()));
    for (const [n, { id, type }] of (await entries()).entries())
      assert.equal((await programme.programme.get('ledger-entry', `${type}.${id}`))?.value.index, n);
  }).slow(10_000);

  it('is one though two instances seal at once', async () => {
    await sign(30);
    const outcomes = await Promise.allSettled([seal(), seal(), seal()]);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') assert.ok(outcome.reason instanceof StoreConflict, outcome.reason);
    await seal();
    const ids = (await entries()).map(({ id }) => id);
    assert.equal(ids.length, 30);
    assert.equal(new Set(ids).size, 30);
    assert.equal((await newestCheckpoint(programme.programme))?.checkpoint.root, rootOver(await leaves()));
  });

  it('publishes nothing once a leaf that it needs was changed, put in or taken out', async () => {
    await sign(5);
    await seal();
    const page = await programme.programme.get('ledger-page', numbered(0));
    assert.ok(page);
    const { entries: kept } = page.value;
    const [first] = kept;
    assert.ok(first);
    const forged = { ...first, leaf: first.leaf.replace(/^./, (c) => (c === '0' ? '1' : '0')) as Sha256 };
    for (const entries of [kept.with(0, forged), kept.slice(1), [...kept].reverse()]) {
      await sign(1);
      const tampered: ProgrammeStore = {
        ...programme.programme,
        get: programme.programme.get,
        list: async (kind, range) => {
          const found = await programme.programme.list(kind, range);
          if (kind !== 'ledger-page') return found;
          const items = found.items.map((item) =>
            Number(item.id) === 0 ? { ...item, value: { entries } } : item,
          );
          return { ...found, items: items as typeof found.items };
        },
      };
      await assert.rejects(seal({ programme: tampered }), LedgerInconsistent);
      assert.equal((await newestCheckpoint(programme.programme))?.checkpoint.size, 5);
    }
  });

  it('takes in corrections too', async () => {
    const [certificate] = await sign(1);
    assert.ok(certificate);
    await admit(programme, 'Dana', { roles: ['compliance'] });
    const { signer, id } = certificate.certificate;
    const correct = recordCorrection({ ...programme, holdsRoleNow: async () => ({ outcome: 'holds' }) });
    const command = {
      by: personId('Dana'),
      personId: signer.id,
      certificateId: id,
      says: 'Title: Controller.',
    };
    const correction = granted(await correct(command));
    granted(await correct({ ...command, says: 'Office: Treasurer.' }));
    assert.equal((await programme.certificates.recordsOf(signer.id)).length, 2);
    assert.equal((await seal()).sealed, 3);
    assert.ok(await proveInclusion(programme)(correction));
  });

  it('goes on consistently from checkpoint to checkpoint', async () => {
    const sizes: { size: number; root: Sha256 }[] = [];
    for (const count of [2, 5, 250, 1, 40]) {
      await sign(count);
      await seal();
      const newest = await newestCheckpoint(programme.programme);
      assert.ok(newest);
      sizes.push(newest.checkpoint);
    }
    for (const { size, root } of sizes) {
      assert.equal(root, rootOver((await leaves()).slice(0, size)));
      assert.ok(isConsistent({ size, root }, { size, root }, []));
    }
  });
});
