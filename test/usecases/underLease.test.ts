import assert from 'node:assert/strict';
import sinon from 'sinon';
import { type LeaseDeps, underLease } from '../../src/usecases/underLease.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

/** Work that goes on until the test ends it. */
function longWork<T>() {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const begun = Promise.withResolvers<void>();
  return {
    begun: begun.promise,
    end: resolve,
    fail: reject,
    work: () => {
      begun.resolve();
      return promise;
    },
  };
}

describe('a job under a lease', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const as = (holder: string, facts: Partial<LeaseDeps> = {}) =>
    underLease({
      programme: programme.programme,
      clock: programme.clock,
      holder,
      isGone: () => false,
      ...facts,
    });
  const lease = async () => (await programme.programme.get('lease', 'sync'))?.value;

  it('runs, and gives back what the work does', async () => {
    assert.equal(await as('one:1')('sync', async () => 42), 42);
    assert.equal(await as('two:2')('sync', async () => 43), 43, 'the lease was given back');
    assert.equal((await lease())?.token, 2);
  });

  it('does not run while another holder has it', async () => {
    const { begun, end, work } = longWork<string>();
    const first = as('one:1')('sync', work);
    await begun;
    let ran = false;
    const second = await as('two:2')('sync', async () => {
      ran = true;
    });
    assert.equal(second, 'elsewhere');
    assert.equal(ran, false);
    assert.equal(await as('two:2')('issue', async () => 'other job'), 'other job');
    end('done');
    assert.equal(await first, 'done');
  });

  it('does not run twice in one process either', async () => {
    const { begun, end, work } = longWork<string>();
    const run = as('one:1');
    const first = run('sync', work);
    await begun;
    assert.equal(await run('sync', async () => 'again'), 'elsewhere');
    end('done');
    await first;
  });

  it('runs once when several begin at the same moment', async () => {
    for (const round of [1, 2]) {
      const { end, work } = longWork<string>();
      const runs = ['a:1', 'b:2', 'c:3'].map((holder) => as(holder)('sync', work));
      await Promise.any(runs.map(async (run) => assert.equal(await run, 'elsewhere')));
      end('done');
      assert.deepEqual((await Promise.all(runs)).sort(), ['done', 'elsewhere', 'elsewhere']);
      assert.equal((await lease())?.token, round);
    }
  });

  it('is taken over when the lease of a dead holder runs out, under a higher token', async () => {
    const { begun, end, work } = longWork<string>();
    const dead = as('dead:1')('sync', work);
    await begun;
    programme.clock.advance({ seconds: 119 });
    assert.equal(await as('two:2')('sync', async () => 'mine'), 'elsewhere');
    programme.clock.advance({ seconds: 1 });
    assert.equal(await as('two:2')('sync', async () => (await lease())?.token), 2);
    end('late');
    await dead;
  });

  it('is taken over at once when its holder is known to be gone', async () => {
    const { begun, end, work } = longWork<string>();
    const dead = as('dead:1')('sync', work);
    await begun;
    const isGone = (holder: string) => holder === 'dead:1';
    assert.equal(await as('two:2', { isGone })('sync', async () => (await lease())?.holder), 'two:2');
    end('late');
    await dead;
  });

  it('leaves the lease of whoever took over alone', async () => {
    const slow = longWork<string>();
    const old = as('old:1')('sync', slow.work);
    await slow.begun;
    programme.clock.advance({ minutes: 3 });
    const next = longWork<string>();
    const taken = as('new:2')('sync', next.work);
    await next.begun;
    const held = await lease();
    slow.end('too late');
    await old;
    assert.deepEqual(await lease(), held);
    assert.equal(await as('third:3')('sync', async () => 'mine'), 'elsewhere');
    next.end('done');
    await taken;
  });

  it('gives the lease back when the work fails', async () => {
    const boom = async () => {
      throw new Error('boom');
    };
    await assert.rejects(as('one:1')('sync', boom), /boom/);
    assert.equal(await as('two:2')('sync', async () => 'mine'), 'mine');
  });

  it('keeps it as long as the work goes on', async () => {
    const timers = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const { begun, end, work } = longWork<string>();
      const long = as('one:1')('sync', work);
      await begun;
      for (let seconds = 0; seconds < 600; seconds += 30) {
        programme.clock.advance({ seconds: 30 });
        timers.tick(30_000);
        await programme.stores.ping();
        await programme.programme.create('local', `after-${seconds}`, {});
        assert.equal(await as('two:2')('sync', async () => 'mine'), 'elsewhere', `after ${seconds} s`);
      }
      end('done');
      assert.equal(await long, 'done');
      assert.equal(timers.countTimers(), 0);
      assert.equal(await as('two:2')('sync', async () => 'mine'), 'mine');
    } finally {
      timers.restore();
    }
  });
});
