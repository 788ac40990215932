import assert from 'node:assert/strict';
import fc from 'fast-check';
import { STATEMENT_IDS } from '../../src/domain/certificate.ts';
import { paperId } from '../../src/domain/paperCertificate.ts';
import { giveScanReceipt } from '../../src/usecases/scanReceipt.ts';
import { testSigner } from '../helpers/testSigner.ts';
import { activityFrom, chatOf, personal, post } from './chat.ts';
import { COMPANY } from './company.ts';
import { signAs } from './signing.ts';
import { openStage, type Stage } from './stage.ts';

const { dana, maya } = COMPANY;

/** Compliance people certify, too: Dana belongs to finance here. */
async function withDanaCovered(): Promise<Stage> {
  const stage = await openStage();
  stage.directory.people = stage.directory.people.map((person) =>
    person.id === dana.id ? { ...person, department: 'Accounting' } : person,
  );
  await stage.service.run('sync');
  await stage.service.run('issue');
  return stage;
}

describe('whatever a card sends,', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await withDanaCovered();
  });
  afterEach(() => stage.close());

  const recordsOf = (name: 'dana' | 'maya') => stage.stores.certificates.recordsOf(COMPANY[name].id);

  it('compliance can neither record their own paper nor correct their own certificate, in words', async () => {
    const words = async (text: string) => (await chatOf(stage, 'dana').type(text))[0]?.activity.text ?? '';
    assert.match(await words('paper Dana Whitfield'), /nobody records their own paper/);
    await signAs(stage, 'dana');
    assert.match(await words('correct Dana Whitfield'), /nobody corrects their own certificate/);
  });

  it('nobody gets a record of their own, and a paper is never anybody’s electronic certificate', async () => {
    const own = (await stage.obligationOf('dana')).id;
    const mayas = (await stage.obligationOf('maya')).id;
    const scan = { sha256: 'ab'.repeat(32) as never, bytes: 1, name: 'scan.pdf' };
    const receipt = await giveScanReceipt({ signer: testSigner, clock: () => stage.now })(dana.id, scan);
    const number = fc.constantFrom(1, 2, 9_999);
    const obligation = fc.constantFrom(own, own, mayas);
    const record = fc.tuple(obligation, number).map(([id, n]) => paperId(id, n));
    const filled = fc.record(
      {
        signedOn: fc.constantFrom('2026-11-23', '2026-10-01', '2030-01-01', ''),
        scan: fc.constantFrom('ab'.repeat(32), '', 'x'),
        keptAt: fc.constantFrom('Cabinet 4', ''),
        because: fc.constantFrom('A reason.', ''),
        confirmed: fc.constantFrom('confirmed', 'confirmed', 'no'),
        receipt: fc.constantFrom(receipt, receipt.slice(0, -4)),
      },
      { requiredKeys: [] },
    );
    const forged = fc.record(
      {
        by: fc.constant(maya.id),
        personId: fc.constant(maya.id),
        type: fc.constant('electronic'),
        hashed: fc.constant('from-upload'),
      },
      { requiredKeys: [] },
    );
    const press = fc.oneof(
      fc.tuple(
        fc.constant('paper.record'),
        fc.tuple(record, filled).map(([id, rest]) => ({ record: id, ...rest })),
      ),
      fc.tuple(
        fc.constant('paper.record'),
        fc.tuple(record, filled, forged).map(([id, rest, more]) => ({ record: id, ...rest, ...more })),
      ),
      fc.tuple(
        fc.constant('paper.form'),
        record.map((id) => ({ person: dana.id, record: id })),
      ),
      fc.tuple(
        fc.constant('paper.sheet'),
        record.map((id) => ({ record: id })),
      ),
      fc.tuple(
        fc.constant('correction.record'),
        obligation.map((certificate) => ({ certificate, says: 'It is signed.' })),
      ),
    );
    const who = fc.constantFrom('dana', 'dana', 'maya', 'renee', 'margaret');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(who, press), { maxLength: 8 }), async (presses) => {
        for (const [name, [verb, data]] of presses) {
          const from = { name, aadObjectId: COMPANY[name as 'dana'].id };
          const value = { action: { type: 'Action.Execute', verb, data } };
          const conversation = personal(`chat-of-${name}`);
          const body = { type: 'invoke', name: 'adaptiveCard/action', value, conversation };
          assert.equal((await post(stage, activityFrom(stage, from, body))).status, 200);
        }
        await stage.service.settle();
        assert.deepEqual(await recordsOf('dana'), [], 'nothing of their own');
        for (const name of ['dana', 'maya'] as const)
          assert.deepEqual(await stage.stores.certificates.ofPerson(COMPANY[name].id), []);
        for (const { record: kept } of await recordsOf('maya')) {
          assert.ok(kept.type === 'paper-certificate');
          assert.deepEqual([kept.by, kept.personId, kept.statements.texts.length], [dana.id, maya.id, 4]);
          assert.deepEqual(
            kept.statements.texts.map(({ id }) => id),
            STATEMENT_IDS,
          );
        }
        const { state } = await stage.obligationOf('dana');
        assert.equal(state.status, 'outstanding');
      }),
      { numRuns: 60 },
    );
  });
});
