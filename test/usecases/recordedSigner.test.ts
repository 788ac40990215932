import assert from 'node:assert/strict';
import { localKey, newPrivateKey } from '../../src/keys/localKey.ts';
import { recordedSigner } from '../../src/usecases/recordedSigner.ts';
import { MONDAY } from '../helpers/clock.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores, watchedStores } from '../helpers/watchedStores.ts';

describe('a key’s public half', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  it('is kept before it signs, once for each key in the life of a process', async () => {
    const keys = [localKey(newPrivateKey()), localKey(newPrivateKey())] as const;
    const stores = countingStores(programme.stores);
    let inService = keys[0] as (typeof keys)[number];
    const signer = recordedSigner({ ...programme, ...stores, signer: async () => inService });
    await signer();
    await signer();
    inService = keys[1];
    await signer();
    assert.deepEqual(stores.calls, ['programme.create', 'programme.create']);
    for (const { kid, publicJwk } of keys)
      assert.deepEqual((await programme.programme.get('signing-key', kid))?.value, {
        jwk: publicJwk,
        since: MONDAY,
      });
  });

  it('that cannot be kept signs nothing', async () => {
    const failing = watchedStores(programme.stores, () => {
      throw new Error('away');
    });
    const signer = recordedSigner({ ...programme, ...failing });
    await assert.rejects(signer());
    await assert.rejects(signer());
  });
});
