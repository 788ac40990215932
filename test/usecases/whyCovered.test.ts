import assert from 'node:assert/strict';
import { MOST_NAMESAKES, type WhoIsMeant } from '../../src/usecases/peopleMeant.ts';
import { type WhyCovered, whyCovered } from '../../src/usecases/whyCovered.ts';
import { MONDAY } from '../helpers/clock.ts';
import { happened } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

describe('why somebody is covered', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const why = (name: string, more: Omit<WhoIsMeant, 'name'> = {}) => whyCovered(programme)({ name, ...more });
  const found = (answer: WhyCovered): string => {
    if (answer.outcome === 'person') return answer.record.person.displayName;
    return answer.outcome === 'several'
      ? answer.people.map(({ person }) => person.displayName).join(' or ')
      : 'nobody';
  };

  it('is told of one person, with the newest obligation of this cycle and when the directory was read', async () => {
    const record = await admit(programme, 'Maya Okafor');
    await oblige(programme, 'Maya Okafor', { cycle: '2025', events: [happened.certified('Maya Okafor')] });
    await programme.programme.create('cursor', 'directory', { completedAt: MONDAY });
    assert.deepEqual(await why('Maya Okafor'), {
      outcome: 'person',
      record,
      cycle: '2026',
      directoryReadAt: MONDAY,
    });
    const obligation = await oblige(programme, 'Maya Okafor');
    const answer = await why('Maya Okafor');
    assert.ok(answer.outcome === 'person');
    assert.deepEqual(answer.obligation, obligation);
  });

  it('is found by part of a name, in any order, without accents, or by the Entra object id', async () => {
    for (const name of ['Renée Delacroix-Müller', 'Mehmet James']) await admit(programme, name);
    for (const typed of ['renee', 'DELACROIX', 'muller renee', 'Delacroix-Müller, Renée', 'ren del'])
      assert.equal(found(await why(typed)), 'Renée Delacroix-Müller', typed);
    const id = personId('Mehmet James');
    for (const typed of [id, id.toUpperCase()]) assert.equal(found(await why(typed)), 'Mehmet James');
    for (const typed of ['Nobody', '', '???', personId('Nobody'), 'renee james', "' OR 1=1 --", '%'])
      assert.equal(found(await why(typed)), 'nobody', typed);
  });

  it('needs whole words of a name where what was typed may be a question', async () => {
    await admit(programme, 'Mehmet James');
    assert.equal(found(await why('me')), 'Mehmet James');
    assert.equal(found(await why('me', { wholeWords: true })), 'nobody');
    assert.equal(found(await why('james', { wholeWords: true })), 'Mehmet James');
    assert.equal(found(await why('does james have to sign', { wholeWords: true })), 'nobody');
  });

  it('is asked back when several are meant, at most so many; a whole name is meant before a part', async () => {
    await admit(programme, 'Ann Lee');
    await admit(programme, 'Ann Leeds');
    assert.equal(found(await why('ann lee')), 'Ann Lee');
    assert.equal(found(await why('ann')), 'Ann Lee or Ann Leeds');
    for (let n = 0; n < MOST_NAMESAKES; n += 1) await admit(programme, `Ann Number ${n}`);
    const many = await why('ann');
    assert.ok(many.outcome === 'several' && many.more);
    assert.equal(many.people.length, MOST_NAMESAKES);
    const few = await why('ann lee', { wholeWords: true });
    assert.equal(found(few), 'Ann Lee');
  });

  it('is asked back for two people of exactly one name', async () => {
    await admit(programme, 'Ann Lee');
    await admit(programme, 'second', { person: { displayName: 'Ann Lee' } });
    const several = await why('Ann Lee');
    assert.ok(several.outcome === 'several');
    assert.equal(several.more, false);
    assert.equal(new Set(several.people.map(({ id }) => id)).size, 2);
  });

  it('is told of somebody who has gone, too', async () => {
    await admit(programme, 'Ann Lee', { removed: { at: MONDAY, reason: 'deleted' } });
    assert.equal(found(await why('Ann Lee')), 'Ann Lee');
  });

  it('takes at most five store calls and writes nothing', async () => {
    await admit(programme, 'Ann Lee');
    const stores = countingStores(programme.stores);
    for (const name of ['Ann Lee', 'lee ann', 'Nobody', personId('Ann Lee')]) {
      stores.forget();
      await whyCovered({ ...programme, ...stores })({ name });
      assert.ok(stores.calls.length <= 5, name);
      assert.deepEqual(stores.writes(), []);
    }
  });
});
