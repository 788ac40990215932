import assert from 'node:assert/strict';
import { disclosureRef } from '../../src/domain/certificate.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { declineCertificate } from '../../src/usecases/declineCertificate.ts';
import { sealDisclosure } from '../../src/usecases/disclosures.ts';
import { StoreUnavailable } from '../../src/usecases/failures.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { MONDAY } from '../helpers/clock.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { granted, signCommand } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { Killed, type StoreCall, watchedStores } from '../helpers/watchedStores.ts';

const ADA = personId('Ada');
const { id } = obligationOf('Ada');

describe('what somebody discloses', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada', { events: [happened.opened()] });
  });
  afterEach(() => programme.stores.close());

  const seal = (text: string) =>
    sealDisclosure(programme, {
      personId: ADA,
      obligationId: id,
      kind: 'exception',
      text,
      nonce: programme.nonce(),
      at: MONDAY,
    });
  const textOf = async ({ id: which }: { id: string }) =>
    (await programme.certificates.getDisclosure(ADA, which))?.text;
  const withDeathAt = (fatal: StoreCall) => ({
    ...programme,
    ...watchedStores(programme.stores, (call) => {
      if (call === fatal) throw new Killed();
    }),
  });

  it('is kept once, however often it is sent', async () => {
    const first = await seal('A gift.');
    assert.deepEqual(await seal('A gift.'), first);
    const kept = await programme.certificates.getDisclosure(ADA, first.id);
    assert.ok(kept);
    assert.deepEqual(disclosureRef(kept), first);
  });

  it('is not hidden behind what was sent before', async () => {
    const [first, second] = [await seal('A gift.'), await seal('A larger gift.')];
    assert.notEqual(first.id, second.id);
    assert.deepEqual([await textOf(first), await textOf(second)], ['A gift.', 'A larger gift.']);
  });

  it('is not taken without end', async () => {
    for (let number = 1; number <= 20; number += 1) await seal(`Gift ${number}.`);
    await assert.rejects(seal('One more.'), StoreUnavailable);
  });

  it('is found again when the process died before the signature was kept', async () => {
    const command = signCommand('Ada', { exception: 'A gift.' });
    await assert.rejects(signCertificate(withDeathAt('certificates.create'))(command), Killed);
    programme.clock.advance({ minutes: 1 });
    const { certificate } = granted(await signCertificate(programme)(command));
    const reference = certificate.certificate.exception;
    assert.ok(reference);
    assert.equal(reference.id, (await seal('A gift.')).id);
    assert.equal(await textOf(reference), 'A gift.');
  });

  it('is found again when the process died before a decline was recorded', async () => {
    const command = { signer: ADA, obligationId: id, reason: 'No.' };
    await assert.rejects(declineCertificate(withDeathAt('obligations.replace'))(command), Killed);
    const declined = granted(await declineCertificate(programme)(command));
    assert.ok(declined.state.status === 'declined');
    assert.equal(declined.state.record.id, `${id}.decline.1`);
  });

  it('by declining changes nothing for somebody who has signed, though the process died', async () => {
    await assert.rejects(signCertificate(withDeathAt('obligations.replace'))(signCommand('Ada')), Killed);
    const result = await declineCertificate(programme)({ signer: ADA, obligationId: id, reason: 'No.' });
    assert.ok(isRefusal(result) && result.refused === 'already-certified');
    const kept = await programme.obligations.get(ADA, id);
    assert.equal(kept?.value.obligation.state.status, 'certified');
    assert.equal(await textOf({ id: `${id}.decline.1` }), undefined);
  });
});
