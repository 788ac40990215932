import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alarmFacts } from '../../src/domain/alarm.ts';
import { isCovered } from '../../src/domain/coverage.ts';
import { alarms } from '../../src/usecases/alarms.ts';
import { DirectoryUnavailable, PopulationFell } from '../../src/usecases/failures.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { lastCompleteRead } from '../../src/usecases/readDirectory.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { MONDAY } from '../helpers/clock.ts';
import { directoryPerson, personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { Killed, watchedStores } from '../helpers/watchedStores.ts';

const NAMES = Array.from({ length: 40 }, (_, n) => `Person ${n}`);
const DANA = personId('Dana');

describe('a directory in which far fewer people would have to certify', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme({ pageSize: 7 });
    programme.directory.put(...NAMES.map((name) => directoryPerson(name)));
    await sync();
    await issue();
    programme.clock.advance({ days: 1 });
  });
  afterEach(() => programme.stores.close());

  const sync = (stores = programme.stores) =>
    syncDirectory({ ...programme, ...stores, mostLostPercent: 20 })();
  const issue = () => issueObligations({ ...programme, mostClosedPercent: 20 })();
  const move = (...names: readonly string[]) => {
    for (const name of names) programme.directory.change(personId(name), { department: 'Sales' });
  };
  const covered = async () => {
    const found: string[] = [];
    for await (const batch of programme.people.all())
      for (const { value } of batch) if (isCovered(value.coverage)) found.push(value.person.displayName);
    return found.length;
  };
  const open = async () =>
    (await programme.obligations.tally({ cycle: '2026' as never }, '2026-11-24' as never)).outstanding;
  const alarm = async () => await alarms(programme).get('population-fell');
  const confirm = async (because = 'We sold the plant') => {
    const found = await alarm();
    assert.ok(found);
    const decision = { by: DANA, because, facts: alarmFacts(found.alarm) };
    granted(await alarms(programme).confirm('population-fell', decision));
  };

  it('is believed up to the share that the programme file says', async () => {
    move(...NAMES.slice(0, 8));
    await sync();
    assert.deepEqual([await covered(), await alarm()], [32, undefined]);
  });

  it('stops the sync: coverage, obligations and the time of the last reading stay as they were', async () => {
    move(...NAMES.slice(0, 9));
    for (const name of NAMES.slice(9, 12)) programme.directory.remove(personId(name));
    await assert.rejects(sync(), PopulationFell);
    assert.equal(await covered(), 40);
    assert.equal(await lastCompleteRead(programme.programme), MONDAY);
    await issue();
    assert.equal(await open(), 40);
    const found = await alarm();
    assert.deepEqual(
      found?.alarm.kind === 'population-fell' && [found.alarm.covered, found.alarm.lost, found.state],
      [40, 12, 'raised'],
    );
  });

  it('stays stopped however often it is tried, and says so once', async () => {
    move(...NAMES.slice(0, 9));
    for (let n = 0; n < 3; n += 1) await assert.rejects(sync(), PopulationFell);
    assert.equal(await covered(), 40);
    assert.deepEqual(
      (await alarm())?.history.map(({ type }) => type),
      ['raised'],
    );
  });

  it('is mended by the next sync when the directory was wrong for a moment', async () => {
    programme.directory.expireCursors();
    for (const name of NAMES.slice(0, 20)) programme.directory.forget(personId(name));
    await assert.rejects(sync(), PopulationFell);
    assert.equal(await covered(), 40);
    for await (const batch of programme.people.all())
      for (const { value } of batch) assert.equal(value.removed, undefined, 'nobody is marked as gone');
    programme.directory.put(...NAMES.slice(0, 20).map((name) => directoryPerson(name)));
    await sync();
    assert.deepEqual([await covered(), (await alarm())?.state], [40, 'gone']);
  });

  it('reads everything anew after it was stopped: what deltas told wrongly is told again', async () => {
    move(...NAMES.slice(0, 20));
    await assert.rejects(sync(), PopulationFell);
    const at = programme.directory.pages.length;
    await assert.rejects(sync(), PopulationFell);
    const listed = programme.directory.pages.slice(at).flatMap(({ changed }) => changed);
    assert.equal(listed.length, 40);
  });

  it('lets through exactly what somebody confirmed, and keeps who and when', async () => {
    move(...NAMES.slice(0, 20));
    await assert.rejects(sync(), PopulationFell);
    await confirm();
    await sync();
    assert.equal(await covered(), 20);
    const found = await alarm();
    assert.equal(found?.state, 'gone');
    const confirmed = found?.history.find((event) => event.type === 'confirmed');
    assert.deepEqual([confirmed?.by, confirmed?.at], [DANA, programme.clock()]);
    const left = await programme.people.get(personId('Person 3'));
    assert.deepEqual(left?.value.letGo, { by: DANA, at: programme.clock() });
  });

  it('is not asked about a second time when their obligations are closed', async () => {
    move(...NAMES.slice(0, 20));
    await assert.rejects(sync(), PopulationFell);
    await confirm();
    await sync();
    const { closed, held } = await issue();
    assert.deepEqual([closed, held, await open()], [20, 0, 20]);
  });

  it('asks again when more would be lost than was confirmed, or others', async () => {
    move(...NAMES.slice(0, 20));
    await assert.rejects(sync(), PopulationFell);
    await confirm();
    move('Person 20');
    await assert.rejects(sync(), PopulationFell);
    programme.directory.change(personId('Person 0'), { department: 'Finance' });
    await assert.rejects(sync(), PopulationFell, 'as many, and not the same');
    assert.equal(await covered(), 40);
    programme.directory.change(personId('Person 0'), { department: 'Sales' });
    programme.directory.change(personId('Person 20'), { department: 'Finance' });
    await sync();
    assert.equal(await covered(), 20, 'what was confirmed');
  });

  it('is confirmed for one time: the same people lost another time are asked about again', async () => {
    move(...NAMES.slice(0, 20));
    await assert.rejects(sync(), PopulationFell);
    await confirm();
    await sync();
    for (const name of NAMES.slice(0, 20))
      programme.directory.change(personId(name), { department: 'Finance' });
    await sync();
    assert.equal(await covered(), 40);
    assert.equal((await programme.people.get(personId('Person 3')))?.value.letGo, undefined);
    move(...NAMES.slice(0, 20));
    await assert.rejects(sync(), PopulationFell);
    assert.equal(await covered(), 40);
  });

  it('is not forgotten by a restart, wherever the process died', async () => {
    move(...NAMES.slice(0, 20));
    for (let fatal = 1; ; fatal += 1) {
      let writes = 0;
      const dying = watchedStores(programme.stores, (call) => {
        if (!/\.(create|replace)$/.test(call)) return;
        writes += 1;
        if (writes === fatal) throw new Killed();
      });
      const error = await sync(dying).then(
        () => assert.fail('let through'),
        (failure: unknown) => failure,
      );
      assert.equal(await covered(), 40);
      if (error instanceof PopulationFell) break;
      assert.ok(error instanceof Killed);
    }
    assert.equal((await alarm())?.state, 'raised');
    await confirm();
    let writes = 0;
    const dying = watchedStores(programme.stores, (call) => {
      writes += call === 'people.replace' ? 1 : 0;
      if (writes === 5) throw new Killed();
    });
    await assert.rejects(sync(dying), Killed);
    assert.equal(
      await alarms(programme)
        .open()
        .then((all) => all.length > 0),
      true,
    );
  });

  it('is not let through by a page that fails, or a picture that is half read', async () => {
    for (const name of NAMES) programme.directory.forget(personId(name));
    programme.directory.put(...NAMES.slice(0, 15).map((name) => directoryPerson(name)));
    programme.directory.expireCursors();
    programme.directory.failAtPage(2);
    await assert.rejects(sync(), DirectoryUnavailable);
    assert.equal(await covered(), 40);
    programme.directory.failAtPage(undefined);
    await assert.rejects(sync(), PopulationFell);
    assert.equal(await covered(), 40);
  });

  it('never closes more than is believed, whatever happens in whatever order', async () => {
    const step = fc.oneof(
      fc.record({ move: fc.subarray(NAMES.slice(0, 20)) }),
      fc.record({ back: fc.subarray(NAMES.slice(0, 20)) }),
      fc.constant('sync' as const),
      fc.constant('expire' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const life = testProgramme({ pageSize: 7 });
        const run = () => syncDirectory({ ...life, mostLostPercent: 20 })();
        life.directory.put(...NAMES.map((name) => directoryPerson(name)));
        await run();
        const count = async () => {
          let n = 0;
          for await (const batch of life.people.all())
            n += batch.filter(({ value }) => isCovered(value.coverage)).length;
          return n;
        };
        for (const each of steps) {
          const before = await count();
          if (each === 'expire') life.directory.expireCursors();
          else if (each === 'sync')
            await run().catch((error) => assert.ok(error instanceof PopulationFell, String(error)));
          else if ('move' in each)
            for (const name of each.move) life.directory.change(personId(name), { department: 'Sales' });
          else for (const name of each.back) life.directory.change(personId(name), { department: 'Finance' });
          assert.ok(before - (await count()) <= Math.max(5, before * 0.2));
        }
        await life.stores.close();
      }),
      { numRuns: 25 },
    );
  });
});

describe('obligations that are held back', () => {
  it('raise an alarm, and are closed once somebody confirms it', async () => {
    const programme = testProgramme();
    programme.directory.put(...NAMES.map((name) => directoryPerson(name)));
    await syncDirectory(programme)();
    const issue = () => issueObligations({ ...programme, mostClosedPercent: 20 })();
    await issue();
    for (const name of NAMES.slice(0, 20)) programme.directory.remove(personId(name));
    await syncDirectory(programme)();
    assert.equal((await issue()).held, 20);
    const { get, confirm } = alarms(programme);
    const found = await get('closing-held.2026');
    assert.ok(found);
    granted(
      await confirm('closing-held.2026', { by: DANA, because: 'right', facts: alarmFacts(found.alarm) }),
    );
    programme.directory.remove(personId('Person 20'));
    await syncDirectory(programme)();
    assert.equal((await issue()).held, 21, 'one more than was confirmed');
    programme.directory.put(directoryPerson('Person 20'));
    await syncDirectory(programme)();
    assert.deepEqual([(await issue()).closed, (await get('closing-held.2026'))?.state], [20, 'gone']);
    await programme.stores.close();
  });
});
