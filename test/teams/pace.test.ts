import assert from 'node:assert/strict';
import type { SinonFakeTimers } from 'sinon';
import { HeldBack, type Pace, pace, type Setback } from '../../src/teams/pace.ts';
import { fakeTimers } from '../helpers/fakeTimers.ts';

class Refused extends Error {
  readonly setback: Setback;
  constructor(setback: Setback) {
    super('refused');
    this.setback = setback;
  }
}

describe('the pace of messages', () => {
  let timers: SinonFakeTimers;
  let sending: Pace;
  let sent: { to: string; at: number }[];
  beforeEach(() => {
    timers = fakeTimers({ now: 0 });
    sending = pace({ setbackOf: (error) => (error as Refused).setback, random: () => 0 });
    sent = [];
  });
  afterEach(() => timers.restore());

  const send = (to: string, options: { urgent?: boolean } = {}) =>
    sending.send(to, async () => void sent.push({ to, at: performance.now() }), options);
  /** The most that began within any span of so many milliseconds. */
  const most = (ms: number, of = sent) =>
    Math.max(...of.map(({ at }) => of.filter((other) => other.at >= at && other.at < at + ms).length));
  const refusing = (setback: Setback, times: number) => {
    let left = times;
    return async () => {
      if (left > 0) {
        left -= 1;
        throw new Refused(setback);
      }
      sent.push({ to: 'refusing', at: performance.now() });
    };
  };
  /** What became of it, also where nobody has looked yet. */
  const outcomeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'sent',
      (error: unknown) => (error instanceof HeldBack ? 'held back' : 'refused'),
    );

  it('is under fifty a second, and close to it', async () => {
    const all = Array.from({ length: 1_000 }, (_, n) => send(`chat ${n}`));
    await timers.tickAsync(30_000);
    await Promise.all(all);
    assert.ok(most(1_000) <= 48, `${most(1_000)} in a second`);
    assert.ok(1_000 / ((sent.at(-1)?.at ?? 0) / 1_000) >= 47.5);
  });

  it('keeps one conversation under its own limits, without holding up the others', async () => {
    const chatty = Array.from({ length: 100 }, () => send('one chat'));
    const others = Array.from({ length: 20 }, (_, n) => send(`chat ${n}`));
    await timers.tickAsync(1_000);
    await Promise.all(others);
    await timers.tickAsync(20 * 60_000);
    await Promise.all(chatty);
    const mine = sent.filter(({ to }) => to === 'one chat');
    assert.equal(mine.length, 100);
    assert.ok(most(1_000, mine) <= 7, `${most(1_000, mine)} in 1 s`);
    assert.ok(most(2_000, mine) <= 8, `${most(2_000, mine)} in 2 s`);
    assert.ok(most(30_000, mine) <= 60, `${most(30_000, mine)} in 30 s`);
    const lasted = ((mine.at(-1)?.at ?? 0) + 1) / 3_600_000;
    assert.ok(mine.length / lasted <= 1_800, 'and under 1 800 in an hour of it');
  });

  it('stands still for everybody as long as a 429 says', async () => {
    const throttled = sending.send('a chat', refusing({ kind: 'throttled', retryAfterMs: 10_000 }, 1));
    await timers.tickAsync(1);
    const others = Array.from({ length: 5 }, (_, n) => send(`chat ${n}`));
    let ready = false;
    void sending.ready().then(() => {
      ready = true;
    });
    await timers.tickAsync(9_990);
    assert.deepEqual([sent.length, ready], [0, false]);
    await timers.tickAsync(5_000);
    await Promise.all([throttled, ...others]);
    assert.deepEqual([sent.length, ready], [6, true]);
    assert.ok(sent.every(({ at }) => at >= 10_000));
  });

  it('stands still longer with each 429 in a row that does not say how long', async () => {
    const work = sending.send('a chat', refusing({ kind: 'throttled' }, 4));
    await timers.tickAsync(240_000);
    await work;
    assert.ok((sent[0]?.at ?? 0) >= 15_000, '1 + 2 + 4 + 8 seconds');
    const again = sending.send('a chat', refusing({ kind: 'throttled' }, 1));
    const other = send('another');
    await timers.tickAsync(3_000);
    await Promise.all([again, other]);
    assert.equal(sent.length, 3, 'and begins anew after one that arrived');
  });

  it('tries again what passes, with growing waits, and not what is final', async () => {
    const passing = outcomeOf(sending.send('a chat', refusing({ kind: 'retry' }, 3)));
    const final = outcomeOf(sending.send('another', refusing({ kind: 'final' }, 1)));
    await timers.tickAsync(60_000);
    assert.deepEqual([await passing, await final], ['sent', 'refused']);
    assert.equal(sent.length, 1);
  });

  it('gives up after five attempts', async () => {
    let attempts = 0;
    const work = outcomeOf(
      sending.send('a chat', async () => {
        attempts += 1;
        throw new Refused({ kind: 'retry' });
      }),
    );
    await timers.tickAsync(120_000);
    assert.deepEqual([await work, attempts], ['refused', 5]);
  });

  it('holds back what would have to wait for many minutes, without sending it', async () => {
    const first = outcomeOf(
      sending.send('a chat', refusing({ kind: 'throttled', retryAfterMs: 3_600_000 }, 9)),
    );
    await timers.tickAsync(10);
    const second = outcomeOf(send('another'));
    await timers.tickAsync(60_000);
    assert.equal(await second, 'held back');
    assert.equal(await first, 'held back');
    assert.deepEqual(sent, []);
    await timers.tickAsync(3_600_000);
    const third = send('another');
    await timers.tickAsync(100);
    await third;
    assert.equal(sent.length, 1);
  });

  it('lets what somebody waits for go first, and counts what does not wait at all', async () => {
    const many = Array.from({ length: 50 }, (_, n) => send(`chat ${n}`));
    const urgent = send('urgent', { urgent: true });
    for (let n = 0; n < 10; n += 1) sending.spend();
    await timers.tickAsync(2_000);
    await Promise.all([...many, urgent]);
    const place = sent.findIndex(({ to }) => to === 'urgent');
    assert.ok(place <= 1, `${place} before it`);
    assert.ok((sent.at(-1)?.at ?? 0) >= 60 * 21, 'the ten took their places');
  });
});
