import assert from 'node:assert/strict';
import { disclosureRef } from '../../src/domain/certificate.ts';
import { isSignedWith } from '../../src/domain/jws.ts';
import { isSignedHere } from '../../src/domain/obligation.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { myStatus } from '../../src/usecases/myStatus.ts';
import { openCode } from '../../src/usecases/openCode.ts';
import { recordedSigner } from '../../src/usecases/recordedSigner.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { type Life, mortal } from '../helpers/mortal.ts';
import { personId } from '../helpers/people.ts';
import { granted, signCommand } from '../helpers/signing.ts';
import { admit, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { testKey, testSigner } from '../helpers/testSigner.ts';

const ADA = personId('Ada');
/** More calls than signing makes. */
const ENOUGH = 20;

describe('a process that dies while somebody signs', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const idOf = async () => {
    const [found] = await programme.obligations.ofPerson(ADA);
    return found?.value.obligation.id ?? assert.fail('Nothing is asked of Ada.');
  };
  const asked = async () => {
    await admit(programme, 'Ada');
    await issueObligations(programme)();
    await openCode(programme)(ADA, await idOf());
    programme.clock.advance({ minutes: 1 });
  };
  const sign = async (deps: TestProgramme, exception?: string) => {
    const signer = recordedSigner({ ...deps, signer: testSigner });
    const command = signCommand('Ada', { obligationId: await idOf(), ...(exception && { exception }) });
    return await signCertificate({ ...deps, signer })(command);
  };
  /** Whether it lived to the end. */
  const livesThrough = async (fatal: Parameters<typeof mortal>[1], exception?: string): Promise<boolean> => {
    const life: Life<TestProgramme> = mortal(programme, fatal);
    const outcome = await Promise.race([sign(life.deps, exception), life.died.then(() => 'died' as const)]);
    return outcome !== 'died';
  };
  const kept = () => programme.certificates.ofPerson(ADA);
  const obligationNow = async () => (await programme.obligations.get(ADA, await idOf()))?.value.obligation;

  /** Exactly one certificate, signed, with what it discloses kept; and an obligation that says the same, once. */
  const assertOne = async (where: string) => {
    const [only, another] = await kept();
    assert.ok(only, where);
    assert.equal(another, undefined, where);
    assert.ok(isSignedWith(only.jws ?? '', testKey.publicJwk), where);
    const obligation = await obligationNow();
    assert.ok(obligation && isSignedHere(obligation.state), where);
    assert.equal(obligation.state.certifiedAt, only.certificate.signedAt, where);
    assert.equal(obligation.state.withException, only.certificate.exception !== undefined, where);
    assert.equal(obligation.history.filter(({ type }) => type === 'certified').length, 1, where);
    assert.ok(await programme.programme.get('signing-key', testKey.kid), where);
    if (!only.certificate.exception) return only;
    const disclosure = await programme.certificates.getDisclosure(ADA, only.certificate.exception.id);
    assert.ok(disclosure, where);
    assert.deepEqual(disclosureRef(disclosure), only.certificate.exception, where);
    return only;
  };

  const healers: Readonly<Record<string, () => Promise<unknown>>> = {
    'the person who clicks again': async () => {
      const outcome = await sign(programme, 'A gift, again.');
      // Where only the answer was lost, there is nothing to do.
      assert.ok(!isRefusal(outcome) || outcome.refused === 'already-certified');
    },
    'the next look at it': () => myStatus(programme)(ADA),
    'the nightly job': () => issueObligations(programme)(),
  };

  for (const exception of [undefined, 'A gift.'])
    for (const effect of [false, true])
      for (const [healer, heal] of Object.entries(healers))
        it(`at any of its calls, ${effect ? 'after' : 'before'} its effect, ${exception ? 'with an exception' : 'clean'}: ${healer} heals it`, async () => {
          let deaths = 0;
          for (let call = 1; call < ENOUGH; call += 1) {
            await programme.stores.close();
            programme = testProgramme();
            await asked();
            const where = `call ${call}`;
            if (await livesThrough({ call, effect }, exception)) break;
            deaths += 1;
            const [before] = await kept();
            programme.clock.advance({ minutes: 5 });
            await heal();
            if (!before && (await kept()).length === 0) {
              // Nothing was signed, and nothing is half-done: they are where they were, and sign.
              assert.equal((await obligationNow())?.state.status, 'outstanding', where);
              granted(await sign(programme, exception));
            }
            const only = await assertOne(where);
            if (before) assert.deepEqual(only, before, where);
            for (const again of Object.values(healers)) await again().catch(() => undefined);
            assert.deepEqual(await assertOne(`${where}, healed again`), only);
          }
          assert.ok(deaths >= (exception ? 6 : 5), `${deaths} places to die at`);
          await assertOne('alive');
        });
});
