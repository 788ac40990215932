import assert from 'node:assert/strict';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { happened } from '../helpers/obligations.ts';
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

  it('is found by the nightly jobs, without the signer doing anything', async () => {
    programme.clock.advance({ days: 1 });
    await issueObligations(programme)();
    await deliverPrompts(programme)();
    const tally = await programme.obligations.tally({ cycle: '2026' as never }, '2026-11-24' as never);
    assert.deepEqual([tally.certified, tally.outstanding], [1, 0]);
    assert.deepEqual(programme.messenger.sent, [], 'nobody is asked for what they have given');
  });
});
