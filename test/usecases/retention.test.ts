import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { PersonId } from '../../src/domain/ids.ts';
import { isRefusal, type Refusal } from '../../src/domain/refusal.ts';
import { ERASED_NAME, type Erasure, erasureState, listHash } from '../../src/domain/retention.ts';
import { openSqliteEraser } from '../../src/sqlite/openSqliteEraser.ts';
import { erasures } from '../../src/usecases/erasures.ts';
import { executeErasure } from '../../src/usecases/executeErasure.ts';
import { findDue } from '../../src/usecases/findDue.ts';
import { heal } from '../../src/usecases/heal.ts';
import type { RoleCheck } from '../../src/usecases/holdsRoleNow.ts';
import { keptOfPerson } from '../../src/usecases/keptOfPerson.ts';
import { legalHolds } from '../../src/usecases/legalHolds.ts';
import type { Eraser } from '../../src/usecases/ports.ts';
import { recordPaper } from '../../src/usecases/recordPaper.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { findings } from '../../src/verify/findings.ts';
import { verifyExport } from '../../src/verify/verifyExport.ts';
import { day } from '../helpers/clock.ts';
import { NOT_COVERED, personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import type { TestProgramme } from '../helpers/testProgramme.ts';
import { testKey } from '../helpers/testSigner.ts';
import { archiveOf, CYCLE, exported, SECRET, signedCycle } from '../verify/exportWorld.ts';

const [DANA, PAUL] = [personId('Dana'), personId('Paul')];

describe('retention', () => {
  let folder: string;
  let programme: TestProgramme;
  let eraser: Eraser;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'retention-'));
    const file = join(folder, 'store.db');
    programme = await signedCycle({ file });
    eraser = openSqliteEraser(file);
  });
  afterEach(async () => {
    await eraser.close();
    await programme.stores.close();
    rmSync(folder, { recursive: true });
  });

  const deps = () => ({
    ...programme,
    eraser,
    because: () => 'the retention period of 7 years is over',
    seal: sealLedger(programme),
    holdsRoleNow: async ({ person }: { person: PersonId }): Promise<RoleCheck> => ({
      outcome: person === DANA || person === PAUL ? 'holds' : 'lacks',
    }),
  });
  const leave = async (name: string) => {
    const found = await programme.people.get(personId(name));
    assert.ok(found);
    await programme.people.replace({
      ...found,
      value: {
        ...found.value,
        coverage: NOT_COVERED,
        removed: { at: programme.clock(), reason: 'deleted' },
      },
    });
  };
  const inEightYears = () => programme.clock.advance({ days: 8 * 366 });
  const confirmed = async (): Promise<Erasure> => {
    await findDue(deps())();
    const due = await erasures(deps()).due();
    const proposed = granted(await erasures(deps()).propose(DANA, { sha256: listHash(due?.entries ?? []) }));
    return granted(await erasures(deps()).confirm(PAUL, { list: proposed.id, sha256: proposed.sha256 }));
  };
  const certificatesOf = (name: string) => programme.certificates.ofPerson(personId(name));
  const verified = async () => {
    const found = findings([testKey.kid]);
    await verifyExport(archiveOf(await exported(programme)), found, undefined);
    return found;
  };

  it('lists who left more than seven years ago, and nobody else', async () => {
    await leave('Cay');
    programme.clock.advance({ days: 7 * 365 });
    assert.deepEqual(await findDue(deps())(), { due: 0, held: 0 });
    programme.clock.advance({ days: 10 });
    assert.deepEqual(await findDue(deps())(), { due: 1, held: 0 });
    const due = await erasures(deps()).due();
    assert.deepEqual(due?.entries[0]?.counts, {
      disclosure: 1,
      correction: 0,
      'paper-certificate': 0,
      certificate: 1,
      obligation: 1,
      person: 1,
    });
    assert.equal((await certificatesOf('Cay')).length, 1);
  });

  it('erases what another person confirmed, and an export still verifies', async () => {
    for (const name of ['Cay', 'Eve', 'Fay']) await leave(name);
    inEightYears();
    const { id } = await confirmed();
    const executed = await executeErasure(deps())(id);
    assert.ok(!isRefusal(executed));
    assert.equal(executed?.erased, 3);
    for (const name of ['Cay', 'Eve']) assert.deepEqual(await certificatesOf(name), []);
    assert.equal(await programme.people.get(personId('Cay')), undefined);
    const [obligation] = await programme.obligations.ofPerson(personId('Fay'));
    assert.equal(obligation?.value.shown.displayName, ERASED_NAME);
    const found = await verified();
    assert.equal(found.wrongs(), 0, found.lines().join('\n'));
    assert.match(
      found.lines().join('\n'),
      new RegExp(`deleted on .* under the confirmed list ${id} .*leaf hash kept`),
    );
    const file = new DatabaseSync(join(folder, 'store.db'));
    for (const table of ['certificates', 'disclosures', 'records', 'obligations', 'people'])
      for (const { document } of file.prepare(`SELECT document FROM ${table}`).all()) {
        assert.ok(!String(document).includes(SECRET), table);
        assert.ok(!String(document).includes('"Cay"'), table);
      }
    file.close();
  });

  it('changes nothing the second time, and has nothing left to list', async () => {
    await leave('Cay');
    inEightYears();
    const { id } = await confirmed();
    await executeErasure(deps())(id);
    const before = await programme.programme.get('erasure', id);
    await executeErasure(deps())(id);
    assert.deepEqual(await programme.programme.get('erasure', id), before);
    assert.deepEqual(await findDue(deps())(), { due: 0, held: 0 });
  });

  it('goes on wherever it was cut short', async () => {
    for (const name of ['Cay', 'Eve']) await leave(name);
    inEightYears();
    const { id } = await confirmed();
    let cuts = 0;
    for (let at = 0; ; at += 1) {
      const mortal: Eraser = {
        ...eraser,
        async erase(person, item) {
          // Before the deletion and after it, by turns.
          if (at % 2 === 0) throw new Error('cut short');
          await eraser.erase(person, item);
          throw new Error('cut short');
        },
      };
      const died = await executeErasure({ ...deps(), eraser: mortal })(id).then(
        () => false,
        () => true,
      );
      if (!died) break;
      cuts += 1;
      assert.equal((await verified()).wrongs(), 0);
    }
    assert.ok(cuts > 5);
    for (const name of ['Cay', 'Eve'])
      assert.deepEqual((await keptOfPerson(deps(), personId(name))).items, []);
  });

  it('is not confirmed by whoever proposed it, nor by anybody else than compliance', async () => {
    await leave('Cay');
    inEightYears();
    const { entry } = await erasures(deps()).look(personId('Cay'));
    const asked = { personId: personId('Cay'), sha256: entry.sha256 };
    assert.deepEqual(await erasures(deps()).request(personId('Cay'), asked), {
      refused: 'role-missing',
      role: { outcome: 'lacks' },
    });
    const proposed = granted<Erasure>((await erasures(deps()).request(DANA, asked)) as Erasure | Refusal);
    const confirm = (by: PersonId, sha256 = proposed.sha256) =>
      erasures(deps()).confirm(by, { list: proposed.id, sha256 });
    assert.deepEqual(await confirm(DANA), { refused: 'same-person' });
    assert.deepEqual(await confirm(personId('Ada')), { refused: 'role-missing', role: { outcome: 'lacks' } });
    assert.deepEqual(await confirm(PAUL, 'f'.repeat(64) as Erasure['sha256']), { refused: 'list-changed' });
    assert.deepEqual(await executeErasure(deps())(proposed.id), { refused: 'unknown-list' });
    granted(await confirm(PAUL));
  });

  for (const scope of [
    { kind: 'all' },
    { kind: 'cycle', cycle: CYCLE },
    { kind: 'person', personId: personId('Cay') },
  ] as const)
    it(`keeps everything under a hold on ${scope.kind} that came after the confirmation`, async () => {
      await leave('Cay');
      inEightYears();
      const { id } = await confirmed();
      const hold = granted(
        await legalHolds(deps()).place(PAUL, { id: 'hold', scope, because: 'A lawsuit.' }),
      );
      const held = await executeErasure(deps())(id);
      assert.deepEqual(!isRefusal(held) && held?.leftOut, { held: 1 });
      assert.equal((await certificatesOf('Cay')).length, 1);
      assert.equal((await findDue(deps())()).held, 1);
      granted(await legalHolds(deps()).release(DANA, { hold: hold.id, because: 'It is settled.' }));
      await executeErasure(deps())(id);
      assert.deepEqual(await certificatesOf('Cay'), []);
    });

  it('leaves out what changed since it was shown', async () => {
    await leave('Cay');
    inEightYears();
    const { id } = await confirmed();
    const [found] = await programme.obligations.ofPerson(personId('Cay'));
    assert.ok(found);
    const shown = { ...found.value.shown, jobTitle: 'Treasurer' };
    await programme.obligations.replace({ ...found, value: { ...found.value, shown } });
    const executed = await executeErasure(deps())(id);
    assert.deepEqual(!isRefusal(executed) && executed?.leftOut, { changed: 1 });
    assert.equal((await certificatesOf('Cay')).length, 1);
  });

  it('keeps what is held by the time its tombstone is signed', async () => {
    await leave('Cay');
    inEightYears();
    const { id } = await confirmed();
    // The disclosure goes first; signing its tombstone takes a while.
    const signer: typeof programme.signer = async () => {
      const key = await programme.signer();
      return {
        ...key,
        sign: async (bytes) => {
          const scope = { kind: 'all' } as const;
          await legalHolds(deps()).place(PAUL, { id: 'hold', scope, because: 'A lawsuit.' });
          return await key.sign(bytes);
        },
      };
    };
    const unguarded = new DatabaseSync(join(folder, 'store.db'));
    unguarded.exec('DROP TRIGGER certificates_stay; DROP TRIGGER disclosures_stay;');
    unguarded.close();
    const before = (await keptOfPerson(deps(), personId('Cay'))).items;
    const executed = await executeErasure({ ...deps(), signer })(id);
    assert.deepEqual(!isRefusal(executed) && executed?.leftOut, { held: 1 });
    assert.deepEqual((await keptOfPerson(deps(), personId('Cay'))).items, before);
    granted(await legalHolds(deps()).release(DANA, { hold: 'hold', because: 'It is settled.' }));
    await executeErasure(deps())(id);
    assert.deepEqual(await certificatesOf('Cay'), []);
    assert.equal((await verified()).wrongs(), 0);
  });

  it('is not said to be executed when it was stopped in between', async () => {
    for (const name of ['Cay', 'Eve']) await leave(name);
    inEightYears();
    const { id } = await confirmed();
    let people = 0;
    const stopped = await executeErasure(deps())(id, {
      mayGoOn: () => people < 1,
      progress: () => {
        people += 1;
      },
    });
    assert.deepEqual(stopped, { refused: 'not-now' });
    const found = (await programme.programme.get('erasure', id))?.value;
    assert.equal(found && erasureState(found), 'begun');
    await executeErasure(deps())(id);
    const done = (await programme.programme.get('erasure', id))?.value;
    assert.deepEqual([done && erasureState(done), done?.executed?.erased], ['executed', 2]);
  });

  it('cannot be withdrawn once it was begun: what was cut short could never be finished', async () => {
    await leave('Cay');
    inEightYears();
    const { id } = await confirmed();
    const cut: Eraser = {
      ...eraser,
      erase: async () => {
        throw new Error('cut short');
      },
    };
    await assert.rejects(executeErasure({ ...deps(), eraser: cut })(id));
    assert.deepEqual(await erasures(deps()).withdraw(DANA, id), { refused: 'being-executed' });
    await executeErasure(deps())(id);
    assert.deepEqual(await certificatesOf('Cay'), []);
  });

  it('is withdrawn or begun, and never both, when both happen at one moment', async () => {
    await leave('Cay');
    inEightYears();
    const { id } = await confirmed();
    const seal = async () => void (await erasures(deps()).withdraw(DANA, id));
    await executeErasure({ ...deps(), seal })(id);
    const { withdrawn, begunAt } = (await programme.programme.get('erasure', id))?.value ?? {};
    assert.ok(begunAt && !withdrawn);
  });

  it('takes the record of a paper too, and the cycle still adds up', async () => {
    const [owed] = await programme.obligations.ofPerson(personId('Gus'));
    assert.ok(owed);
    const versionOf = (hash: string) => (hash === programme.code.hash ? programme.code : undefined);
    granted(
      await recordPaper({ ...deps(), versionOf })({
        by: DANA,
        person: personId('Gus'),
        obligation: owed.value.obligation.id,
        number: 1,
        signedOn: day('2026-11-24'),
        keptAt: 'Cabinet 4',
        scan: 'ab'.repeat(32),
        because: '',
        confirmed: true,
      }),
    );
    await sealLedger(programme)();
    await leave('Gus');
    inEightYears();
    const { id, entries } = await confirmed();
    assert.equal(entries[0]?.counts['paper-certificate'], 1);
    const box = async () => (await programme.programme.get('notice', personId('Gus')))?.value;
    assert.equal((await box())?.waiting.length, 1);
    await executeErasure(deps())(id);
    assert.deepEqual((await keptOfPerson(deps(), personId('Gus'))).items, []);
    assert.deepEqual(
      (await box())?.waiting,
      [],
      'nothing of the paper is left with those who are to be told',
    );
    const records = await programme.certificates.recordsOf(personId('Gus'));
    assert.deepEqual(
      records.map(({ record }) => record.type),
      ['tombstone'],
    );
    const [emptied] = await programme.obligations.ofPerson(personId('Gus'));
    assert.equal(emptied?.value.obligation.state.status, 'certified');
    const found = await verified();
    assert.equal(found.wrongs(), 0, found.lines().join('\n'));
    // Whoever looks after the obligation finds nothing of the paper to settle.
    assert.ok(emptied);
    assert.deepEqual((await heal(programme, emptied)).obligation, emptied.value.obligation);
  });

  it('refuses a request within the period, under a hold, and about whoever is covered', async () => {
    await leave('Cay');
    const refused = async (name: string) => {
      const { entry } = await erasures(deps()).look(personId(name));
      const asked = { personId: personId(name), sha256: entry.sha256 };
      const answer = await erasures(deps()).request(DANA, asked);
      return isRefusal(answer) && answer.refused;
    };
    assert.equal(await refused('Cay'), 'within-period');
    inEightYears();
    assert.equal(await refused('Ada'), 'active');
    await legalHolds(deps()).place(DANA, { id: 'hold', scope: { kind: 'all' }, because: 'A lawsuit.' });
    assert.equal(await refused('Cay'), 'held');
    assert.equal(await refused('Nobody'), 'held');
  });

  it('lets nothing go by itself: the file refuses without tombstone, confirmation, or under a hold', async () => {
    await leave('Cay');
    inEightYears();
    const [certificate] = await certificatesOf('Cay');
    assert.ok(certificate);
    const { id } = certificate.certificate;
    const item = { kind: 'certificate', id, sha256: certificate.sha256 } as const;
    await assert.rejects(eraser.erase(personId('Cay'), item), { code: 'store-conflict' });
    const list = await confirmed();
    const tombs: Eraser = {
      ...eraser,
      erase: async () => {
        throw new Error('cut short');
      },
    };
    await assert.rejects(executeErasure({ ...deps(), eraser: tombs })(list.id));
    await legalHolds(deps()).place(PAUL, { id: 'hold', scope: { kind: 'all' }, because: 'A lawsuit.' });
    for (const { id, sha256 } of (await keptOfPerson(deps(), personId('Cay'))).items.slice(0, 1))
      await assert.rejects(eraser.erase(personId('Cay'), { kind: 'disclosure', id, sha256 }), {
        code: 'store-conflict',
      });
  });

  it('is found and named when a certificate was removed without a tombstone', async () => {
    await leave('Cay');
    await sealLedger(programme)();
    const file = new DatabaseSync(join(folder, 'store.db'));
    file.exec('DROP TRIGGER certificates_stay');
    const [certificate] = await certificatesOf('Cay');
    const id = certificate?.certificate.id ?? '';
    file.prepare('DELETE FROM certificates WHERE id = ?').run(id);
    file.close();
    const found = await verified();
    assert.ok(found.wrongs() > 0);
    assert.ok(
      found.lines().some((line) => line.includes(id) && line.includes('removed')),
      found.lines().join('\n'),
    );
  });
});
