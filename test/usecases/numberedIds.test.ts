import assert from 'node:assert/strict';
import fc from 'fast-check';
import { numberedIds } from '../../src/usecases/numberedIds.ts';

const id = fc.oneof(
  fc.uuid(),
  // Ids that differ in one digit, in capitals, or that are no GUIDs at all.
  fc.integer({ min: 0, max: 40 }).map((n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
  fc.uuid().map((guid) => guid.toUpperCase()),
  fc.string({ maxLength: 40 }),
);

describe('numbered ids', () => {
  it('number as a list of distinct ids would, and give every id back as it was written', () => {
    fc.assert(
      fc.property(fc.array(id, { maxLength: 300 }), (ids) => {
        const numbered = numberedIds();
        const distinct = [...new Set(ids)];
        const numbers = ids.map((each) => numbered.numberOf(each));
        assert.deepEqual(
          numbers,
          ids.map((each) => distinct.indexOf(each)),
        );
        assert.deepEqual(
          distinct.map((_, number) => numbered.idOf(number)),
          distinct,
        );
        assert.equal(numbered.size(), distinct.length);
      }),
    );
  });

  it('find whom they know, also after growing many times, and nobody else', () => {
    const numbered = numberedIds();
    const guid = (n: number) =>
      `${(n * 7919).toString(16).padStart(8, '0')}-0000-4000-8000-${'0'.repeat(12)}`;
    for (let n = 0; n < 20_000; n++) assert.equal(numbered.numberOf(guid(n)), n);
    for (let n = 0; n < 20_000; n += 37) {
      assert.equal(numbered.find(guid(n)), n);
      assert.equal(numbered.idOf(n), guid(n));
    }
    assert.equal(numbered.find(guid(20_001)), undefined);
    assert.throws(() => numbered.idOf(20_000), RangeError);
  });
});
