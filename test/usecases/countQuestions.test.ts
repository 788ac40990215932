import assert from 'node:assert/strict';
import type { Instant } from '../../src/domain/ids.ts';
import { NOT_ADDRESSED } from '../../src/domain/questionCounts.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { countQuestions } from '../../src/usecases/countQuestions.ts';
import type { Stores } from '../../src/usecases/ports.ts';
import { questionsAsked } from '../../src/usecases/questionsAsked.ts';
import { type CountingStores, countingStores } from '../helpers/watchedStores.ts';

describe('questions are counted', () => {
  let stores: Stores;
  let counting: CountingStores;
  let now: string;
  let announced: (() => Promise<void>)[];
  beforeEach(() => {
    stores = openSqliteStores(':memory:');
    counting = countingStores(stores);
    now = '2026-11-23T12:00:00.000Z';
    announced = [];
  });
  afterEach(() => stores.close());

  const counter = (of: Stores = counting) =>
    countQuestions({
      programme: of.programme,
      clock: () => now as Instant,
      timeZone: 'America/New_York',
      later: (flush) => void announced.push(flush),
    });
  const people = (count: number) => Array.from({ length: count }, (_, index) => `29:${index}`);
  const shown = () => questionsAsked(stores)({ months: 3 });

  it('in memory, and kept together later: asking touches no store', async () => {
    const { count } = counter();
    for (const who of people(12)) count('soc-2-p3', who);
    assert.deepEqual(counting.calls, []);
    assert.equal(announced.length, 1);
    await announced[0]?.();
    assert.deepEqual(counting.calls, ['programme.get', 'programme.create']);
    assert.deepEqual(await shown(), [{ month: '2026-11', counts: [{ subject: 'soc-2-p3', atLeast: 10 }] }]);
  });

  it('and shown for five people and more only, rounded down, with no total', async () => {
    const { count, flush } = counter();
    for (const who of people(4)) count('soc-1-p1', who);
    for (const who of people(9)) count(NOT_ADDRESSED, who);
    await flush();
    assert.deepEqual((await shown())[0]?.counts, [{ subject: NOT_ADDRESSED, atLeast: 5 }]);
  });

  it('one person once for a subject and month, however often they ask', async () => {
    const { count, flush } = counter();
    for (let times = 0; times < 50; times += 1) count('soc-1-p1', 'the same');
    await flush();
    assert.equal((await stores.programme.get('questions', '2026-11'))?.value.asked['soc-1-p1'], 1);
  });

  it('by the month of the company’s calendar', async () => {
    const { count, flush } = counter();
    now = '2026-12-01T03:00:00.000Z';
    count('a', 'x');
    now = '2026-12-01T06:00:00.000Z';
    count('a', 'x');
    await flush();
    for (const month of ['2026-11', '2026-12'])
      assert.deepEqual((await stores.programme.get('questions', month))?.value, { month, asked: { a: 1 } });
  });

  it('by many instances at once without losing one', async () => {
    const counters = Array.from({ length: 4 }, () => counter(stores));
    for (const { count } of counters) for (const who of people(5)) count('a', who);
    await Promise.all(counters.map(({ flush }) => flush()));
    assert.equal((await stores.programme.get('questions', '2026-11'))?.value.asked.a, 20);
  });

  it('and kept later where the store does not answer now', async () => {
    let broken = true;
    const programme = {
      ...stores.programme,
      get: (...args: Parameters<Stores['programme']['get']>) => {
        if (broken) throw new Error('away');
        return stores.programme.get(...args);
      },
    } as Stores['programme'];
    const { count, flush } = counter({ ...stores, programme });
    count('a', 'x');
    await assert.rejects(flush());
    broken = false;
    count('a', 'y');
    await flush();
    await flush();
    assert.equal((await stores.programme.get('questions', '2026-11'))?.value.asked.a, 2);
  });

  it('and nothing kept says who, when or what was typed', async () => {
    const { count, flush } = counter();
    count('soc-1-p1', '29:somebody');
    await flush();
    const kept = await stores.programme.get('questions', '2026-11');
    assert.deepEqual(kept?.value, { month: '2026-11', asked: { 'soc-1-p1': 1 } });
  });
});
