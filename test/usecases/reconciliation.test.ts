import assert from 'node:assert/strict';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { day } from '../helpers/clock.ts';
import { did } from '../helpers/did.ts';
import { CYCLE, happened } from '../helpers/obligations.ts';
import { NOT_COVERED, personId } from '../helpers/people.ts';
import { signCommand } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { Killed, watchedStores } from '../helpers/watchedStores.ts';

describe('a signature, when the process died before the obligation was closed,', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada', { issuedAt: '2026-11-23T15:00:00Z', events: [happened.opened()] });
    const dying = watchedStores(programme.stores, (call) => {
      if (call === 'obligations.replace') throw new Killed();
    });
    await assert.rejects(signCertificate({ ...programme, ...dying })(signCommand('Ada')), Killed);
  });
  afterEach(() => programme.stores.close());

  const tally = () => programme.obligations.tally({ cycle: CYCLE }, day('2026-11-24'));

  it('is found by the nightly issue, without the signer doing anything', async () => {
    programme.clock.advance({ days: 1 });
    assert.deepEqual(did(await issueObligations(programme)()), { healed: 1 });
    const { certified, outstanding } = await tally();
    assert.deepEqual([certified, outstanding], [1, 0]);
    assert.deepEqual(did(await issueObligations(programme)()), {});
  });

  it('is found before anybody is asked for what they have given', async () => {
    programme.clock.advance({ days: 1 });
    await deliverPrompts(programme)();
    assert.deepEqual(programme.messenger.sent, []);
    assert.equal((await tally()).certified, 1);
  });

  it('stands though the signer has left meanwhile', async () => {
    const found = await programme.people.get(personId('Ada'));
    assert.ok(found);
    await programme.people.replace({ ...found, value: { ...found.value, coverage: NOT_COVERED } });
    assert.deepEqual(did(await issueObligations(programme)()), { healed: 1 });
    assert.equal((await tally()).certified, 1);
  });

  it('counts in the next cycle: its twelve months begin with it', async () => {
    programme.clock.set('2027-11-02T10:30:00Z');
    await issueObligations(programme)();
    const [next] = await programme.obligations.ofPerson(personId('Ada'));
    assert.deepEqual(
      [next?.value.obligation.cycle, next?.value.obligation.overdueAfter],
      ['2027', '2027-11-23'],
    );
  });
});
