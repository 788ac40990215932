import assert from 'node:assert/strict';
import { isIntact } from '../../src/domain/certificate.ts';
import { canonicalJson, sha256 } from '../../src/domain/digest.ts';
import { payloadOf } from '../../src/domain/jws.ts';
import { isSignedHere, type Obligation } from '../../src/domain/obligation.ts';
import type { PaperCertificate } from '../../src/domain/paperCertificate.ts';
import { completeCount, tallyKeyOf } from '../../src/domain/progress.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { SealedRecord } from '../../src/domain/signedRecord.ts';
import { deliverPrompts } from '../../src/usecases/deliverPrompts.ts';
import type { RoleCheck } from '../../src/usecases/holdsRoleNow.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { myStatus } from '../../src/usecases/myStatus.ts';
import { paperForm } from '../../src/usecases/paperForm.ts';
import { programmeStatus } from '../../src/usecases/programmeStatus.ts';
import { reconcileRoster } from '../../src/usecases/reconcileRoster.ts';
import { type PaperCommand, type PaperDeps, recordPaper } from '../../src/usecases/recordPaper.ts';
import { reissueObligation } from '../../src/usecases/reissueObligation.ts';
import { sealLedger } from '../../src/usecases/sealLedger.ts';
import { signCertificate } from '../../src/usecases/signCertificate.ts';
import { day } from '../helpers/clock.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { NOT_COVERED, personId } from '../helpers/people.ts';
import { granted, signCommand } from '../helpers/signing.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { Killed, type StoreCall, watchedStores } from '../helpers/watchedStores.ts';

const DANA = personId('Dana');
const ADA = personId('Ada');
const { id } = obligationOf('Ada');
const SCAN = 'ab'.repeat(32);

describe('a paper that compliance records', () => {
  let programme: TestProgramme & Pick<PaperDeps, 'versionOf' | 'holdsRoleNow'>;
  let role: RoleCheck;
  beforeEach(async () => {
    const made = testProgramme();
    role = { outcome: 'holds' };
    programme = {
      ...made,
      versionOf: (hash) => (hash === made.code.hash ? made.code : undefined),
      holdsRoleNow: async () => role,
    };
    await admit(programme, 'Dana', { roles: ['compliance'], coverage: NOT_COVERED });
    await admit(programme, 'Boss', { roles: ['manager'], coverage: NOT_COVERED });
    await admit(programme, 'Ada', { managerChain: [personId('Boss')] });
    await oblige(programme, 'Ada');
  });
  afterEach(() => programme.stores.close());

  const commandOf = (facts: Partial<PaperCommand> = {}): PaperCommand => ({
    by: DANA,
    person: ADA,
    obligation: id,
    number: 1,
    signedOn: day('2026-11-10'),
    keptAt: ' Cabinet 4, folder 12 ',
    scan: SCAN.toUpperCase(),
    because: '',
    confirmed: true,
    ...facts,
  });
  const record = async (facts: Partial<PaperCommand> = {}, deps: PaperDeps = programme) => {
    const result = granted(await recordPaper(deps)(commandOf(facts)));
    assert.ok(result.outcome === 'recorded', JSON.stringify(result));
    return result;
  };
  const dyingAt = (fatal: StoreCall): PaperDeps => ({
    ...programme,
    ...watchedStores(programme.stores, (call) => {
      if (call === fatal) throw new Killed();
    }),
  });
  const obligationNow = async (): Promise<Obligation> => {
    const found = await programme.obligations.get(ADA, id);
    assert.ok(found);
    return found.value.obligation;
  };
  const papers = async (): Promise<readonly SealedRecord<PaperCertificate>[]> =>
    (await programme.certificates.recordsOf(ADA)) as readonly SealedRecord<PaperCertificate>[];

  it('is a record of its own type that says who recorded what, signed by the service as a receipt', async () => {
    const { sealed } = await record();
    const { record: paper, jws } = sealed;
    assert.deepEqual(await papers(), [sealed]);
    assert.equal(paper.type, 'paper-certificate');
    assert.deepEqual(
      [paper.personId, paper.by, paper.byName, paper.signedOn, paper.keptAt, paper.scan.sha256],
      [ADA, DANA, 'Dana', '2026-11-10', 'Cabinet 4, folder 12', SCAN],
    );
    assert.deepEqual([paper.code.sha256, paper.code.label], [programme.code.hash, programme.code.label]);
    assert.equal(paper.statements.texts.length, 4);
    assert.equal(paper.statements.version, sha256(canonicalJson(paper.statements.texts)));
    assert.equal(sealed.sha256, sha256(canonicalJson(paper)));
    assert.equal(payloadOf(jws), canonicalJson(paper));
    const header = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()) as {
      typ: string;
    };
    assert.equal(header.typ, 'coec-record+json');
  });

  it('meets the obligation, counted apart within the certified, and ends the messages', async () => {
    const { obligation } = await record();
    assert.ok(obligation.state.status === 'certified' && !isSignedHere(obligation.state));
    assert.equal(tallyKeyOf(obligation), 'certified-on-paper');
    assert.equal(obligation.nextMessageAt, undefined);
    const { tally } = await programmeStatus(programme)({ limit: 10 });
    assert.deepEqual(
      [tally['certified-on-paper'], tally.certified, tally.outstanding, completeCount(tally)],
      [1, 0, 0, 1],
    );
    await deliverPrompts(programme)();
    assert.equal(programme.messenger.sent.length, 0);
    const status = await myStatus(programme)(ADA);
    assert.equal(status.certificate, undefined);
  });

  it('makes no certificate, whatever is entered: nobody signs for somebody else', async () => {
    const guarded = (): PaperDeps => ({
      ...programme,
      ...watchedStores(programme.stores, (call) => {
        assert.notEqual(call, 'certificates.create');
      }),
    });
    await recordPaper(guarded())(commandOf({ confirmed: false }));
    await record({}, guarded());
    await record({ number: 2, because: 'Wrong folder.', keptAt: 'Cabinet 5' }, guarded());
    assert.deepEqual(await programme.certificates.ofPerson(ADA), []);
  });

  it('is recorded by compliance alone, and by nobody for themselves', async () => {
    await admit(programme, 'Eve', { roles: ['compliance'] });
    const own = await oblige(programme, 'Eve');
    const tries = [
      { by: ADA, refused: 'role-missing' },
      { by: personId('Boss'), refused: 'role-missing' },
      { by: personId('Nobody'), refused: 'role-missing' },
      { by: own.personId, person: own.personId, obligation: own.id, refused: 'own-obligation' },
    ];
    for (const { refused, ...facts } of tries) {
      const result = await recordPaper(programme)(commandOf(facts));
      assert.ok(isRefusal(result) && result.refused === refused);
      const form = await paperForm(programme)(facts.by, facts.person ?? ADA);
      assert.ok(isRefusal(form) && form.refused === refused);
    }
    assert.deepEqual(await papers(), []);
  });

  it('is recorded by whoever is of the Compliance Office at this moment; an unanswered question is no yes', async () => {
    for (const now of [{ outcome: 'lacks' }, { outcome: 'unknown', because: 'unavailable' }] as const) {
      role = now;
      assert.deepEqual(await recordPaper(programme)(commandOf()), { refused: 'role-missing' });
    }
    assert.deepEqual(await papers(), []);
    assert.equal((await obligationNow()).paperIntended, undefined);
  });

  it('asks for what is missing and changes nothing', async () => {
    const before = await obligationNow();
    const result = granted(await recordPaper(programme)(commandOf({ signedOn: day('2027-01-01') })));
    assert.ok(result.outcome === 'mend' && result.problem === 'date-in-future');
    assert.deepEqual(await obligationNow(), before);
    assert.deepEqual(await papers(), []);
  });

  it('is recorded once, however often it is confirmed, also at the same time', async () => {
    await Promise.all([record(), record(), record()]);
    programme.clock.advance({ hours: 1 });
    const again = await record();
    assert.ok(again.before);
    assert.equal((await papers()).length, 1);
    const { history } = await obligationNow();
    assert.equal(history.filter(({ type }) => type === 'certified-on-paper').length, 1);
    const other = await recordPaper(programme)(commandOf({ keptAt: 'Elsewhere' }));
    assert.ok(isRefusal(other) && other.refused === 'decision-changed');
  });

  for (const fatal of ['obligations.replace', 'certificates.createRecord'] as const)
    it(`survives that the process dies before ${fatal}: nothing is recorded, and it can be confirmed again`, async () => {
      await assert.rejects(recordPaper(dyingAt(fatal))(commandOf()), Killed);
      assert.deepEqual(await papers(), []);
      assert.equal((await myStatus(programme)(ADA)).obligation?.state.status, 'outstanding');
      assert.equal((await record()).obligation.state.status, 'certified');
    });

  describe('when the process dies between the record and the obligation', () => {
    beforeEach(async () => {
      let replaced = 0;
      const deps: PaperDeps = {
        ...programme,
        ...watchedStores(programme.stores, (call) => {
          if (call !== 'obligations.replace') return;
          replaced += 1;
          if (replaced === 2) throw new Killed();
        }),
      };
      await assert.rejects(recordPaper(deps)(commandOf()), Killed);
      assert.equal((await papers()).length, 1);
      assert.equal((await obligationNow()).state.status, 'outstanding');
    });

    it('whoever looks next finds it met', async () => {
      assert.equal((await myStatus(programme)(ADA)).obligation?.state.status, 'certified');
      assert.equal(tallyKeyOf(await obligationNow()), 'certified-on-paper');
    });
    it('the nightly job finds it, and nobody is prompted', async () => {
      await issueObligations(programme)();
      assert.equal((await obligationNow()).state.status, 'certified');
    });
    it('delivery finds it, and nobody is prompted', async () => {
      await deliverPrompts(programme)();
      assert.equal(programme.messenger.sent.length, 0);
      assert.equal((await obligationNow()).state.status, 'certified');
    });
    it('confirming it again ends it', async () => {
      const { before, obligation } = await record();
      assert.ok(before);
      assert.equal(obligation.state.status, 'certified');
      assert.equal((await papers()).length, 1);
    });
  });

  it('is corrected by another record that names it, and the newer one counts', async () => {
    const { sealed: first } = await record();
    const form = granted(await paperForm(programme)(DANA, ADA));
    assert.equal(form.entries[0]?.obligation.id, id);
    assert.deepEqual([form.entries[0]?.number, form.entries[0]?.earlier], [2, first]);
    const missing = granted(await recordPaper(programme)(commandOf({ number: 2 })));
    assert.ok(missing.outcome === 'mend' && missing.problem === 'reason-missing');
    const { sealed, obligation } = await record({
      number: 2,
      signedOn: day('2026-11-09'),
      because: 'The date was misread.',
    });
    assert.deepEqual(sealed.record.corrects, { id: first.record.id, sha256: first.sha256 });
    assert.ok(obligation.state.status === 'certified' && obligation.state.onPaper);
    assert.equal(obligation.state.onPaper.record, sealed.record.id);
    assert.equal(obligation.state.onPaper.signedOn, '2026-11-09');
    assert.equal(obligation.state.certifiedAt, sealed.record.countedFrom);
    assert.deepEqual(await papers(), [first, sealed]);
    const stale = await recordPaper(programme)(commandOf({ number: 4, because: 'x' }));
    assert.ok(isRefusal(stale) && stale.refused === 'decision-changed');
  });

  it('does not keep compliance from asking again, and counts no more then', async () => {
    await record();
    const reissued = await reissueObligation(
      programme,
      { personId: ADA, id },
      { by: DANA, because: 'It was another’s paper.' },
    );
    assert.equal(reissued, 'reissued');
    const { tally } = await programmeStatus(programme)({ limit: 10 });
    assert.deepEqual([tally['certified-on-paper'], tally.outstanding], [0, 1]);
    const stale = await recordPaper(programme)(commandOf({ number: 2, because: 'x' }));
    assert.ok(isRefusal(stale) && stale.refused === 'superseded');
  });

  it('is not asked for where somebody has signed here, and gives way to a signature made at the same time', async () => {
    await admit(programme, 'Bea');
    const bea = await oblige(programme, 'Bea', { events: [happened.opened()] });
    const facts = { person: bea.personId, obligation: bea.id };
    const deps: PaperDeps = {
      ...programme,
      signer: async () => {
        granted(await signCertificate(programme)(signCommand('Bea')));
        return await programme.signer();
      },
    };
    await record(facts, deps);
    const { obligation, certificate } = await myStatus(programme)(bea.personId);
    assert.ok(obligation && isSignedHere(obligation.state) && certificate && isIntact(certificate));
    const later = await recordPaper(programme)(commandOf({ ...facts, number: 2, because: 'x' }));
    assert.ok(isRefusal(later) && later.refused === 'already-certified');
  });

  it('lets nobody sign electronically after it', async () => {
    await record();
    const signed = await signCertificate(programme)(signCommand('Ada'));
    assert.ok(isRefusal(signed) && signed.refused === 'already-certified');
  });

  it('is counted from the date on the paper: twelve months later the next is overdue', async () => {
    await record({ signedOn: day('2026-11-02') });
    programme.clock.advance({ days: 360 });
    await issueObligations(programme)();
    const [next] = await programme.obligations.ofPerson(ADA);
    assert.ok(next && next.value.obligation.id !== id);
    assert.equal(next.value.obligation.overdueAfter, '2027-11-02');
  });

  it('enters the ledger, and the roster adds up', async () => {
    await issueObligations(programme)();
    await record();
    await sealLedger(programme)();
    const { items } = await programme.programme.list('ledger-page', { limit: 10 });
    assert.deepEqual(
      items.flatMap(({ value }) => value.entries.map(({ type, personId }) => [type, personId])),
      [['paper-certificate', ADA]],
    );
    await reconcileRoster({ ...programme, rosterDiffers: () => assert.fail('the roster differs') })();
  });
});
