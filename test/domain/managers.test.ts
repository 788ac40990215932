import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { PersonId } from '../../src/domain/ids.ts';
import { managerChainOf } from '../../src/domain/managers.ts';

const chain = (id: string, reports: Readonly<Record<string, string>>) =>
  managerChainOf(id as PersonId, (who) =>
    Object.hasOwn(reports, who) ? (reports[who] as PersonId) : undefined,
  );

describe('a chain of managers', () => {
  it('goes from the direct one upwards', () => {
    assert.deepEqual(chain('analyst', { analyst: 'lead', lead: 'cfo', cfo: 'ceo' }), ['lead', 'cfo', 'ceo']);
  });

  it('is empty for somebody without one', () => assert.deepEqual(chain('ceo', { analyst: 'ceo' }), []));

  it('ends before it repeats', () => {
    assert.deepEqual(chain('a', { a: 'b', b: 'c', c: 'a' }), ['b', 'c']);
    assert.deepEqual(chain('x', { x: 'a', a: 'b', b: 'a' }), ['a', 'b']);
    assert.deepEqual(chain('a', { a: 'a' }), []);
  });

  it('of any data ends, holds nobody twice and never the person', () => {
    const id = fc.constantFrom(...'abcdefgh');
    fc.assert(
      fc.property(fc.dictionary(id, id), id, (reports, person) => {
        const found = chain(person, reports);
        assert.equal(new Set(found).size, found.length);
        assert.ok(!found.includes(person as PersonId));
        found.forEach((manager, index) => {
          assert.equal(manager, reports[found[index - 1] ?? person]);
        });
      }),
    );
  });

  it('of a thousand levels is cut off', () => {
    const deep = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`p${n}`, `p${n + 1}`]));
    assert.equal(chain('p0', deep).length, 64);
  });
});
