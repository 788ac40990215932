import assert from 'node:assert/strict';
import { myStatus } from '../../src/usecases/myStatus.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { happened } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { granted, signCommand } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

describe('where one stands', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const status = (name: string) => myStatus(programme)(personId(name));

  it('is nothing for a stranger', async () => {
    assert.deepEqual(await status('Nobody'), {
      record: undefined,
      obligation: undefined,
      certificate: undefined,
    });
  });

  it('is known for somebody who owes nothing', async () => {
    const record = await admit(programme, 'Ada');
    assert.deepEqual(await status('Ada'), { record, obligation: undefined, certificate: undefined });
  });

  it('is the newest obligation', async () => {
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada', { cycle: '2025' });
    const newest = await oblige(programme, 'Ada');
    await oblige(programme, 'Ada', { cycle: '2024' });
    assert.deepEqual((await status('Ada')).obligation, newest);
  });

  it('comes with the certificate of that obligation, not of an older one', async () => {
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada', { events: [happened.opened()] });
    const { certificate, obligation } = granted(await signCertificate(programme)(signCommand('Ada')));
    assert.deepEqual((await status('Ada')).certificate, certificate);
    assert.deepEqual((await status('Ada')).obligation, obligation);
    const next = await oblige(programme, 'Ada', { cycle: '2027', events: [happened.opened()] });
    assert.equal((await status('Ada')).certificate, undefined);
    assert.deepEqual((await status('Ada')).obligation, next);
  });

  it('costs at most three store calls, and changes nothing', async () => {
    await admit(programme, 'Ada');
    const stores = countingStores(programme.stores);
    const calls = async () => {
      stores.forget();
      await myStatus(stores)(personId('Ada'));
      assert.deepEqual(stores.writes(), []);
      return stores.calls.length;
    };
    assert.equal(await calls(), 2);
    await oblige(programme, 'Ada', { events: [happened.opened()] });
    assert.equal(await calls(), 3);
    granted(await signCertificate(programme)(signCommand('Ada')));
    assert.equal(await calls(), 3);
  });
});
