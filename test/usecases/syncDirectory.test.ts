import assert from 'node:assert/strict';
import type { Directory, PersonRecord } from '../../src/usecases/ports.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { MONDAY } from '../helpers/clock.ts';
import { did as counted } from '../helpers/did.ts';
import { conversationOf, directoryPerson, personId } from '../helpers/people.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

/** The rules of the test programme are for more people than these: what is odd about them is another test's business. */
const did = ({ 'odd-rules': _, ...report }: Readonly<Record<string, number>>) => counted(report);

describe('a sync of the directory', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme({ pageSize: 2 });
    programme.directory.put(
      directoryPerson('Ada'),
      directoryPerson('Bob', { department: 'Logistics' }),
      directoryPerson('Cas', { jobTitle: 'CFO' }),
    );
  });
  afterEach(() => programme.stores.close());

  const sync = () => syncDirectory(programme)();
  const record = async (name: string): Promise<PersonRecord> => {
    const found = await programme.people.get(personId(name));
    assert.ok(found, name);
    return found.value;
  };

  it('takes in everybody the first time, as the baseline', async () => {
    const report = await sync();
    assert.deepEqual(did(report), { pages: 2, added: 3, people: 3, covered: 2, joined: 2 });
    assert.deepEqual(await record('Ada'), {
      id: personId('Ada'),
      person: { ...directoryPerson('Ada'), groupIds: [] },
      coverage: { kind: 'finance-staff', by: { rule: 'financeStaff.departments', value: 'Finance' } },
      roles: [],
      managerChain: [],
      firstSeenOn: '2026-11-23',
      inBaseline: true,
      coveredSince: '2026-11-23',
      timeZoneReadOn: '2026-11-23',
    });
    assert.equal((await record('Bob')).coverage.kind, 'not-covered');
    assert.equal((await record('Bob')).coveredSince, undefined);
    assert.equal((await record('Cas')).coverage.kind, 'senior-officer');
  });

  it('takes in who is new later, who is then no part of the baseline', async () => {
    await sync();
    programme.clock.advance({ days: 3 });
    programme.directory.put(directoryPerson('Dee'));
    assert.deepEqual(did(await sync()), { pages: 1, added: 1, people: 4, covered: 3, joined: 1 });
    const { inBaseline, firstSeenOn, coveredSince } = await record('Dee');
    assert.deepEqual([inBaseline, firstSeenOn, coveredSince], [false, '2026-11-26', '2026-11-26']);
    assert.equal((await record('Ada')).inBaseline, true);
  });

  it('believes what a page says last of somebody it names twice', async () => {
    const { directory } = programme;
    const twice: Directory = {
      ...directory,
      async *changes(cursor) {
        for await (const page of directory.changes(cursor))
          yield {
            ...page,
            changed: page.changed.flatMap((person) => [{ ...person, displayName: 'Old' }, person]),
          };
      },
    };
    const report = await syncDirectory({ ...programme, directory: twice })();
    assert.deepEqual(did(report), { pages: 2, added: 3, people: 3, covered: 2, joined: 2 });
    assert.equal((await record('Ada')).person.displayName, directoryPerson('Ada').displayName);
  });

  it('looks nobody up and writes once for each of the first listing, whatever the order of managers', async () => {
    const stores = countingStores(programme.stores);
    programme.directory.put(directoryPerson('Ada', { managerId: personId('Late') }), directoryPerson('Late'));
    await syncDirectory({ ...programme, ...stores })();
    const calls = stores.calls.filter((call) => call.startsWith('people.') && call !== 'people.all');
    assert.deepEqual(calls, Array(4).fill('people.create'));
    assert.deepEqual((await record('Ada')).managerChain, [personId('Late')]);
    assert.deepEqual((await record('Late')).roles, ['manager']);
  });

  it('writes nothing for people who did not change', async () => {
    await sync();
    const stores = countingStores(programme.stores);
    const again = syncDirectory({ ...programme, ...stores });
    programme.clock.advance({ days: 1 });
    assert.deepEqual(did(await again()), { pages: 1, people: 3, covered: 2 });
    assert.deepEqual(stores.writes(), ['programme.replace']);
    stores.forget();
    programme.directory.put(directoryPerson('Ada'));
    assert.deepEqual(did(await again()), { pages: 1, people: 3, covered: 2 });
    assert.deepEqual(stores.writes(), ['programme.replace'], 'reported as changed, and just as before');
  });

  it('classifies anew who changed, and keeps what was known', async () => {
    await sync();
    const found = await programme.people.get(personId('Bob'));
    assert.ok(found);
    const conversation = conversationOf('Bob');
    await programme.people.replace({ ...found, value: { ...found.value, conversation } });
    programme.clock.advance({ days: 7 });
    programme.directory.change(personId('Bob'), { department: 'Finance', displayName: 'Bobby' });
    programme.directory.change(personId('Ada'), { department: 'Sales' });
    assert.deepEqual(did(await sync()), { pages: 1, changed: 2, people: 3, covered: 2, joined: 1 });
    const bob = await record('Bob');
    assert.equal(bob.person.displayName, 'Bobby');
    assert.deepEqual([bob.firstSeenOn, bob.coveredSince], ['2026-11-23', '2026-11-30']);
    assert.deepEqual(bob.conversation, conversation);
    assert.equal((await record('Ada')).coveredSince, undefined);
  });

  it('reclassifies everybody when the rules change', async () => {
    await sync();
    const coverageRules = {
      ...programme.coverageRules,
      financeStaff: { ...programme.coverageRules.financeStaff, departments: ['Logistics'] },
    };
    const report = await syncDirectory({ ...programme, coverageRules })();
    assert.deepEqual(did(report), { pages: 1, changed: 2, people: 3, covered: 2, joined: 1 });
    assert.equal((await record('Bob')).coverage.kind, 'finance-staff');
    assert.equal((await record('Ada')).coverage.kind, 'not-covered');
  });

  it('keeps the record of who is removed, without cover and roles', async () => {
    await sync();
    programme.clock.advance({ days: 1 });
    programme.directory.remove(personId('Ada'), 'changed');
    programme.directory.remove(personId('Cas'));
    programme.directory.remove(personId('Never seen'));
    const report = await sync();
    assert.deepEqual([report.removed, report.people, report.covered], [2, 1, 0]);
    const ada = await record('Ada');
    assert.equal(ada.removed?.reason, 'changed');
    assert.equal(ada.removed?.at, programme.clock());
    assert.equal(ada.coverage.kind, 'not-covered');
    assert.deepEqual(ada.roles, []);
    assert.equal((await sync()).removed, 0);
  });

  it('takes back who returns, with the day they were first seen', async () => {
    await sync();
    programme.directory.remove(personId('Ada'));
    await sync();
    programme.clock.advance({ days: 30 });
    programme.directory.put(directoryPerson('Ada'));
    await sync();
    const ada = await record('Ada');
    assert.equal(ada.removed, undefined);
    assert.deepEqual([ada.firstSeenOn, ada.coveredSince], ['2026-11-23', '2026-12-23']);
    assert.equal(ada.coverage.kind, 'finance-staff');
  });

  it('looks nobody up when everybody is listed anew', async () => {
    await sync();
    programme.directory.expireCursors();
    programme.directory.change(personId('Bob'), { displayName: 'Bobby' });
    programme.directory.put(directoryPerson('Dee'));
    const stores = countingStores(programme.stores);
    await syncDirectory({ ...programme, ...stores })();
    assert.deepEqual(
      stores.calls.filter((call) => call.startsWith('people.') && call !== 'people.all'),
      ['people.replace', 'people.create'],
    );
  });

  it('says when the directory was last read to its end', async () => {
    await sync();
    assert.equal((await programme.programme.get('cursor', 'directory'))?.value.completedAt, MONDAY);
    programme.clock.advance({ days: 1 });
    await sync();
    const cursor = await programme.programme.get('cursor', 'directory');
    assert.equal(cursor?.value.completedAt, programme.clock());
    assert.equal(cursor?.value.baselineAt, MONDAY);
  });
});
