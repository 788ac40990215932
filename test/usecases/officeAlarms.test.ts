import assert from 'node:assert/strict';
import { alarmFacts } from '../../src/domain/alarm.ts';
import { alarms } from '../../src/usecases/alarms.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { directoryPerson, personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { Killed, watchedStores } from '../helpers/watchedStores.ts';

describe('the six offices, sync by sync', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    programme.directory.put(
      directoryPerson('Cleo', { jobTitle: 'Chief Executive Officer' }),
      directoryPerson('Cas', { jobTitle: 'CFO' }),
      directoryPerson('Ina', { jobTitle: 'Interim Controller' }),
      directoryPerson('Tom', { jobTitle: 'Treasurer' }),
      directoryPerson('Tim', { jobTitle: 'Treasurer' }),
      directoryPerson('Amy'),
    );
    await sync();
    programme.clock.advance({ days: 1 });
  });
  afterEach(() => programme.stores.close());

  const sync = (stores = programme.stores) => syncDirectory({ ...programme, ...stores })();
  const raised = async () =>
    (await alarms(programme).open())
      .map(({ id }) => id)
      .filter((id) => id.startsWith('office'))
      .sort();
  const named = (kind: string, office: string, name: string) => `${kind}.${office}.${personId(name)}`;
  const VACANT = [
    'office-vacant.assistant-chief-financial-officer',
    'office-vacant.chief-accounting-officer',
  ];

  it('are vacant or doubled from the first, and nobody is new; an interim holder counts', async () => {
    assert.deepEqual(await raised(), ['office-doubled.treasurer', ...VACANT]);
  });

  it('say who came and who went, once, until somebody clears it', async () => {
    programme.directory.change(personId('Cas'), { jobTitle: 'Adviser' });
    programme.directory.change(personId('Amy'), { jobTitle: 'SVP & Chief Financial Officer' });
    await sync();
    const news = [
      named('office-newly-filled', 'chief-financial-officer', 'Amy'),
      named('office-vacated', 'chief-financial-officer', 'Cas'),
    ];
    assert.deepEqual(await raised(), ['office-doubled.treasurer', ...news, ...VACANT].sort());
    programme.clock.advance({ days: 1 });
    await sync();
    const { get, clear } = alarms(programme);
    for (const id of news) {
      const found = await get(id);
      assert.ok(found);
      assert.equal(found.history.length, 1);
      granted(await clear(id, { by: personId('Dana'), because: 'known', facts: alarmFacts(found.alarm) }));
    }
    await sync();
    assert.deepEqual(await raised(), ['office-doubled.treasurer', ...VACANT]);
  });

  it('end being vacant or doubled by themselves', async () => {
    programme.directory.change(personId('Tim'), { jobTitle: 'Analyst' });
    programme.directory.change(personId('Amy'), { jobTitle: 'Chief Accounting Officer' });
    await sync();
    assert.deepEqual(await raised(), [
      named('office-newly-filled', 'chief-accounting-officer', 'Amy'),
      'office-vacant.assistant-chief-financial-officer',
      named('office-vacated', 'treasurer', 'Tim'),
    ]);
  });

  it('say it when a holder has left the company', async () => {
    programme.directory.remove(personId('Cas'));
    await sync();
    const ids = await raised();
    assert.ok(ids.includes(named('office-vacated', 'chief-financial-officer', 'Cas')));
    assert.ok(ids.includes('office-vacant.chief-financial-officer'));
  });

  it('stay quiet once somebody has said that there is no such office, until something changes', async () => {
    const id = 'office-vacant.assistant-chief-financial-officer';
    const { get, clear } = alarms(programme);
    const found = await get(id);
    assert.ok(found);
    granted(await clear(id, { by: personId('Dana'), because: 'None', facts: alarmFacts(found.alarm) }));
    await sync();
    assert.ok(!(await raised()).includes(id));
    programme.directory.change(personId('Amy'), { jobTitle: 'Assistant CFO' });
    await sync();
    programme.directory.change(personId('Amy'), { jobTitle: 'Analyst' });
    await sync();
    assert.ok((await raised()).includes(id), 'vacant again');
  });

  it('lose no news when the process dies, whichever write it was at', async () => {
    programme.directory.change(personId('Amy'), { jobTitle: 'CFO' });
    for (let fatal = 1; ; fatal += 1) {
      let writes = 0;
      const dying = watchedStores(programme.stores, (call) => {
        if (!/\.(create|replace)$/.test(call)) return;
        writes += 1;
        if (writes === fatal) throw new Killed();
      });
      const died = await sync(dying).then(
        () => false,
        (error: unknown) => error instanceof Killed,
      );
      if (!died) break;
    }
    const id = named('office-newly-filled', 'chief-financial-officer', 'Amy');
    assert.ok((await raised()).includes(id));
    assert.equal((await alarms(programme).get(id))?.history.length, 1);
    const { joinedAt } = (await programme.programme.get('population', 'now'))?.value ?? {};
    assert.equal(joinedAt, undefined, 'Amy was covered before');
  });
});
