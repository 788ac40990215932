import assert from 'node:assert/strict';
import { isIntact } from '../../src/domain/certificate.ts';
import type { CycleId, Instant } from '../../src/domain/ids.ts';
import { ledgered } from '../../src/domain/signedRecord.ts';
import type { AddedCursor, CertificateStore } from '../../src/usecases/ports.ts';
import { correctionOf, disclosureOf, obligationRecord, signed, someone } from './fixtures.ts';

export function certificatesContract(store: () => CertificateStore): void {
  it('gives back what was signed, to the letter', async () => {
    const certificate = signed(obligationRecord().obligation);
    const { id, signer } = certificate.certificate;
    assert.equal(await store().create(certificate), 'created');
    const found = await store().get(signer.id, id);
    assert.deepEqual(found, certificate);
    assert.ok(found && isIntact(found));
    assert.equal(await store().get(someone(), id), undefined);
  });

  it('keeps the first of two signatures, however they arrive', async () => {
    const { obligation } = obligationRecord();
    const first = signed(obligation);
    const outcomes = await Promise.all([store().create(first), store().create(first)]);
    assert.deepEqual(outcomes.sort(), ['created', 'exists']);
    const second = signed(obligation, '2027-01-01T00:00:00.000Z' as Instant);
    assert.equal(await store().create(second), 'exists');
    assert.deepEqual(await store().get(obligation.personId, obligation.id), first);
    assert.deepEqual(await store().ofPerson(obligation.personId), [first]);
  });

  it('lists the newest first', async () => {
    const personId = someone();
    const certificates = ['2024', '2026', '2025'].map((year) =>
      signed(
        obligationRecord({ personId, cycle: year as CycleId }).obligation,
        `${year}-12-01T00:00:00.000Z` as Instant,
      ),
    );
    for (const certificate of certificates) await store().create(certificate);
    const years = (await store().ofPerson(personId)).map(({ certificate }) => certificate.obligation.cycle);
    assert.deepEqual(years, ['2026', '2025', '2024']);
    assert.deepEqual(await store().ofPerson(someone()), []);
  });

  it('keeps disclosures apart from certificates, even under the same id', async () => {
    const { obligation } = obligationRecord();
    const { id, personId } = obligation;
    const disclosure = disclosureOf(obligation, 'My brother-in-law supplies the paper.');
    assert.equal(await store().createDisclosure(disclosure), 'created');
    assert.equal(await store().createDisclosure(disclosureOf(obligation, 'Nothing.')), 'exists');
    assert.deepEqual(await store().getDisclosure(personId, id), disclosure);
    assert.equal(await store().getDisclosure(someone(), id), undefined);
    assert.equal(await store().get(personId, id), undefined);
    assert.deepEqual(await store().ofPerson(personId), []);
    assert.equal(await store().create(signed(obligation)), 'created');
  });

  it('keeps corrections beside what they correct, the first of two under one id', async () => {
    const certificate = signed(obligationRecord().obligation);
    await store().create(certificate);
    const correction = correctionOf(certificate, 'The job title was Controller.');
    assert.equal(await store().createRecord(correction), 'created');
    assert.equal(await store().createRecord(correctionOf(certificate, 'No.')), 'exists');
    const { id, personId } = correction.record;
    assert.deepEqual(await store().getRecord(personId, id), correction);
    assert.equal(await store().getRecord(someone(), id), undefined);
    assert.deepEqual(await store().recordsOf(personId), [correction]);
    assert.deepEqual(await store().ofPerson(personId), [certificate]);
  });

  it('names everything the ledger has to take in, once from the beginning, and what is new from a cursor', async () => {
    const added = async (cursor?: AddedCursor) => {
      const ids: string[] = [];
      let next = cursor;
      for await (const batch of store().added(cursor)) {
        ids.push(...batch.subjects.map((subject) => ledgered(subject).id));
        next = batch.cursor;
      }
      return { ids, next };
    };
    assert.deepEqual((await added()).ids, []);
    const first = Array.from({ length: 300 }, () => signed(obligationRecord().obligation));
    await Promise.all(first.map((each) => store().create(each)));
    await store().createDisclosure(disclosureOf(obligationRecord().obligation, 'Not of the ledger.'));
    const all = await added();
    assert.deepEqual(all.ids.toSorted(), first.map(({ certificate }) => certificate.id).sort());
    const [one] = first;
    assert.ok(one && all.next);
    const correction = correctionOf(one, 'Late.');
    const late = signed(obligationRecord().obligation);
    await store().create(late);
    await store().create(late);
    await store().createRecord(correction);
    const since = await added(all.next);
    for (const id of [late.certificate.id, correction.record.id])
      assert.equal(since.ids.filter((each) => each === id).length, 1);
    assert.ok((await added()).ids.length === 302);
  }).slow(5_000);

  it('has no way to change or remove what was signed', () => {
    const methods = Object.keys(store()).sort();
    assert.deepEqual(methods, [
      'added',
      'create',
      'createDisclosure',
      'createRecord',
      'get',
      'getDisclosure',
      'getRecord',
      'ofPerson',
      'recordsOf',
    ]);
  });
}
