import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rosterSize } from '../../src/domain/progress.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import type { Stores } from '../../src/usecases/ports.ts';
import { programmeStatus } from '../../src/usecases/programmeStatus.ts';
import { type RosterAlarm, reconcileRoster } from '../../src/usecases/reconcileRoster.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { day, MONDAY } from '../helpers/clock.ts';
import { earlierCode } from '../helpers/code.ts';
import { did } from '../helpers/did.ts';
import { CYCLE, happened, obligationRecord } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { admit, oblige, type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';
import { countingStores, watchedStores } from '../helpers/watchedStores.ts';
import { anyStep, BEGINNING, take } from './anyLife.ts';

describe('comparing the roster with the obligations', () => {
  let programme: TestProgramme;
  let logged: RosterAlarm[];
  beforeEach(() => {
    programme = testProgramme();
    logged = [];
  });
  afterEach(() => programme.stores.close());

  const rosterDiffers = (found: RosterAlarm) => void logged.push(found);
  const reconcile = (stores = programme.stores) =>
    reconcileRoster({ ...programme, ...stores, rosterDiffers })();
  const issue = () => issueObligations(programme)();
  const alarm = async () => (await programme.programme.get('alarm', `roster-differs.${CYCLE}`))?.value;

  it('finds nothing before there is a roster', async () => {
    assert.deepEqual(await reconcile(), { roster: 0 });
  });

  it('adds up, and writes nothing', async () => {
    for (const name of ['Ada', 'Bea', 'Cas']) await admit(programme, name);
    await issue();
    await admit(programme, 'New');
    await issue();
    const stores = countingStores(programme.stores);
    assert.deepEqual(did(await reconcile(stores)), { roster: 3, joined: 1, outstanding: 4 });
    assert.deepEqual(stores.writes(), []);
    assert.deepEqual(logged, []);
  });

  it('counts everybody once when the Code is amended within the cycle', async () => {
    const earlier = { ...programme, code: earlierCode };
    for (const name of ['Ada', 'Bea']) await admit(programme, name);
    const signed = [happened.opened(), happened.certified('Bea')];
    await oblige(programme, 'Bea', { codeHash: earlierCode.hash, events: signed });
    await issueObligations(earlier)();
    assert.deepEqual(did(await reconcile()), { roster: 2, certified: 1, outstanding: 1 });
    programme.clock.advance({ days: 1 });
    await issue();
    assert.deepEqual(did(await reconcile()), { roster: 2, outstanding: 2 });
  });

  it('raises an alarm that stays until there is no difference, with ids and no names', async () => {
    await admit(programme, 'Ada');
    await issue();
    await oblige(programme, 'Rogue');
    assert.deepEqual(did(await reconcile()), { roster: 1, outstanding: 2, 'not-on-roster': 1 });
    const differences = [{ kind: 'not-on-roster', personId: personId('Rogue') }] as const;
    const counts = { 'without-obligation': 0, 'not-on-roster': 1, twice: 0, altered: 0 };
    assert.deepEqual(logged, [{ cycle: CYCLE, counts, differences }]);
    programme.clock.advance({ days: 1 });
    const stores = countingStores(programme.stores);
    await reconcile(stores);
    assert.deepEqual(stores.writes(), [], 'the same again is kept already');
    assert.deepEqual(await alarm(), {
      alarm: { kind: 'roster-differs', cycle: CYCLE, counts, differences },
      state: 'raised',
      since: MONDAY,
      history: [{ type: 'raised', at: MONDAY }],
    });
    const status = () => programmeStatus(programme)({ limit: 1 });
    assert.equal((await status()).rosterDiffersSince, MONDAY);

    const obligations: Stores['obligations'] = {
      ...programme.obligations,
      ofCycle: (cycle) => onlyListed(programme, cycle),
    };
    await reconcile({ ...programme.stores, obligations });
    assert.deepEqual((await alarm())?.history, [
      { type: 'raised', at: MONDAY },
      { type: 'gone', at: programme.clock() },
    ]);
    assert.equal((await status()).rosterDiffersSince, undefined);
    await reconcile();
    assert.deepEqual([(await alarm())?.state, logged.length], ['raised', 3]);
  });

  it('names who is on the roster without an obligation', async () => {
    for (const name of ['Ada', 'Bea']) await admit(programme, name);
    const obligations: Stores['obligations'] = { ...programme.obligations, create: async () => 'exists' };
    await issueObligations({ ...programme, obligations })();
    assert.deepEqual(did(await reconcile()), { roster: 2, 'without-obligation': 2 });
  });

  it('says that a part of the roster was altered or is gone', async () => {
    await admit(programme, 'Ada');
    await issue();
    const head = await programme.programme.get('roster', CYCLE);
    const id = `${CYCLE}.${head?.value.parts[0]}`;
    const part = await programme.programme.get('roster-part', id);
    assert.ok(part);
    const entries = part.value.entries.map((entry) => ({ ...entry, reason: 'hire' as const }));
    await programme.programme.replace('roster-part', id, { etag: part.etag, value: { entries } });
    assert.deepEqual(did(await reconcile()), { roster: 1, outstanding: 1, altered: 2 });
    const gone: Stores['programme'] = {
      ...programme.programme,
      get: async (kind, key) => (kind === 'roster-part' ? undefined : programme.programme.get(kind, key)),
    };
    assert.deepEqual(did(await reconcile({ ...programme.stores, programme: gone })), {
      outstanding: 1,
      altered: 2,
      'not-on-roster': 1,
    });
  });

  it('also looks at earlier cycles in which somebody still has something to do', async () => {
    await admit(programme, 'Ada');
    await issue();
    await oblige(programme, 'Rogue');
    programme.clock.set('2027-11-03T15:00:00Z');
    await issue();
    assert.deepEqual(did(await reconcile()), {
      roster: 1,
      outstanding: 1,
      'not-on-roster': 1,
      'earlier-cycles': 1,
    });
    assert.equal((await alarm())?.state, 'raised');
    assert.deepEqual(
      logged.map(({ cycle }) => cycle),
      [CYCLE],
    );
  });

  it('leaves alone an earlier cycle in which nobody has anything to do', async () => {
    await admit(programme, 'Ada');
    await issue();
    const [ada] = await programme.obligations.ofPerson(personId('Ada'));
    assert.ok(ada);
    const signed = obligationRecord('Ada', { events: [happened.opened(), happened.certified('Ada')] });
    await programme.obligations.replace({ ...ada, value: signed });
    programme.clock.set('2027-11-03T15:00:00Z');
    await issue();
    assert.deepEqual(did(await reconcile()), { roster: 1, outstanding: 1 });
  });

  it('waits while obligations are being issued, and does not wait for a process that died', async () => {
    await admit(programme, 'Ada');
    await issue();
    await oblige(programme, 'Just now');
    const expiresAt = '2026-11-23T15:02:00.000Z' as typeof MONDAY;
    await programme.programme.create('lease', 'issue', { holder: 'one:1', token: 1, expiresAt });
    await programme.programme.create('run', 'issue', { startedAt: MONDAY });
    assert.deepEqual(await reconcile(), { postponed: 1 });
    assert.equal(await alarm(), undefined);
    programme.clock.advance({ minutes: 3 });
    assert.equal((await reconcile())['not-on-roster'], 1);
  });

  it('looks twice: somebody may have joined between two reads', async () => {
    await admit(programme, 'Ada');
    await issue();
    await admit(programme, 'New');
    let meanwhile = true;
    const stores = watchedStores(programme.stores, async (call) => {
      if (call !== 'obligations.ofCycle' || !meanwhile) return;
      meanwhile = false;
      await issue();
    });
    assert.deepEqual(did(await reconcile(stores)), { roster: 1, joined: 1, outstanding: 2 });
    assert.deepEqual(logged, []);
  });

  it('finds no difference whatever happens in a programme', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 40, size: 'max' }), async (steps) => {
        const life = testProgramme({ pageSize: 2 });
        const found: RosterAlarm[] = [];
        const compare = reconcileRoster({ ...life, rosterDiffers: (each) => void found.push(each) });
        try {
          for (const step of [...BEGINNING, ...steps]) {
            await take(life, step);
            await compare();
          }
          await syncDirectory(life)();
          await issueObligations(life)();
          const { roster = 0, joined = 0 } = await compare();
          assert.deepEqual(found, []);
          const newest = (await life.programme.get('cycle', 'newest'))?.value.id ?? CYCLE;
          const tally = await life.obligations.tally({ cycle: newest }, day('2026-12-01'));
          assert.equal(roster + joined, rosterSize(tally));
        } finally {
          await life.stores.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** As if the rogue obligation had been taken away. */
async function* onlyListed({ obligations }: TestProgramme, cycle: typeof CYCLE) {
  for await (const batch of obligations.ofCycle(cycle))
    yield batch.filter(({ value }) => value.obligation.personId !== personId('Rogue'));
}
