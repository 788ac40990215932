import assert from 'node:assert/strict';
import type { Instant } from '../../../src/domain/ids.ts';
import { datesFor } from '../../../src/teams/cards/context.ts';

describe('a moment on a card', () => {
  const momentIn = (timeZone: string, at: string) => {
    const now = '2026-11-23T12:00:00.000Z' as Instant;
    return datesFor({ language: 'en', timeZone, now }).moment(at as Instant);
  };

  it('says by which clock, also in the hour in which the clocks change, however often it is asked', () => {
    for (const _ of [1, 2]) {
      assert.equal(momentIn('America/New_York', '2026-11-01T05:59:59Z'), '1 November 2026 at 01:59 EDT');
      assert.equal(momentIn('America/New_York', '2026-11-01T06:00:00Z'), '1 November 2026 at 01:00 EST');
      assert.equal(momentIn('America/New_York', '2026-07-01T06:00:00Z'), '1 July 2026 at 02:00 EDT');
      assert.equal(momentIn('Australia/Lord_Howe', '2026-04-04T14:59:59Z'), '5 April 2026 at 01:59 GMT+11');
      assert.equal(
        momentIn('Australia/Lord_Howe', '2026-04-04T15:00:00Z'),
        '5 April 2026 at 01:30 GMT+10:30',
      );
    }
  });

  it('is as right for the thousandth moment as for the first', () => {
    const hours = Array.from({ length: 2_400 }, (_, hour) =>
      new Date(Date.UTC(2026, 9, 1, hour)).toISOString(),
    );
    const names = hours.map((at) => momentIn('America/New_York', at).slice(-3));
    const change = '2026-11-01T06:00:00.000Z';
    assert.deepEqual(
      names,
      hours.map((at) => (at < change ? 'EDT' : 'EST')),
    );
  });
});
