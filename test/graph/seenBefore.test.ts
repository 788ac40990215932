import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { seenBefore } from '../../src/graph/seenBefore.ts';

describe('seen before', () => {
  it('never forgets an id, and hardly ever takes a new one for an old one', () => {
    const seen = seenBefore();
    const ids = Array.from({ length: 50_000 }, () => randomUUID());
    const mistaken = ids.filter((id) => seen(id)).length;
    assert.ok(mistaken < 5, `${mistaken} of 50 000 were taken for repeats`);
    assert.ok(ids.every((id) => seen(id)));
  });
});
