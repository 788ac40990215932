import assert from 'node:assert/strict';
import type { PersonId } from '../../src/domain/ids.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { earlierCode } from '../helpers/code.ts';
import { did } from '../helpers/did.ts';
import { happened } from '../helpers/obligations.ts';
import { NOT_COVERED, personId, personRecord } from '../helpers/people.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { Killed, watchedStores } from '../helpers/watchedStores.ts';

describe('issuing obligations, when the directory has lost many people,', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const names = (count: number) => Array.from({ length: count }, (_, n) => `Person ${n}`);
  const issue = () => issueObligations({ ...programme, mostClosedPercent: 20 })();
  const lose = async (...gone: readonly string[]) => {
    for (const name of gone) {
      const found = await programme.people.get(personId(name));
      assert.ok(found);
      await programme.people.replace({ ...found, value: personRecord(name, { coverage: NOT_COVERED }) });
    }
  };
  const stillOpen = async () => (await tally()).outstanding;
  const tally = () => programme.obligations.tally({ cycle: '2026' as never }, '2026-11-23' as never);

  it('closes up to the share of them that the programme file believes', async () => {
    for (const name of names(40)) await admit(programme, name);
    await issue();
    await lose(...names(8));
    assert.deepEqual(did(await issue()), { closed: 8 });
    assert.equal(await stillOpen(), 32);
  });

  it('closes none of them where they are more, and says how many', async () => {
    for (const name of names(40)) await admit(programme, name);
    await issue();
    await lose(...names(9));
    assert.deepEqual(did(await issue()), { held: 9 });
    assert.deepEqual(did(await issue()), { held: 9 });
    assert.equal(await stillOpen(), 40);
  });

  it('goes on with everybody else meanwhile', async () => {
    for (const name of names(20)) await admit(programme, name);
    await issue();
    await lose(...names(10));
    await admit(programme, 'New');
    assert.deepEqual(did(await issue()), { held: 10, issued: 1 });
  });

  it('always closes a few', async () => {
    for (const name of names(5)) await admit(programme, name);
    await issue();
    await lose(...names(5));
    assert.deepEqual(did(await issue()), { closed: 5 });
  });
});

describe('issuing obligations for an amended Code', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    await admit(programme, 'Ada');
    await admit(programme, 'Bea');
    await oblige(programme, 'Ada', { codeHash: earlierCode.hash });
    const signed = [happened.opened(), happened.certified('Bea')];
    await oblige(programme, 'Bea', { codeHash: earlierCode.hash, events: signed });
  });
  afterEach(() => programme.stores.close());

  const states = async (id: PersonId) =>
    Object.fromEntries(
      (await programme.obligations.ofPerson(id)).map(({ value: { obligation } }) => [
        obligation.codeHash === programme.code.hash ? 'amended' : 'earlier',
        `${obligation.reason} ${obligation.state.status}`,
      ]),
    );

  it('asks everybody again, asks no more for the earlier one, and leaves what was signed', async () => {
    assert.deepEqual(did(await issueObligations(programme)()), { issued: 2 });
    assert.deepEqual(await states(personId('Ada')), {
      amended: 'amendment outstanding',
      earlier: 'annual superseded',
    });
    assert.deepEqual(await states(personId('Bea')), {
      amended: 'amendment outstanding',
      earlier: 'annual certified',
    });
    assert.deepEqual(did(await issueObligations(programme)()), {});
  });

  it('asks nobody for two versions, also when the process died in between', async () => {
    for (const fatal of ['obligations.replace', 'obligations.create']) {
      let calls = 0;
      const dying = watchedStores(programme.stores, (call) => {
        if (call === fatal) calls += 1;
        if (calls === 1) throw new Killed();
      });
      await issueObligations({ ...programme, ...dying })().catch((error) =>
        assert.ok(error instanceof Killed),
      );
    }
    await issueObligations(programme)();
    assert.deepEqual(await states(personId('Ada')), {
      amended: 'amendment outstanding',
      earlier: 'annual superseded',
    });
  });

  it('closes that of somebody who has left meanwhile: nothing replaces it', async () => {
    const found = await programme.people.get(personId('Ada'));
    assert.ok(found);
    await programme.people.replace({ ...found, value: personRecord('Ada', { coverage: NOT_COVERED }) });
    await issueObligations(programme)();
    assert.deepEqual(await states(personId('Ada')), { earlier: 'annual left' });
  });
});
