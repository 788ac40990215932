import assert from 'node:assert/strict';
import { ledgerFaults } from '../../src/domain/ledgerFault.ts';
import { alarms } from '../../src/usecases/alarms.ts';
import type { AppInstaller, PersonRecord } from '../../src/usecases/ports.ts';
import { tellCompliance } from '../../src/usecases/tellCompliance.ts';
import { admit, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

describe('who is told of a new alarm', () => {
  let programme: TestProgramme;
  let told: string[];
  let people: PersonRecord[];
  beforeEach(async () => {
    programme = testProgramme();
    told = [];
    people = await Promise.all([
      admit(programme, 'Dana', { roles: ['compliance'] }),
      admit(programme, 'Ursula', { roles: ['audit-committee'] }),
      admit(programme, 'Victor', { roles: ['audit-committee', 'compliance'] }),
      admit(programme, 'Mallory', { roles: [] }),
    ]);
    const [dana, ursula, victor, mallory] = people.map(({ id }) => id);
    if (!dana || !ursula || !victor || !mallory) throw new Error('Somebody is missing.');
    await programme.programme.create('population', 'now', {
      compliance: [dana, victor],
      auditCommittee: [ursula, victor, mallory],
    });
  });
  afterEach(() => programme.stores.close());

  const tell = (installer?: AppInstaller) =>
    tellCompliance({
      ...programme,
      installer,
      async tell(to, news, { canLook }) {
        const who = people.find(({ conversation }) => conversation?.conversationId === to.conversationId);
        const kinds = news.map(({ alarm }) => alarm.kind).sort();
        told.push(`${who?.person.displayName} ${kinds.join()}${canLook ? ' and can look' : ''}`);
        return { outcome: 'sent' };
      },
    })();
  const faulty = () => {
    const found = ledgerFaults();
    found.add('record-missing', 'certificate.x');
    return { kind: 'ledger-fault', counts: found.counts(), faults: found.named() } as const;
  };

  it('is the Compliance Office alone, of most', async () => {
    await alarms(programme).raise({ kind: 'office-vacant', office: 'treasurer' });
    assert.equal(await tell(), 2);
    assert.deepEqual(told.sort(), ['Dana office-vacant and can look', 'Victor office-vacant and can look']);
  });

  it('is the Audit Committee too, once each, when the ledger is not what it was', async () => {
    await alarms(programme).raise({ kind: 'office-vacant', office: 'treasurer' });
    await alarms(programme).raise(faulty());
    assert.equal(await tell(), 3);
    assert.deepEqual(told.sort(), [
      'Dana ledger-fault,office-vacant and can look',
      'Ursula ledger-fault',
      'Victor ledger-fault,office-vacant and can look',
    ]);
    assert.equal(await tell(), 0);
  });

  it('is still the Compliance Office when only the Audit Committee was reached the first time', async () => {
    const offline = people.filter(({ roles }) => roles.includes('compliance'));
    for (const person of offline) {
      const found = await programme.people.get(person.id);
      assert.ok(found);
      const { conversation: _, ...value } = found.value;
      await programme.people.replace({ ...found, value });
    }
    await alarms(programme).raise({ kind: 'office-vacant', office: 'treasurer' });
    await alarms(programme).raise(faulty());
    assert.equal(await tell(), 1);
    assert.deepEqual(told.splice(0), ['Ursula ledger-fault']);
    assert.equal(await tell({ install: async () => ({ outcome: 'was-installed' }) }), 2);
    assert.equal(told.filter((each) => each.includes('office-vacant')).length, 2);
  });

  it('is also somebody who never opened the bot, where the app can be installed for them', async () => {
    for (const person of people) {
      const found = await programme.people.get(person.id);
      assert.ok(found);
      const { conversation: _, ...value } = found.value;
      await programme.people.replace({ ...found, value });
    }
    await alarms(programme).raise({ kind: 'office-vacant', office: 'treasurer' });
    assert.equal(await tell(), 0);
    assert.equal(await tell({ install: async () => ({ outcome: 'installed' }) }), 0);
    assert.equal(await tell({ install: async () => ({ outcome: 'was-installed' }) }), 2);
    assert.equal(await tell({ install: async () => ({ outcome: 'was-installed' }) }), 0);
  });

  it('is the Audit Committee also where nobody of the Compliance Office can be reached', async () => {
    for (const person of people.filter(({ roles }) => roles.includes('compliance'))) {
      const found = await programme.people.get(person.id);
      assert.ok(found);
      const { conversation: _, ...value } = found.value;
      await programme.people.replace({ ...found, value });
    }
    await alarms(programme).raise(faulty());
    assert.equal(await tell(), 1);
    assert.deepEqual(told, ['Ursula ledger-fault']);
  });
});
