import assert from 'node:assert/strict';
import type { SealedCertificate } from '../../src/domain/certificate.ts';
import type { CertificateId } from '../../src/domain/ids.ts';
import { isSignedWith } from '../../src/domain/jws.ts';
import { KeyUnavailable } from '../../src/usecases/failures.ts';
import type { RoleCheck } from '../../src/usecases/holdsRoleNow.ts';
import { type CorrectionCommand, recordCorrection } from '../../src/usecases/recordCorrection.ts';
import { personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { admit, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { testKey } from '../helpers/testSigner.ts';
import { certificateOf } from './ledgerWorld.ts';

const DANA = personId('Dana');

describe('a correction of a certificate', () => {
  let programme: TestProgramme;
  let certificate: SealedCertificate;
  let role: RoleCheck;
  beforeEach(async () => {
    programme = testProgramme();
    certificate = await certificateOf('Ada');
    await programme.certificates.create(certificate);
    await admit(programme, 'Dana', { roles: ['compliance'] });
    await admit(programme, 'Mel', { roles: ['manager'] });
    role = { outcome: 'holds' };
  });
  afterEach(() => programme.stores.close());

  const correct = (facts: Partial<CorrectionCommand> = {}, deps: Partial<TestProgramme> = {}) =>
    recordCorrection({ ...programme, ...deps, holdsRoleNow: async () => role })({
      by: DANA,
      personId: certificate.certificate.signer.id,
      certificateId: certificate.certificate.id,
      says: 'Title: Controller.',
      ...facts,
    });
  const kept = () => programme.certificates.recordsOf(certificate.certificate.signer.id);

  it('stands beside it, signed, and names its hash; the certificate stays as it was', async () => {
    const { record, jws } = granted(await correct());
    assert.deepEqual(record.corrects, { id: certificate.certificate.id, sha256: certificate.sha256 });
    assert.deepEqual([record.by, record.says], [DANA, 'Title: Controller.']);
    assert.ok(isSignedWith(jws, testKey.publicJwk));
    const { signer, id } = certificate.certificate;
    assert.deepEqual(await programme.certificates.get(signer.id, id), certificate);
  });

  it('is recorded once by two clicks, also at once; another one is the next', async () => {
    const [one, same] = await Promise.all([correct(), correct()]);
    assert.deepEqual(granted(await correct()), granted(one));
    assert.deepEqual(granted(same), granted(one));
    assert.equal((await kept()).length, 1);
    assert.match(granted(await correct({ says: 'Office: Treasurer.' })).record.id, /\.correction\.2$/);
    assert.equal((await kept()).length, 2);
  });

  it('is for the Compliance Office, as the directory says at this moment, and not about oneself', async () => {
    for (const by of ['Mel', 'Nobody', 'Ada'])
      assert.deepEqual(await correct({ by: personId(by) }), { refused: 'role-missing' });
    for (const now of [{ outcome: 'lacks' }, { outcome: 'unknown', because: 'unavailable' }] as const) {
      role = now;
      assert.deepEqual(await correct(), { refused: 'role-missing' });
    }
    role = { outcome: 'holds' };
    const own = await certificateOf('Dana');
    await programme.certificates.create(own);
    const about = { personId: DANA, certificateId: own.certificate.id };
    assert.deepEqual(await correct(about), { refused: 'not-yours' });
    assert.deepEqual(await kept(), []);
  });

  it('says something, not too much, of a certificate there is', async () => {
    assert.deepEqual(await correct({ says: ' \n' }), { refused: 'text-missing' });
    assert.deepEqual(await correct({ says: 'x'.repeat(4_001) }), { refused: 'text-too-long' });
    assert.deepEqual(await correct({ certificateId: '2026.no' as CertificateId }), {
      refused: 'unknown-obligation',
    });
  });

  it('is one of twenty at most', async () => {
    for (let n = 1; n <= 20; n += 1) granted(await correct({ says: `Number ${n}.` }));
    assert.deepEqual(await correct({ says: 'Number 21.' }), { refused: 'too-many' });
    granted(await correct({ says: 'Number 20.' }));
    assert.equal((await kept()).length, 20);
  });

  it('leaves nothing behind where the key cannot be reached', async () => {
    const signer = async () => {
      throw new KeyUnavailable('Key Vault did not answer in time.');
    };
    await assert.rejects(correct({}, { signer }), KeyUnavailable);
    assert.deepEqual(await kept(), []);
  });
});
