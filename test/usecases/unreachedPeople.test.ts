import assert from 'node:assert/strict';
import type { ObligationEvent, UnreachableReason } from '../../src/domain/obligation.ts';
import { unreachedPeople } from '../../src/usecases/unreachedPeople.ts';
import { at } from '../helpers/clock.ts';
import { happened } from '../helpers/obligations.ts';
import { oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores } from '../helpers/watchedStores.ts';

const failed = (because: UnreachableReason, when = '2026-11-03T10:00:00Z'): ObligationEvent => ({
  type: 'message-failed',
  at: at(when),
  kind: 'prompt',
  because,
});

describe('who could not be reached', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  it('is everyone with an open obligation of this cycle that no message reaches, by reason', async () => {
    await oblige(programme, 'Abe', { events: [failed('not-found')] });
    await oblige(programme, 'Bea', { events: [failed('app-not-installed')] });
    await oblige(programme, 'Cleo', { events: [failed('app-not-installed'), happened.certified('Cleo')] });
    await oblige(programme, 'Dan', { events: [failed('app-not-installed'), happened.paused()] });
    await oblige(programme, 'Eve', { cycle: '2025', events: [failed('app-not-installed')] });
    await oblige(programme, 'Flo');
    const { cycle, counts, list } = await unreachedPeople(programme)({ limit: 10 });
    assert.equal(cycle, '2026');
    assert.deepEqual([counts['app-not-installed'], counts['not-found'], counts.refused], [1, 1, 0]);
    assert.deepEqual(
      list.items.map(({ shown }) => shown.displayName),
      ['Bea', 'Abe'],
    );
  });

  it('says since when, which a later failure for another reason does not change', async () => {
    const events = [failed('service-unavailable'), failed('blocked-by-user', '2026-11-09T10:00:00Z')];
    await oblige(programme, 'Abe', { events });
    const [abe] = (await unreachedPeople(programme)({ limit: 10 })).list.items;
    assert.deepEqual(abe?.obligation.unreachable, {
      since: at('2026-11-03T10:00:00Z'),
      because: 'blocked-by-user',
    });
  });

  it('is listed a page at a time, and takes three store calls', async () => {
    for (let n = 10; n < 20; n += 1) await oblige(programme, `Person ${n}`, { events: [failed('refused')] });
    const stores = countingStores(programme.stores);
    const status = unreachedPeople({ ...programme, ...stores });
    const first = await status({ limit: 6 });
    assert.deepEqual([...stores.calls].sort(), [
      'obligations.unreached',
      'obligations.unreachedCounts',
      'programme.get',
    ]);
    const { list, counts } = await status({ limit: 6, after: first.list.next ?? '' });
    assert.equal(list.next, undefined);
    assert.equal(counts.refused, 10);
    const names = [...first.list.items, ...list.items].map(({ shown }) => shown.displayName);
    assert.deepEqual(
      names,
      Array.from({ length: 10 }, (_, n) => `Person ${n + 10}`),
    );
  });
});
