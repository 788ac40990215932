import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PATIENCE, waitBefore } from '../../src/graph/patience.ts';

const patience = { ...PATIENCE, random: () => 0.5, now: () => Date.UTC(2026, 10, 23, 12) };

describe('patience', () => {
  it('doubles the wait up to half a minute, each with its own jitter', () => {
    const upTo = (random: number) =>
      [1, 2, 3, 4, 5].map((tries) => waitBefore(tries, null, { ...patience, random: () => random }));
    assert.deepEqual(upTo(0), [500, 1_000, 2_000, 4_000, 8_000]);
    assert.deepEqual(upTo(1), [1_000, 2_000, 4_000, 8_000, 16_000]);
    assert.equal(waitBefore(9, null, { ...patience, retries: 9, random: () => 1 }), 30_000);
  });

  it('takes Retry-After in seconds or as a date', () => {
    assert.equal(waitBefore(1, '10', patience), 10_500);
    assert.equal(waitBefore(1, 'Mon, 23 Nov 2026 12:00:20 GMT', patience), 20_500);
    assert.equal(waitBefore(1, 'Mon, 23 Nov 2026 11:00:00 GMT', patience), 500);
    assert.equal(waitBefore(1, 'soon', patience), waitBefore(1, null, patience));
  });

  it('ends after its retries, and before a wait that is too long', () => {
    assert.equal(waitBefore(6, null, patience), undefined);
    assert.equal(waitBefore(1, '121', patience), undefined);
  });

  it('never waits less than it was asked to', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 119 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (seconds, random) => {
          const wait = waitBefore(1, String(seconds), { ...patience, random: () => random });
          assert.ok(wait !== undefined && wait >= seconds * 1_000);
        },
      ),
    );
  });
});
