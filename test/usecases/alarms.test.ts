import assert from 'node:assert/strict';
import type { Alarm } from '../../src/domain/alarm.ts';
import { alarmFacts } from '../../src/domain/alarm.ts';
import { OFFICES } from '../../src/domain/coverage.ts';
import type { Sha256 } from '../../src/domain/ids.ts';
import { alarms } from '../../src/usecases/alarms.ts';
import { personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores, watchedStores } from '../helpers/watchedStores.ts';

const vacant = (office: (typeof OFFICES)[number]): Alarm => ({ kind: 'office-vacant', office });
const fell: Alarm = {
  kind: 'population-fell',
  covered: 10,
  lost: 5,
  limitPercent: 20,
  sha256: '5'.repeat(64) as Sha256,
};

describe('alarms', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const openIds = async () => (await alarms(programme).open()).map(({ id }) => id);

  it('are raised once: the same again writes nothing', async () => {
    const stores = countingStores(programme.stores);
    const { raise } = alarms({ ...programme, ...stores });
    await raise(vacant('treasurer'));
    stores.forget();
    programme.clock.advance({ days: 1 });
    await raise(vacant('treasurer'));
    assert.deepEqual(stores.writes(), []);
    assert.deepEqual(await openIds(), ['office-vacant.treasurer']);
  });

  it('of a kind end when they are no longer among those there are; other kinds stay', async () => {
    const { raise, settle } = alarms(programme);
    await raise(fell);
    await settle(['office-vacant'], [vacant('treasurer'), vacant('controller')]);
    programme.clock.advance({ days: 1 });
    await settle(['office-vacant'], [vacant('controller')]);
    assert.deepEqual(await openIds(), ['population-fell', 'office-vacant.controller']);
    const over = await alarms(programme).get('office-vacant.treasurer');
    assert.deepEqual(
      over?.history.map(({ type }) => type),
      ['raised', 'gone'],
    );
  });

  it('are listed newest first, after what holds something back', async () => {
    const { raise } = alarms(programme);
    await raise(fell);
    programme.clock.advance({ hours: 1 });
    for (const office of OFFICES) {
      await raise(vacant(office));
      programme.clock.advance({ hours: 1 });
    }
    assert.deepEqual(
      (await alarms(programme).open()).map(({ alarm }) => ('office' in alarm ? alarm.office : alarm.kind)),
      ['population-fell', ...OFFICES.toReversed()],
    );
  });

  it('keep who cleared them, when and why', async () => {
    const { raise, clear } = alarms(programme);
    await raise(vacant('treasurer'));
    const facts = alarmFacts(vacant('treasurer'));
    const by = personId('Dana');
    granted(await clear('office-vacant.treasurer', { by, because: 'There is none', facts }));
    assert.deepEqual(await openIds(), []);
    await raise(vacant('treasurer'));
    assert.deepEqual(await openIds(), [], 'still the same, and known');
    assert.deepEqual(await clear('no-such', { by, because: 'x', facts }), { refused: 'unknown-alarm' });
  });

  it('lose nothing when two change one at the same moment', async () => {
    await alarms(programme).raise(fell);
    let meanwhile = true;
    const stores = watchedStores(programme.stores, async (call) => {
      if (call !== 'programme.replace' || !meanwhile) return;
      meanwhile = false;
      await alarms(programme).raise({ ...fell, lost: 6 });
    });
    const by = personId('Dana');
    const confirm = alarms({ ...programme, ...stores }).confirm('population-fell', {
      by,
      because: 'right',
      facts: alarmFacts(fell),
    });
    assert.deepEqual(await confirm, { refused: 'alarm-changed' });
    assert.equal(await alarms(programme).confirmation(fell), undefined);
  });

  it('say who has confirmed exactly this', async () => {
    const { raise, confirm, confirmation } = alarms(programme);
    assert.equal(await confirmation(fell), undefined);
    await raise(fell);
    assert.equal(await confirmation(fell), undefined);
    const by = personId('Dana');
    granted(await confirm('population-fell', { by, because: 'right', facts: alarmFacts(fell) }));
    assert.equal((await confirmation(fell))?.by, by);
    assert.equal((await confirmation({ ...fell, covered: 11 }))?.by, by, 'the same people');
    assert.equal(await confirmation({ ...fell, sha256: '6'.repeat(64) as Sha256 }), undefined);
  });
});
