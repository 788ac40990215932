import assert from 'node:assert/strict';
import { disclosureRef } from '../../src/domain/certificate.ts';
import { isSignedHere } from '../../src/domain/obligation.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { declineCertificate } from '../../src/usecases/declineCertificate.ts';
import { StoreUnavailable } from '../../src/usecases/failures.ts';
import { myStatus } from '../../src/usecases/myStatus.ts';
import { type SignDeps, signCertificate } from '../../src/usecases/signCertificate.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { granted, signCommand } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores, Killed, type StoreCall, watchedStores } from '../helpers/watchedStores.ts';

const ADA = personId('Ada');
const { id } = obligationOf('Ada');

describe('a certificate is signed once', () => {
  let programme: TestProgramme;
  beforeEach(async () => {
    programme = testProgramme();
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada', { events: [happened.opened()] });
  });
  afterEach(() => programme.stores.close());

  const theOne = async () => {
    const [only, another] = await programme.certificates.ofPerson(ADA);
    assert.ok(only);
    assert.equal(another, undefined);
    return only;
  };
  /** The process dies instead of making this call. */
  const dyingAt = (fatal: StoreCall): SignDeps => ({
    ...programme,
    ...watchedStores(programme.stores, (call) => {
      if (call === fatal) throw new Killed();
    }),
  });
  const signAndDie = (fatal: StoreCall, exception?: string) =>
    assert.rejects(
      signCertificate(dyingAt(fatal))(signCommand('Ada', exception ? { exception } : {})),
      Killed,
    );
  const stateNow = async () => (await programme.obligations.get(ADA, id))?.value.obligation.state;

  it('when somebody clicks twice', async () => {
    const first = granted(await signCertificate(programme)(signCommand('Ada')));
    programme.clock.advance({ seconds: 1 });
    const second = await signCertificate(programme)(signCommand('Ada', { exception: 'On second thought' }));
    assert.ok(isRefusal(second) && second.refused === 'already-certified');
    assert.deepEqual(await theOne(), first.certificate);
  });

  it('when two clicks arrive at the same time', async () => {
    const sign = signCertificate(programme);
    const results = await Promise.all([
      sign(signCommand('Ada')),
      sign(signCommand('Ada')),
      sign(signCommand('Ada')),
    ]);
    const only = await theOne();
    for (const result of results) assert.deepEqual(granted(result).certificate, only);
    const kept = await programme.obligations.get(ADA, id);
    const certified = kept?.value.obligation.history.filter(({ type }) => type === 'certified');
    assert.equal(certified?.length, 1);
  });

  it('when two arrive at the same time and only one discloses something', async () => {
    const sign = signCertificate(programme);
    await Promise.all([sign(signCommand('Ada')), sign(signCommand('Ada', { exception: 'A gift.' }))]);
    const { certificate } = await theOne();
    const state = await stateNow();
    assert.ok(state && isSignedHere(state));
    assert.equal(state.withException, certificate.exception !== undefined);
    if (!certificate.exception) return;
    const disclosure = await programme.certificates.getDisclosure(ADA, certificate.exception.id);
    assert.ok(disclosure);
    assert.deepEqual(disclosureRef(disclosure), certificate.exception);
  });

  it('when a decline arrives at the same time, and is then the one thing that stands', async () => {
    const reason = 'I have questions.';
    await Promise.all([
      signCertificate(programme)(signCommand('Ada')),
      declineCertificate(programme)({ signer: ADA, obligationId: id, reason }),
    ]);
    await myStatus(programme)(ADA);
    await theOne();
    assert.equal((await stateNow())?.status, 'certified');
  });

  it('or not at all, when the process dies before the certificate is kept', async () => {
    await signAndDie('certificates.create', 'A gift.');
    assert.deepEqual(await programme.certificates.ofPerson(ADA), []);
    assert.equal((await stateNow())?.status, 'outstanding');
    granted(await signCertificate(programme)(signCommand('Ada', { exception: 'A gift.' })));
    assert.ok((await theOne()).certificate.exception);
  });

  it('when the process dies right after: the next look at it closes the obligation', async () => {
    await signAndDie('obligations.replace');
    const only = await theOne();
    assert.equal((await stateNow())?.status, 'outstanding');
    programme.clock.advance({ days: 40 });
    const stores = countingStores(programme.stores);
    const status = await myStatus(stores)(ADA);
    assert.equal(stores.calls.length, 4);
    assert.deepEqual(status.certificate, only);
    assert.deepEqual(await stateNow(), {
      status: 'certified',
      certifiedAt: only.certificate.signedAt,
      certificateId: id,
      withException: false,
      late: false,
    });
    assert.deepEqual(status.obligation?.state, await stateNow());
  });

  it('when the store fails right after: the signer is told that they have signed', async () => {
    const failing = watchedStores(programme.stores, (call) => {
      if (call === 'obligations.replace') throw new StoreUnavailable('The store is away.');
    });
    const signed = granted(await signCertificate({ ...programme, ...failing })(signCommand('Ada')));
    assert.deepEqual(signed.certificate, await theOne());
    assert.equal((await myStatus(programme)(ADA)).obligation?.state.status, 'certified');
  });

  it('when the process dies right after: signing again finds the first', async () => {
    await signAndDie('obligations.replace', 'A gift.');
    const only = await theOne();
    programme.clock.advance({ minutes: 1 });
    const again = granted(await signCertificate(programme)(signCommand('Ada')));
    assert.deepEqual(again.certificate, only);
    assert.deepEqual(await theOne(), only);
    const state = await stateNow();
    assert.ok(state && isSignedHere(state) && state.withException);
    assert.equal(state.certifiedAt, only.certificate.signedAt);
  });

  it('though it is declined, paused or closed between the two steps', async () => {
    for (const [name, event] of [
      ['Dee', happened.declined()],
      ['Pat', happened.paused()],
      ['Lee', happened.left()],
    ] as const) {
      await admit(programme, name);
      const { personId: person, id: theirs } = await oblige(programme, name, { events: [happened.opened()] });
      await assert.rejects(signCertificate(dyingAt('obligations.replace'))(signCommand(name)), Killed);
      const found = await programme.obligations.get(person, theirs);
      assert.ok(found);
      const obligation = obligationOf(name, { events: [happened.opened(), event] });
      await programme.obligations.replace({ ...found, value: { ...found.value, obligation } });
      const status = await myStatus(programme)(person);
      assert.equal(status.obligation?.state.status, 'certified', name);
    }
  });
});
