import assert from 'node:assert/strict';
import { decide } from '../../src/domain/decide.ts';
import { refuse } from '../../src/domain/refusal.ts';
import { StoreConflict, StoreUnavailable } from '../../src/usecases/failures.ts';
import { updateObligation } from '../../src/usecases/updateObligation.ts';
import { updatePerson } from '../../src/usecases/updatePerson.ts';
import { obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores, type StoreCall, watchedStores } from '../helpers/watchedStores.ts';

const ADA = personId('Ada');
const TARGET = { personId: ADA, id: obligationOf('Ada').id };

describe('an update', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada');
  });
  afterEach(() => programme.stores.close());

  const open = () => (obligation: Parameters<typeof decide>[0]) =>
    decide(obligation, { type: 'open-code' }, programme.clock());
  const retitle = (jobTitle: string) =>
    updatePerson(programme.people, { id: ADA }, (record) => ({
      ...record,
      person: { ...record.person, jobTitle },
    }));
  /** Somebody else is faster so many times. */
  const busy = (write: StoreCall, times: number, meanwhile: () => Promise<unknown>) => {
    let left = times;
    return watchedStores(programme.stores, async (call) => {
      if (call !== write || left === 0) return;
      left -= 1;
      await meanwhile();
    });
  };

  it('decides again on what somebody else has stored meanwhile', async () => {
    const stores = busy('obligations.replace', 1, () =>
      updateObligation(programme.obligations, TARGET, open()),
    );
    const outcome = granted(await updateObligation(stores.obligations, TARGET, open()));
    const opened = outcome.value.obligation.history.filter(({ type }) => type === 'code-opened');
    assert.equal(opened.length, 1);
    const people = busy('people.replace', 4, () => retitle(`Title ${Math.random()}`)).people;
    const named = await updatePerson(people, { id: ADA }, (record) => ({ ...record, roles: ['manager'] }));
    assert.equal(named, 'changed');
    const record = (await programme.people.get(ADA))?.value;
    assert.deepEqual(record?.roles, ['manager']);
    assert.match(record?.person.jobTitle ?? '', /Title/);
  });

  it('gives up after five attempts in a row', async () => {
    const stores = busy('people.replace', 5, () => retitle(`Title ${Math.random()}`));
    const change = updatePerson(stores.people, { id: ADA }, (record) => ({ ...record, roles: ['manager'] }));
    await assert.rejects(change, StoreConflict);
    let number = 0;
    const shown = async () => {
      const found = await programme.obligations.get(ADA, TARGET.id);
      number += 1;
      if (!found) return;
      const value = { ...found.value, shown: { displayName: `Ada ${number}`, managerChain: [] } };
      await programme.obligations.replace({ ...found, value });
    };
    const contended = busy('obligations.replace', 5, shown);
    await assert.rejects(updateObligation(contended.obligations, TARGET, open()), StoreConflict);
  });

  it('does not repeat what failed for another reason', async () => {
    let calls = 0;
    const stores = watchedStores(programme.stores, (call) => {
      if (!call.endsWith('.replace')) return;
      calls += 1;
      throw new StoreUnavailable('The store is away.');
    });
    await assert.rejects(updateObligation(stores.obligations, TARGET, open()), StoreUnavailable);
    assert.equal(calls, 1);
  });

  it('that changes nothing, is refused or finds nobody writes nothing', async () => {
    const stores = countingStores(programme.stores);
    assert.equal(await updatePerson(stores.people, { id: ADA }, (record) => ({ ...record })), 'unchanged');
    assert.equal(await updatePerson(stores.people, { id: personId('Eve') }, (record) => record), 'unknown');
    assert.deepEqual(await updateObligation(stores.obligations, TARGET, () => refuse('automatic')), {
      refused: 'automatic',
    });
    assert.deepEqual(granted(await updateObligation(stores.obligations, TARGET, () => [])).value, {
      obligation: obligationOf('Ada'),
      shown: { displayName: 'Ada', managerChain: [] },
    });
    const elsewhere = { ...TARGET, personId: personId('Eve') };
    assert.deepEqual(await updateObligation(stores.obligations, elsewhere, open()), {
      refused: 'unknown-obligation',
    });
    assert.deepEqual(stores.writes(), []);
  });
});
