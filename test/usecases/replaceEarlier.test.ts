import assert from 'node:assert/strict';
import { completeCount, rosterSize } from '../../src/domain/progress.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { openCode } from '../../src/usecases/openCode.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { day } from '../helpers/clock.ts';
import { earlierCode } from '../helpers/code.ts';
import { CYCLE, obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { granted, signCommand } from '../helpers/signing.ts';
import { admit, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

describe('who certified one Code version and is asked for an amended one', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  it('is counted once, by the amended one, and what they signed is kept as it is', async () => {
    const before = { ...programme, code: earlierCode };
    const obligationId = obligationOf('Ada', { codeHash: earlierCode.hash }).id;
    await admit(programme, 'Ada');
    await issueObligations(before)();
    granted(await openCode(programme)(personId('Ada'), obligationId));
    granted(await signCertificate(before)(signCommand('Ada', { obligationId })));
    const signed = await programme.obligations.get(personId('Ada'), obligationId);
    assert.equal(signed?.value.obligation.state.status, 'certified');

    for (const run of [1, 2]) {
      await issueObligations(programme)();
      const tally = await programme.obligations.tally({ cycle: CYCLE }, day('2026-11-23'));
      assert.deepEqual([rosterSize(tally), completeCount(tally), tally.outstanding], [1, 0, 1], `run ${run}`);
    }
    const kept = await programme.obligations.get(personId('Ada'), obligationId);
    assert.deepEqual(kept?.value.obligation, signed?.value.obligation);
    assert.equal(kept?.value.replacedBy, obligationOf('Ada').id);
  });
});
