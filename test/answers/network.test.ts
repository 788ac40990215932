import assert from 'node:assert/strict';
import { createNetwork } from '../../src/answers/network.ts';

/** Numbers from 0 to 1 in no order, the same each time. */
function drawn(): () => number {
  let seed = 7;
  return () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
}
const text = (...places: number[]) => ({ places, amounts: places.map(() => 1) });

describe('a network', () => {
  it('is as sure as it can be that something is meant, and before it learns of nothing', () => {
    const { estimate, learn } = createNetwork(4, 3, drawn());
    const before = [...estimate(text(0, 1))];
    assert.ok(Math.abs(before.reduce((sum, chance) => sum + chance, 0) - 1) < 1e-9);
    assert.ok(before.every((chance) => chance > 0.2 && chance < 0.5));
    for (let round = 0; round < 200; round += 1) for (const one of [0, 1, 2]) learn(text(one), one, 1);
    for (const one of [0, 1, 2]) assert.ok((estimate(text(one))[one] ?? 0) > 0.9);
  });

  it('learns what no sum of single words can tell: either of two, but not both', () => {
    const { estimate, learn } = createNetwork(2, 2, drawn());
    const lessons = [
      [text(), 0],
      [text(0), 1],
      [text(1), 1],
      [text(0, 1), 0],
    ] as const;
    for (let round = 0; round < 2_000; round += 1) for (const [one, right] of lessons) learn(one, right, 1);
    for (const [one, right] of lessons) assert.ok((estimate(one)[right] ?? 0) > 0.8, one.places.join());
  });

  it('takes no notice of what has no place, or no amount', () => {
    const { estimate } = createNetwork(2, 2, drawn());
    const plain = [...estimate(text(1))];
    assert.deepEqual([...estimate(text(-1, 1))], plain);
    assert.deepEqual([...estimate({ places: [0, 1], amounts: [0, 1] })], plain);
  });
});
