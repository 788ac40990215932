import assert from 'node:assert/strict';
import type { PersonId } from '../../src/domain/ids.ts';
import { DirectoryUnavailable } from '../../src/usecases/failures.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { directoryPerson, personId } from '../helpers/people.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

const [ada, bob] = [personId('Ada'), personId('Bob')];

describe('a sync reads where people keep their calendars', () => {
  let programme: TestProgramme;
  let logged: object[];
  beforeEach(() => {
    programme = testProgramme();
    logged = [];
    programme.directory.put(directoryPerson('Ada'), directoryPerson('Bob', { department: 'Logistics' }));
    programme.directory.setTimeZones(new Map([[ada, 'Asia/Tokyo']]));
  });
  afterEach(() => programme.stores.close());

  const log = {
    warn(facts: object) {
      if (!('event' in facts && facts.event === 'no-last-days-shown')) logged.push(facts);
    },
  };
  const sync = () => syncDirectory({ ...programme, log })();
  const zone = async (id: PersonId) => (await programme.people.get(id))?.value.person.timeZone;

  it('once, of those who must certify, in the write that takes them in', async () => {
    const stores = countingStores(programme.stores);
    const report = await syncDirectory({ ...programme, ...stores, log })();
    assert.deepEqual(programme.directory.asked, [ada]);
    assert.deepEqual([await zone(ada), await zone(bob)], ['Asia/Tokyo', undefined]);
    assert.equal(report['time-zones-unread'], 0);
    assert.equal(stores.writes().filter((call) => call.startsWith('people.')).length, 2);
  });

  it('again after sixty days, or when somebody comes to be covered', async () => {
    await sync();
    programme.clock.advance({ days: 59 });
    await sync();
    assert.deepEqual(programme.directory.asked, [ada]);
    programme.directory.change(bob, { department: 'Finance' });
    await sync();
    assert.deepEqual(programme.directory.asked, [ada, bob]);
    programme.clock.advance({ days: 1 });
    programme.directory.setTimeZones(new Map([[ada, 'Europe/Berlin']]));
    await sync();
    assert.deepEqual(programme.directory.asked, [ada, bob, ada]);
    assert.equal(await zone(ada), 'Europe/Berlin');
  });

  it('and keeps it while other facts change, until there is none any more', async () => {
    await sync();
    programme.directory.change(ada, { displayName: 'Ada Lovelace' });
    await sync();
    assert.equal(await zone(ada), 'Asia/Tokyo');
    programme.clock.advance({ days: 60 });
    programme.directory.setTimeZones(new Map());
    await sync();
    assert.equal(await zone(ada), undefined);
  });

  it('and goes on without, where the permission is missing: the log says so once, the report how many', async () => {
    programme.directory.put(...Array.from({ length: 450 }, (_, n) => directoryPerson(`Person ${n}`)));
    programme.directory.setTimeZones('forbidden');
    const report = await sync();
    assert.deepEqual([report.people, report['time-zones-unread']], [452, 451]);
    assert.deepEqual(logged, [{ event: 'time-zones-not-read', permission: 'MailboxSettings.Read' }]);
    assert.ok(programme.directory.asked.length <= 200, 'nobody else is asked for in vain');
    programme.directory.setTimeZones(new Map([[ada, 'Asia/Tokyo']]));
    assert.equal((await sync())['time-zones-unread'], 0);
    assert.equal(await zone(ada), 'Asia/Tokyo');
  });

  it('and goes on without, while mailboxes do not answer', async () => {
    const timeZones = async () => {
      throw new DirectoryUnavailable('No answer.');
    };
    const directory = { ...programme.directory, timeZones };
    const report = await syncDirectory({ ...programme, directory, log })();
    assert.deepEqual([report.covered, report['time-zones-unread'], logged.length], [1, 1, 1]);
  });
});
