import assert from 'node:assert/strict';
import { compactVerify, importJWK } from 'jose';
import { type Disclosure, disclosureRef, isIntact } from '../../src/domain/certificate.ts';
import { passagesOf } from '../../src/domain/code.ts';
import { canonicalJson } from '../../src/domain/digest.ts';
import { isSignedHere } from '../../src/domain/obligation.ts';
import { KeyUnavailable } from '../../src/usecases/failures.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { MONDAY } from '../helpers/clock.ts';
import { code } from '../helpers/code.ts';
import { happened } from '../helpers/obligations.ts';
import { granted, signCommand } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { testKey } from '../helpers/testSigner.ts';
import { countingStores } from '../helpers/watchedStores.ts';

const SECRET = 'My brother-in-law supplies the paper.';

describe('signing', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const asked = async (name = 'Ada Lovelace') => {
    await admit(programme, name);
    return await oblige(programme, name, { events: [happened.opened()] });
  };
  const sign = async (...of: Parameters<typeof signCommand>) =>
    granted(await signCertificate(programme)(signCommand(...of)));

  it('makes one record of what was certified, by whom, when and how known', async () => {
    const sent = { type: 'message-sent', at: MONDAY, kind: 'prompt' } as const;
    const person = { jobTitle: 'SVP, CFO and Treasurer', givenName: 'Ada' };
    const offices = ['chief-financial-officer', 'treasurer'] as const;
    const by = { rule: 'offices.treasurer.titles', value: person.jobTitle };
    await admit(programme, 'Ada Lovelace', { person, coverage: { kind: 'senior-officer', offices, by } });
    const { id, personId, openedAt } = await oblige(programme, 'Ada Lovelace', {
      reason: 'hire',
      events: [happened.opened(), sent],
    });
    const { certificate: sealed } = await sign('Ada Lovelace', { typedName: ' ada LOVELACE ' });
    assert.deepEqual(sealed.certificate, {
      schema: 2,
      type: 'electronic',
      id,
      addressedTo: 'Audit Committee',
      company: code.company,
      statements: Object.entries(programme.wording.statements).map(([statement, text]) => ({
        id: statement,
        ...text,
      })),
      language: 'en',
      code: { title: code.title, label: code.label, sha256: code.hash, passages: passagesOf(code).length },
      consent: programme.wording.consent,
      signer: {
        id: personId,
        tenant: programme.tenant,
        displayName: 'Ada Lovelace',
        typedName: 'ada LOVELACE',
        role: 'senior-officer',
        office: 'chief-financial-officer, treasurer',
        jobTitle: 'SVP, CFO and Treasurer',
      },
      obligation: {
        id,
        reason: 'hire',
        cycle: '2026',
        due: '2026-12-17',
        overdueAfter: '2026-12-17',
        late: false,
      },
      shownAt: MONDAY,
      openedAt,
      signedAt: MONDAY,
      channel: { id: 'msteams', conversationId: 'chat', activityId: 'activity' },
      authentication: {
        method: 'teams',
        at: MONDAY,
        description: programme.wording.authentication.teams,
      },
      software: programme.software,
    });
    assert.ok(isIntact(sealed));
  });

  it('signs the record’s canonical text under the key in service', async () => {
    await asked();
    const { certificate: sealed } = await sign('Ada Lovelace', { exception: SECRET });
    const { payload, protectedHeader } = await compactVerify(
      sealed.jws ?? '',
      await importJWK(testKey.publicJwk, 'ES256'),
    );
    assert.equal(Buffer.from(payload).toString('utf8'), canonicalJson(sealed.certificate));
    assert.deepEqual(protectedHeader, {
      alg: 'ES256',
      kid: testKey.kid,
      typ: 'coec-certificate+json',
      jwk: testKey.publicJwk,
    });
  });

  it('leaves nothing behind when the key cannot be reached', async () => {
    const { personId, id } = await asked();
    const counted = countingStores(programme.stores);
    const away = async () => {
      throw new KeyUnavailable('away');
    };
    const breaking = async () => ({ ...testKey, sign: away });
    for (const signer of [away, breaking]) {
      const attempt = signCertificate({ ...programme, ...counted, signer });
      await assert.rejects(attempt(signCommand('Ada Lovelace', { exception: SECRET })), KeyUnavailable);
    }
    assert.deepEqual(counted.writes(), []);
    assert.equal(await programme.certificates.get(personId, id), undefined);
    await sign('Ada Lovelace');
  });

  it('keeps the certificate and closes the obligation with it', async () => {
    const { personId, id } = await asked();
    const { certificate, obligation } = await sign('Ada Lovelace');
    assert.deepEqual(await programme.certificates.get(personId, id), certificate);
    const kept = await programme.obligations.get(personId, id);
    assert.deepEqual(kept?.value.obligation, obligation);
    assert.deepEqual(obligation.state, {
      status: 'certified',
      certifiedAt: MONDAY,
      certificateId: id,
      withException: false,
      late: false,
    });
    assert.equal(obligation.nextMessageAt, undefined);
  });

  it('says for the Code’s four statements what was shown', async () => {
    await asked();
    const { certificate } = await sign('Ada Lovelace');
    assert.deepEqual(
      certificate.certificate.statements.map(({ id }) => id),
      ['received', 'read', 'understands', 'applies'],
    );
  });

  it('is possible after a decline', async () => {
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada', { events: [happened.opened(), happened.declined()] });
    assert.equal((await sign('Ada')).obligation.state.status, 'certified');
  });

  it('keeps the text of an exception out of certificate and obligation', async () => {
    const { personId } = await asked();
    const { certificate, obligation } = await sign('Ada Lovelace', { exception: ` ${SECRET} ` });
    assert.ok(isSignedHere(obligation.state) && obligation.state.withException);
    for (const record of [certificate, obligation]) {
      assert.ok(!canonicalJson(record).includes('brother'));
      assert.ok(!canonicalJson(record).includes('nonce'));
    }
    const reference = certificate.certificate.exception;
    assert.ok(reference);
    const kept = (await programme.certificates.getDisclosure(personId, reference.id)) as Disclosure;
    assert.equal(kept.text, SECRET);
    assert.equal(kept.kind, 'exception');
    assert.deepEqual(disclosureRef(kept), reference);
  });

  it('is late from the day after it was overdue, by the company’s calendar', async () => {
    for (const [when, late] of [
      ['2026-12-18T04:59:59Z', false],
      ['2026-12-18T05:00:00Z', true],
    ] as const) {
      const name = late ? 'Late' : 'Timely';
      await asked(name);
      programme.clock.set(when);
      const { certificate, obligation } = await sign(name);
      assert.equal(certificate.certificate.obligation.late, late);
      assert.equal(obligation.state.status === 'certified' && obligation.state.late, late);
    }
  });

  it('is late after twelve months though the cycle’s due date is to come', async () => {
    await admit(programme, 'Ada');
    await oblige(programme, 'Ada', { overdueAfter: '2026-11-22', events: [happened.opened()] });
    assert.equal((await sign('Ada')).certificate.certificate.obligation.late, true);
  });

  it('asks the store at most six times', async () => {
    await asked('Clean');
    await asked('Candid');
    const counted = countingStores(programme.stores);
    const count = async (command: ReturnType<typeof signCommand>) => {
      counted.forget();
      granted(await signCertificate({ ...programme, ...counted })(command));
      return counted.calls.length;
    };
    assert.equal(await count(signCommand('Clean')), 4);
    assert.equal(await count(signCommand('Candid', { exception: SECRET })), 5);
  });
});
