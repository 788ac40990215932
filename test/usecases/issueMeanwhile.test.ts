import assert from 'node:assert/strict';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { openCode } from '../../src/usecases/openCode.ts';
import type { PersonRecord } from '../../src/usecases/ports.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { NOT_COVERED } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { Killed, type Watch, watchedStores } from '../helpers/watchedStores.ts';

describe('while obligations are issued', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const issueWatched = (watch: Watch) =>
    issueObligations({ ...programme, ...watchedStores(programme.stores, watch) })();
  const stateOf = async ({ id }: PersonRecord) => {
    const [newest] = await programme.obligations.ofPerson(id);
    return newest?.value;
  };

  it('somebody may open the Code just as their title changes: neither is lost, and the rest goes on', async () => {
    const ada = await admit(programme, 'Ada', { person: { jobTitle: 'Countess' } });
    const { id } = await oblige(programme, 'Ada', { jobTitle: 'Analyst' });
    const others = [await admit(programme, 'Bea'), await admit(programme, 'Zoe')];
    let opened = false;
    await issueWatched(async (call) => {
      if (call !== 'obligations.replace' || opened) return;
      opened = true;
      granted(await openCode(programme)(ada.id, id));
    });
    assert.ok(opened && (await stateOf(ada))?.obligation.openedAt);
    for (const other of others) assert.ok(await stateOf(other));
    await issueObligations(programme)();
    const kept = await stateOf(ada);
    assert.ok(kept?.obligation.openedAt);
    assert.equal(kept.shown.jobTitle, 'Countess');
  });

  it('somebody may sign just as they leave: the certificate stands', async () => {
    const ada = await admit(programme, 'Ada', { coverage: NOT_COVERED });
    const { id, personId } = await oblige(programme, 'Ada', { events: [happened.opened()] });
    let signed = false;
    await issueWatched(async (call) => {
      if (call !== 'obligations.replace' || signed) return;
      signed = true;
      const found = await programme.obligations.get(personId, id);
      assert.ok(found);
      const obligation = obligationOf('Ada', { events: [happened.opened(), happened.certified('Ada')] });
      await programme.obligations.replace({ ...found, value: { ...found.value, obligation } });
    });
    assert.ok(signed);
    assert.equal((await stateOf(ada))?.obligation.state.status, 'certified');
  });

  it('the process may die anywhere: the next run finishes, and nobody has two', async () => {
    const people: PersonRecord[] = [];
    for (const name of ['Ada', 'Bea', 'Cas', 'Dan']) people.push(await admit(programme, name));
    for (let survived = 0; survived < people.length; survived += 1) {
      let creations = 0;
      const dying = issueWatched((call) => {
        if (call !== 'obligations.create') return;
        creations += 1;
        if (creations > 1) throw new Killed();
      });
      if (survived < people.length - 1) await assert.rejects(dying, Killed);
      else await dying;
    }
    for (const { id } of people) assert.equal((await programme.obligations.ofPerson(id)).length, 1);
  });
});
