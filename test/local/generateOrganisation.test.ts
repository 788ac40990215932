import assert from 'node:assert/strict';
import type { CalendarDate } from '../../src/domain/ids.ts';
import { generateOrganisation } from '../../src/local/generateOrganisation.ts';
import { peopleFrom } from '../../src/local/graphEmulator/peopleFrom.ts';
import { peopleTogether } from '../../src/local/graphEmulator/peopleTogether.ts';
import { PERSONA_IDS, sampleOrganisation } from '../../src/local/sampleOrganisation.ts';

describe('a generated organisation', () => {
  it('is the same for the same seed, and another for another', () => {
    const [a, b, c] = [7, 7, 8].map((seed) => generateOrganisation({ people: 1_000, seed }).people);
    assert.deepEqual(a?.at(500), b?.at(500));
    assert.notEqual(a?.at(500).id, c?.at(500).id);
    assert.notEqual(a?.fingerprint, c?.fingerprint);
  });

  it('finds each of a million people by their id without keeping them', () => {
    const { people } = generateOrganisation({ people: 1_000_000, seed: 1 });
    for (const index of [0, 1, 999, 524_287, 999_999]) {
      assert.equal(people.indexOf(people.at(index).id), index);
    }
    assert.equal(people.indexOf('ffffffff-0000-4000-8000-000000000000'), undefined);
    assert.equal(people.indexOf('not an id'), undefined);
    assert.throws(() => people.at(1_000_000), RangeError);
  });

  it('is a tree: everybody but the first reports to somebody who knows them as a report', () => {
    const { people } = generateOrganisation({ people: 200, seed: 3 });
    assert.equal(people.at(0).managerId, undefined);
    for (let index = 1; index < 200; index++) {
      const { id, managerId } = people.at(index);
      assert.ok(people.reportsOf(managerId ?? '').includes(id));
    }
  });

  it('has ids that are all different and shaped like Entra ids', () => {
    const { people } = generateOrganisation({ people: 5_000, seed: 5 });
    const ids = new Set(Array.from({ length: 5_000 }, (_, index) => people.at(index).id));
    assert.equal(ids.size, 5_000);
    for (const id of ids)
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('has the six offices first, and a size within reason', () => {
    const { people } = generateOrganisation({ people: 50, seed: 2 });
    const titles = Array.from({ length: 7 }, (_, index) => people.at(index).jobTitle);
    assert.equal(new Set(titles).size, 7);
    for (const size of [0, 1_000_001, 1.5]) {
      assert.throws(() => generateOrganisation({ people: size, seed: 1 }), RangeError);
    }
  });

  it('below somebody of another organisation is one with it: found, listed and reported to, without officers', () => {
    const sample = sampleOrganisation({ epoch: '2026-11-23' as CalendarDate }).people;
    const below = PERSONA_IDS.chiefFinancialOfficer;
    const generated = generateOrganisation({ people: 1_000, seed: 1, below }).people;
    const together = peopleTogether(peopleFrom(sample), generated);
    assert.equal(together.size, 1_120);
    const everybody = Array.from({ length: together.size }, (_, index) => together.at(index));
    assert.equal(new Set(everybody.map(({ id }) => id)).size, 1_120);
    for (const [index, { id }] of everybody.entries()) assert.equal(together.indexOf(id), index);
    for (const person of everybody.slice(120)) {
      const reports = together.reportsOf(person.managerId ?? '');
      assert.ok(reports.includes(person.id));
    }
    assert.equal(together.reportsOf(below).filter((id) => generated.indexOf(id) !== undefined).length, 1);
    for (const { jobTitle } of everybody.slice(120)) assert.match(jobTitle ?? '', /^(Director|Analyst)$/);
  });
});
