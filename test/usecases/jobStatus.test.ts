import assert from 'node:assert/strict';
import { jobStatus } from '../../src/usecases/jobStatus.ts';
import { at, MONDAY } from '../helpers/clock.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

describe('where the jobs stand', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme();
  });
  afterEach(() => programme.stores.close());

  const NEXT = at('2026-11-24T10:00:00Z');
  const status = async () => {
    const [only] = await jobStatus({ ...programme, names: ['deliver'], nextRun: () => NEXT })();
    return only;
  };
  const keep = (kind: 'run' | 'lease', value: never) => programme.programme.create(kind, 'deliver', value);
  const EARLIER = at('2026-11-23T14:00:00Z');
  const lease = (expiresAt: string) => ({ holder: 'host:1:a', token: 2, expiresAt: at(expiresAt) });
  const previous = { startedAt: EARLIER, finishedAt: EARLIER, outcome: '{"sent":3}' };

  it('says that one never ran, and when it will', async () => {
    assert.deepEqual(await status(), { name: 'deliver', next: NEXT });
  });

  it('says what the last run did, or what went wrong', async () => {
    await keep('run', previous as never);
    assert.deepEqual((await status())?.last, { at: EARLIER, counts: { sent: 3 } });
    const found = await programme.programme.get('run', 'deliver');
    assert.ok(found);
    const failed = { startedAt: EARLIER, finishedAt: MONDAY, failure: 'store-unavailable' };
    await programme.programme.replace('run', 'deliver', { ...found, value: failed });
    assert.deepEqual((await status())?.last, { at: MONDAY, failure: 'store-unavailable' });
  });

  it('says how far a run is that goes on, who does it, and how the one before ended', async () => {
    await keep('run', {
      startedAt: MONDAY,
      progress: { at: MONDAY, counts: { sent: 70 } },
      previous,
    } as never);
    await keep('lease', lease('2026-11-23T15:01:00Z') as never);
    assert.deepEqual(await status(), {
      name: 'deliver',
      next: NEXT,
      last: { at: EARLIER, counts: { sent: 3 } },
      running: { since: MONDAY, holder: 'host:1:a', counts: { sent: 70 } },
    });
  });

  it('says that a run was cut short when nobody holds its lease any more', async () => {
    await keep('run', { startedAt: EARLIER } as never);
    await keep('lease', lease('2026-11-23T14:10:00Z') as never);
    assert.deepEqual(await status(), { name: 'deliver', next: NEXT, cutShort: EARLIER });
  });

  it('is not put off by what another version kept', async () => {
    for (const outcome of ['debris', '[1]', '{"sent":"many"}']) {
      const found = await programme.programme.get('run', 'deliver');
      const value = { startedAt: EARLIER, finishedAt: EARLIER, outcome };
      if (found) await programme.programme.replace('run', 'deliver', { ...found, value });
      else await keep('run', value as never);
      assert.deepEqual((await status())?.last?.counts, {});
    }
  });
});
