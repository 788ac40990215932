import assert from 'node:assert/strict';
import { seal } from '../../src/domain/certificate.ts';
import { auditPack } from '../../src/usecases/auditPack.ts';
import { freezeRoster } from '../../src/usecases/freezeRoster.ts';
import { CYCLE, happened, obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { sealedFor } from '../teams/cards/cardWorld.ts';

describe("the Audit Committee's pack", () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme({ now: '2027-01-20T15:00:00Z' });
  });
  afterEach(() => programme.stores.close());
  const pack = () => auditPack(programme)(CYCLE);

  const cfo = ['Cathy', 'Otto'].map(personId);
  const inLine = (...names: string[]) => names.map(personId);

  it('counts everybody once, by what they stand at', async () => {
    await oblige(programme, 'Ann', { events: [happened.opened(), happened.certified('Ann')] });
    await oblige(programme, 'Bob', { events: [happened.declined()] });
    await oblige(programme, 'Eve', { events: [happened.excused()] });
    await oblige(programme, 'Fay', { events: [happened.left()] });
    await oblige(programme, 'Gus', { events: [happened.paused()] });
    await oblige(programme, 'Hal');
    await oblige(programme, 'Pat', { events: [happened.onPaper('Pat')] });
    const { equation, people, overdue, late } = await pack();
    assert.deepEqual(
      people.filter(({ onPaper }) => onPaper).map(({ name, view }) => [name, view]),
      [['Pat', 'complete']],
    );
    assert.deepEqual(equation.parts, {
      certified: 1,
      'certified-with-exception': 0,
      'certified-on-paper': 1,
      declined: 1,
      excused: 1,
      left: 1,
      paused: 1,
      outstanding: 1,
    });
    assert.equal(people.length, 7);
    assert.deepEqual(overdue, { '1-7': 0, '8-30': 0, '31-90': 2, 'over-90': 0 });
    assert.equal(late, 0);
  });

  it('names nobody who declined or disclosed an exception, and carries no text of theirs', async () => {
    const obligation = obligationOf('Bob');
    const events = [happened.opened(), happened.certified('Bob', { withException: true })];
    await oblige(programme, 'Bob', { events });
    await oblige(programme, 'Ann', { events: [happened.declined()] });
    const { certificate } = sealedFor('Bob', { withException: true });
    const signer = { ...certificate.signer, id: personId('Bob') };
    await programme.certificates.create(seal({ ...certificate, id: obligation.id, signer }));
    const { disclosures, people } = await pack();
    assert.deepEqual(disclosures.map(({ kind }) => kind).sort(), ['decline', 'exception']);
    for (const { reference } of disclosures) assert.match(reference, /^[ED]-[0-9A-F]{8}$/);
    assert.doesNotMatch(JSON.stringify(disclosures), /Ann|Bob/);
    const [ann, bob] = people;
    assert.equal(ann?.view, 'overdue', 'like any other open item');
    assert.equal(bob?.view, 'complete', 'like any other certificate');
    assert.doesNotMatch(JSON.stringify(people), /decline|exception/i);
  });

  it('compares the organisations two levels below the top, the largest first', async () => {
    await admit(programme, 'Rita', { person: { jobTitle: 'Controller' } });
    await admit(programme, 'Saul', { person: { jobTitle: 'Buyer' } });
    await oblige(programme, 'Ann', { below: inLine('Rita', 'Cathy', 'Otto') });
    await oblige(programme, 'Bob', { below: inLine('Tess', 'Rita', 'Cathy', 'Otto') });
    await oblige(programme, 'Eve', { below: inLine('Saul', 'Cathy', 'Otto') });
    await oblige(programme, 'Rita', { below: cfo });
    const { organisations, people } = await pack();
    assert.deepEqual(
      organisations.map(({ name, title, counts }) => [name, title, counts.overdue]),
      [
        ['Rita', 'Controller', 3],
        ['Saul', 'Buyer', 1],
      ],
    );
    assert.equal(people.find(({ name }) => name === 'Bob')?.organisation, 'Rita');
  });

  it('says what is vacant, and when each officer certified', async () => {
    await admit(programme, 'Cathy', {
      coverage: {
        kind: 'senior-officer',
        offices: ['chief-financial-officer'],
        by: { rule: 'offices.chief-financial-officer.titles', value: 'CFO' },
      },
    });
    await oblige(programme, 'Cathy', { events: [happened.opened(), happened.certified('Cathy')] });
    const { offices } = await pack();
    assert.equal(offices.length, 6);
    const held = offices.filter(({ holders }) => holders.length > 0);
    assert.deepEqual(
      held.map(({ office, holders }) => [
        office,
        holders[0]?.name,
        holders[0]?.view,
        holders[0]?.certifiedAt,
      ]),
      [['chief-financial-officer', 'Cathy', 'complete', '2026-11-04T10:00:00.000Z']],
    );
  });

  it('compares with the frozen roster and says where the two differ', async () => {
    await oblige(programme, 'Ann');
    const without = await pack();
    assert.equal(without.rosterSha256, undefined);
    assert.ok(without.equation.balances);
    const by = { rule: 'financeStaff.departments', value: 'Finance' } as const;
    await freezeRoster(programme, { id: CYCLE, codeHash: programme.code.hash }, [
      { personId: personId('Ann'), by, reason: 'annual' },
      { personId: personId('Bob'), by, reason: 'annual' },
    ]);
    const compared = await pack();
    assert.ok(compared.rosterSha256);
    assert.ok(!compared.equation.balances);
    assert.deepEqual(compared.differences, [{ kind: 'without-obligation', personId: personId('Bob') }]);
  });
});
