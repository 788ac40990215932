import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DirectoryGroupMissing, DirectoryUnavailable } from '../../src/usecases/failures.ts';
import type { PeopleStore, PersonRecord } from '../../src/usecases/ports.ts';
import { lastCompleteRead } from '../../src/usecases/readDirectory.ts';
import { keepAddress } from '../../src/usecases/rememberConversation.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { did as counted } from '../helpers/did.ts';
import { conversationOf, directoryPerson, groupId, personId } from '../helpers/people.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores, Killed, type Watch, watchedStores } from '../helpers/watchedStores.ts';

const NAMES = ['Ada', 'Bea', 'Cas', 'Dee', 'Eve'];

/** The rules of the test programme are for more people than these: what is odd about them is another test's business. */
const did = ({ 'odd-rules': _, ...report }: Readonly<Record<string, number>>) => counted(report);

describe('a sync that goes wrong', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme({ pageSize: 2 });
    programme.directory.put(...NAMES.map((name) => directoryPerson(name)));
  });
  afterEach(() => programme.stores.close());

  const sync = () => syncDirectory(programme)();
  const watched = (watch: Watch) =>
    syncDirectory({ ...programme, ...watchedStores(programme.stores, watch) })();
  const everybody = async (): Promise<PersonRecord[]> => {
    const found: PersonRecord[] = [];
    for await (const batch of programme.people.all()) found.push(...batch.map(({ value }) => value));
    return found;
  };
  const cursor = async () => (await programme.programme.get('cursor', 'directory'))?.value.cursor;

  it('half-way through the first listing has kept nothing of it, and the next one is the baseline', async () => {
    programme.directory.failAtPage(2);
    await assert.rejects(sync(), DirectoryUnavailable);
    assert.deepEqual(await everybody(), []);
    assert.equal(await lastCompleteRead(programme.programme), undefined);
    programme.directory.failAtPage(undefined);
    assert.deepEqual(did(await sync()), { pages: 3, added: 5, people: 5, covered: 5, joined: 5 });
    for (const { inBaseline, coverage } of await everybody())
      assert.deepEqual([inBaseline, coverage.kind], [true, 'finance-staff']);
  });

  it('half-way through later changes keeps the last picture and where to go on', async () => {
    await sync();
    const before = await everybody();
    programme.directory.failAtPage(1);
    programme.directory.change(personId('Ada'), { department: 'Sales' });
    const at = await cursor();
    await assert.rejects(sync(), DirectoryUnavailable);
    assert.deepEqual(await everybody(), before);
    assert.equal(await cursor(), at);
    programme.directory.failAtPage(undefined);
    assert.equal((await sync()).covered, 4);
  });

  it('stores where the listing ends only after what it says', async () => {
    for (let fatal = 1; fatal <= NAMES.length; fatal += 1) {
      let creations = 0;
      const dying = watched((call) => {
        if (call !== 'people.create') return;
        creations += 1;
        if (creations > 1) throw new Killed();
      });
      if (fatal < NAMES.length) await assert.rejects(dying, Killed);
      else await dying;
      assert.equal((await everybody()).length, fatal);
    }
    assert.equal((await everybody()).filter(({ inBaseline }) => inBaseline).length, NAMES.length);
  });

  it('has nothing under way any more once it has failed', async () => {
    const big = testProgramme();
    big.directory.put(...Array.from({ length: 65 }, (_, index) => directoryPerson(`Person ${index}`)));
    let [begun, ended] = [0, 0];
    const create: PeopleStore['create'] = async (record) => {
      begun += 1;
      if (begun === 2) throw new Killed();
      await nextTurn();
      const outcome = await big.people.create(record);
      ended += 1;
      return outcome;
    };
    await assert.rejects(syncDirectory({ ...big, people: { ...big.people, create } })(), Killed);
    assert.equal(ended, begun - 1);
    assert.ok(begun < 65, 'the rest of the page is not begun');
    await big.stores.close();
  });

  it('because a group is gone has read and written nothing', async () => {
    await sync();
    programme.directory.change(personId('Ada'), { department: 'Sales' });
    const stores = countingStores(programme.stores);
    const groups = [groupId('renamed')];
    await assert.rejects(syncDirectory({ ...programme, ...stores, groups })(), DirectoryGroupMissing);
    assert.deepEqual(stores.writes(), []);
  });

  it('because its cursor is too old starts over, and marks who is missing', async () => {
    await sync();
    programme.directory.expireCursors();
    programme.directory.forget(personId('Bea'));
    programme.directory.put(directoryPerson('New'));
    programme.clock.advance({ days: 60 });
    const report = await sync();
    assert.deepEqual([report.pages, report.added, report.removed, report.people], [3, 1, 1, 5]);
    const found = await everybody();
    const gone = found.filter(({ removed }) => removed);
    assert.deepEqual(
      gone.map(({ id, removed }) => [id, removed?.reason]),
      [[personId('Bea'), 'deleted']],
    );
    const fresh = found.find(({ id }) => id === personId('New'));
    assert.equal(fresh?.inBaseline, false, 'starting over makes no new baseline');
    assert.equal((await sync()).removed, 0);
  });

  it('half-way through starting over still marks who is missing in the end', async () => {
    await sync();
    programme.directory.expireCursors();
    programme.directory.forget(personId('Eve'));
    programme.directory.failAtPage(2);
    await assert.rejects(sync(), DirectoryUnavailable);
    assert.ok((await everybody()).every(({ removed }) => !removed));
    programme.directory.failAtPage(undefined);
    await sync();
    const gone = (await everybody()).filter(({ removed }) => removed);
    assert.deepEqual(
      gone.map(({ id }) => id),
      [personId('Eve')],
    );
  });

  /** Somebody's chat begins just before a record of theirs is replaced. */
  const chatting = (name: string): Watch => {
    let once = true;
    return async (call, [record]) => {
      const { value } = (record ?? {}) as { value?: PersonRecord };
      if (call !== 'people.replace' || value?.id !== personId(name) || !once) return;
      once = false;
      await keepAddress(programme.people, personId(name), conversationOf(name));
    };
  };

  it('does not stop because somebody writes to the bot while they are classified', async () => {
    const nobody = {
      ...programme.coverageRules,
      financeStaff: { ...programme.coverageRules.financeStaff, departments: [] },
    };
    await syncDirectory({ ...programme, coverageRules: nobody })();
    await watched(chatting('Bea'));
    for (const { coverage } of await everybody()) assert.equal(coverage.kind, 'finance-staff');
    const bea = (await programme.people.get(personId('Bea')))?.value;
    assert.deepEqual(bea?.conversation, conversationOf('Bea'));
  });

  it('does not stop because somebody writes to the bot while their facts change', async () => {
    await sync();
    programme.directory.change(personId('Bea'), { displayName: 'Beatrix' });
    programme.directory.change(personId('Eve'), { displayName: 'Evelyn' });
    await watched(chatting('Bea'));
    const names = (await everybody()).map(({ person }) => person.displayName).sort();
    assert.deepEqual(names, ['Ada', 'Beatrix', 'Cas', 'Dee', 'Evelyn']);
    const bea = (await programme.people.get(personId('Bea')))?.value;
    assert.deepEqual(bea?.conversation, conversationOf('Bea'));
  });
});
