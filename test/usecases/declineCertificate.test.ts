import assert from 'node:assert/strict';
import { disclosureRef } from '../../src/domain/certificate.ts';
import { canonicalJson } from '../../src/domain/digest.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { declineCertificate } from '../../src/usecases/declineCertificate.ts';
import { MONDAY } from '../helpers/clock.ts';
import { happened, type ObligationFacts, obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

const ADA = personId('Ada');
const REASON = 'I was asked to book revenue early.';

describe('declining', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    await admit(programme, 'Ada');
  });
  afterEach(() => programme.stores.close());

  const decline = (reason = REASON, by = 'Ada') => {
    const stores = countingStores(programme.stores);
    const command = { signer: personId(by), obligationId: obligationOf('Ada').id, reason };
    return { stores, result: declineCertificate({ ...programme, ...stores })(command) };
  };
  const refuses = async (why: string, facts: ObligationFacts, reason?: string, by?: string) => {
    await oblige(programme, 'Ada', facts);
    const { stores, result } = decline(reason, by);
    assert.deepEqual(await result, { refused: why });
    assert.deepEqual(stores.writes(), []);
  };

  it('is recorded, and its reason is for compliance alone', async () => {
    await oblige(programme, 'Ada');
    const obligation = granted(await decline(`  ${REASON}\n`).result);
    assert.ok(obligation.state.status === 'declined');
    assert.equal(obligation.state.declinedAt, MONDAY);
    assert.ok(!canonicalJson(obligation).includes('revenue'));
    const { record } = obligation.state;
    const kept = await programme.certificates.getDisclosure(ADA, record.id);
    assert.equal(kept?.text, REASON);
    assert.equal(kept.kind, 'decline');
    assert.deepEqual(disclosureRef(kept), record);
    assert.deepEqual(await programme.certificates.ofPerson(ADA), []);
  });

  it('ends the messages', async () => {
    await oblige(programme, 'Ada');
    assert.equal(granted(await decline().result).nextMessageAt, undefined);
  });

  it('asks the store three times', async () => {
    await oblige(programme, 'Ada');
    const { stores, result } = decline();
    granted(await result);
    assert.equal(stores.calls.length, 3);
  });

  it('twice keeps the first reason', async () => {
    await oblige(programme, 'Ada');
    const first = granted(await decline().result);
    const { stores, result } = decline('Something else.');
    assert.deepEqual(await result, { refused: 'already-declined' });
    assert.deepEqual(stores.writes(), []);
    const found = await programme.obligations.get(ADA, first.id);
    assert.deepEqual(found?.value.obligation, first);
  });

  it('at the same time twice leaves one decline with its own reason', async () => {
    await oblige(programme, 'Ada');
    const results = await Promise.all([decline('One.').result, decline('Two.').result]);
    assert.equal(results.filter(isRefusal).length, 1);
    const found = await programme.obligations.get(ADA, obligationOf('Ada').id);
    assert.ok(found?.value.obligation.state.status === 'declined');
    const { record } = found.value.obligation.state;
    const kept = await programme.certificates.getDisclosure(ADA, record.id);
    assert.ok(kept);
    assert.deepEqual(disclosureRef(kept), record);
  });

  it('needs a reason', () => refuses('text-missing', {}, ' \n'));
  it('takes no reason of 100 KB', () => refuses('text-too-long', {}, 'x'.repeat(100 * 1024)));
  it('is refused for somebody else’s obligation', () => refuses('unknown-obligation', {}, REASON, 'Eve'));

  it('is refused once it is certified, paused, excused, closed or superseded', async () => {
    for (const [event, why] of [
      [happened.certified('Ada'), 'already-certified'],
      [happened.paused(), 'paused'],
      [happened.excused(), 'excused'],
      [happened.left(), 'left'],
      [happened.superseded(), 'superseded'],
    ] as const) {
      await programme.stores.close();
      programme = testProgramme();
      await refuses(why, { events: [event] });
    }
  });
});
