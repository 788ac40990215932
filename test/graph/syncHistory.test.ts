import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isCovered } from '../../src/domain/coverage.ts';
import type { GroupId, ObligationId, PersonId } from '../../src/domain/ids.ts';
import { graphClient } from '../../src/graph/graphClient.ts';
import { graphDirectory } from '../../src/graph/graphDirectory.ts';
import type { Fault } from '../../src/local/graphEmulator/faults.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { Failure } from '../../src/usecases/failures.ts';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import type { Directory, PersonRecord, Stores } from '../../src/usecases/ports.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { testProgramme } from '../helpers/testProgramme.ts';
import { closeAll, emulated, type Fixture, idOf, patient, user } from './graphFixture.ts';

const FINANCE = idOf(901) as GroupId;
const NESTED = idOf(902) as GroupId;
const OFFICE = idOf(903) as GroupId;
const AT_FIRST = 10;

const who = fc.integer({ min: 1, max: AT_FIRST });
const anyFault = fc.constantFrom<Fault>(
  { status: 502 },
  { status: 503, headers: { 'Retry-After': '3' } },
  { status: 429, headers: { 'Retry-After': '3' } },
  { status: 410 },
  { status: 500, body: 'not JSON' },
  { truncate: true },
  { reset: true },
);
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('move' as const),
      who,
      department: fc.constantFrom('Finance', 'Accounting', 'Sales', null),
    }),
  },
  fc.record({ do: fc.constantFrom('rename' as const, 'disable' as const, 'enable' as const), who }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('report' as const), who, to: fc.option(who) }) },
  fc.record({ do: fc.constant('leave' as const), who, final: fc.boolean() }),
  fc.record({ do: fc.constant('restore' as const), who }),
  fc.record({ do: fc.constant('hire' as const), who: fc.integer({ min: 11, max: 14 }) }),
  fc.record({
    do: fc.constant('group' as const),
    who,
    group: fc.constantFrom(FINANCE, NESTED, OFFICE),
    joins: fc.boolean(),
  }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('replay' as const), who }) },
  fc.record({ do: fc.constant('forget' as const) }),
  fc.record({ do: fc.constant('fail' as const), how: anyFault, times: fc.integer({ min: 1, max: 6 }) }),
  { weight: 4, arbitrary: fc.record({ do: fc.constant('night' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const organisation = () =>
  emulated({
    people: Array.from({ length: AT_FIRST }, (_, n) =>
      user(n + 1, {
        department: n % 2 ? 'Finance' : 'Sales',
        mail: `p${n}@example.test`,
        mailboxTimeZone: n % 3 ? 'Tokyo Standard Time' : 'Hawaiian Standard Time',
        ...(n > 0 && { managerId: idOf(Math.ceil(n / 3)) }),
      }),
    ),
    groups: [
      { id: FINANCE, displayName: 'Finance', members: [idOf(3), NESTED] },
      { id: NESTED, displayName: 'Plants', members: [idOf(5)] },
      { id: OFFICE, displayName: 'Compliance', members: [idOf(7)] },
    ],
    largestPage: 4,
  });

/** The jobs of a night, on stores of their own. */
function programmeOn(directory: Directory, stores: Stores) {
  const { stores: unused, ...programme } = testProgramme();
  const deps = {
    ...programme,
    ...stores,
    directory,
    groups: [FINANCE, OFFICE],
    coverageRules: {
      ...programme.coverageRules,
      financeStaff: { ...programme.coverageRules.financeStaff, groups: [FINANCE] },
      exclusions: { ...programme.coverageRules.exclusions, groups: [] },
    },
    roleRules: {
      compliance: { groups: [OFFICE], people: [] },
      auditCommittee: { groups: [], people: [] },
    },
  };
  return {
    async night(): Promise<boolean> {
      try {
        await syncDirectory(deps)();
        await issueObligations(deps)();
        return true;
      } catch (error) {
        if (error instanceof Failure) return false;
        throw error;
      }
    },
    close: async () => {
      await stores.close();
      await unused.close();
    },
  };
}

/** What a sync knows of everybody who is there, without when it learnt it. */
async function pictureOf({ people }: Stores): Promise<ReadonlyMap<PersonId, object>> {
  const found = new Map<PersonId, object>();
  for await (const batch of people.all())
    for (const { value } of batch) if (!value.removed) found.set(value.id, timeless(value));
  return found;
}

function timeless({ person, coverage, roles, managerChain }: PersonRecord): object {
  return { person, coverage, roles, managerChain };
}

async function coveredIn({ people }: Stores): Promise<ReadonlySet<PersonId>> {
  const covered = new Set<PersonId>();
  for await (const batch of people.all())
    for (const { value } of batch) if (isCovered(value.coverage)) covered.add(value.id);
  return covered;
}

/** How often each obligation was closed and reopened. */
async function turnsOf({ obligations }: Stores, ids: readonly PersonId[]) {
  const turns = new Map<PersonId, Map<ObligationId, number>>();
  for (const id of ids) {
    const each = (await obligations.ofPerson(id)).map(({ value: { obligation } }) => {
      const changes = obligation.history.filter(({ type }) => type === 'left' || type === 'reopened');
      return [obligation.id, changes.length] as const;
    });
    turns.set(id, new Map(each));
  }
  return turns;
}

const EVERYBODY = Array.from({ length: 14 }, (_, n) => idOf(n + 1) as PersonId);

async function freshly(directory: Directory): Promise<Stores & { close(): Promise<void> }> {
  const stores = openSqliteStores(':memory:');
  const { night } = programmeOn(directory, stores);
  assert.ok(await night());
  return stores;
}

describe('a history of hires, moves, leaves, renames, managers, groups and failures', () => {
  afterEach(closeAll);

  it('ends in the picture a full sync gives, and no replay closes or reopens anything', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 28 }), async (steps) => {
        const fixture = await organisation();
        const stores = openSqliteStores(':memory:');
        const programme = programmeOn(fixture.directory, stores);
        assert.ok(await programme.night());
        let covered = await coveredIn(stores);
        let turns = await turnsOf(stores, EVERYBODY);
        const night = async () => {
          const done = await programme.night();
          const [now, turned] = [await coveredIn(stores), await turnsOf(stores, EVERYBODY)];
          for (const id of EVERYBODY) {
            const changed = done && covered.has(id) !== now.has(id);
            if (!changed) assert.deepEqual(turned.get(id), turns.get(id), 'nothing happened to them');
          }
          [covered, turns] = [now, turned];
          return done;
        };
        for (const each of steps) {
          if (each.do === 'night') await night();
          else happen(fixture, each);
        }
        fixture.emulator.faults.clear();
        assert.ok(await night());
        const fresh = await freshly(fixture.directory);
        assert.deepEqual(await pictureOf(stores), await pictureOf(fresh));
        assert.deepEqual(covered, await coveredIn(fresh));
        // A second night in which nothing happened finds nothing to do.
        const before = fixture.emulator.requests.count('GET /users/delta');
        assert.ok(await night());
        assert.equal(fixture.emulator.requests.count('GET /users/delta'), before + 1);
        await Promise.all([programme.close(), fresh.close(), closeAll()]);
      }),
      { numRuns: 40 },
    );
  }).timeout(60_000);

  it('can fail at every request there is, and nothing is closed for it, half done or forgotten', async () => {
    for (let fatal = 1; ; fatal++) {
      const fixture = await organisation();
      let [requests, mended] = [0, false];
      const client = graphClient({
        emulatorUrl: fixture.emulator.url,
        patience: { ...patient([]), retries: 0 },
        fetch(url, init) {
          requests += mended ? 0 : 1;
          return requests === fatal && !mended
            ? Promise.reject(new TypeError('fetch failed'))
            : fetch(url, init);
        },
      });
      const stores = openSqliteStores(':memory:');
      const { night, close } = programmeOn(graphDirectory({ client }), stores);
      const first = await night();
      if (!first) assert.equal((await pictureOf(stores)).size, 0, 'nobody is taken in by half');
      assert.ok(first || (await night()));
      happen(fixture, { do: 'move', who: 2, department: 'Sales' });
      happen(fixture, { do: 'leave', who: 4, final: true });
      happen(fixture, { do: 'hire', who: 11 });
      happen(fixture, { do: 'replay', who: 6 });
      const [before, turns] = [await pictureOf(stores), await turnsOf(stores, EVERYBODY)];
      if (!(await night())) {
        assert.deepEqual(await pictureOf(stores), before);
        assert.deepEqual(await turnsOf(stores, EVERYBODY), turns);
        assert.ok(await night());
      }
      mended = true;
      const fresh = await freshly(fixture.directory);
      // Time zones that could not be read are asked for the next time.
      assert.ok(await night());
      assert.deepEqual(await pictureOf(stores), await pictureOf(fresh));
      const [closed] =
        (await turnsOf(stores, [idOf(4) as PersonId])).get(idOf(4) as PersonId)?.values() ?? [];
      assert.equal(closed, 1);
      await Promise.all([close(), fresh.close(), closeAll()]);
      if (requests < fatal) break;
      assert.ok(fatal < 100, 'a night has an end');
    }
  }).timeout(60_000);
});

function happen({ emulator }: Fixture, step: Exclude<Step, { do: 'night' }>): void {
  const { organisation, faults } = emulator;
  const id = 'who' in step ? idOf(step.who) : '';
  const there = organisation.user(id) !== undefined;
  switch (step.do) {
    case 'move':
      if (there) organisation.changeUser(id, { department: step.department });
      return;
    case 'rename':
      if (there) organisation.changeUser(id, { displayName: `${id} renamed`, surname: 'Renamed' });
      return;
    case 'disable':
    case 'enable':
      if (there) organisation.changeUser(id, { accountEnabled: step.do === 'enable' });
      return;
    case 'report':
      if (there) organisation.changeUser(id, { managerId: step.to === null ? null : idOf(step.to) });
      return;
    case 'leave':
      if (there) organisation.removeUser(id, step.final ? 'deleted' : 'changed');
      return;
    case 'restore':
      if (organisation.removalOf(id) === 'changed') organisation.restoreUser(id);
      return;
    case 'hire':
      if (!there && !organisation.removalOf(id))
        organisation.addUser(user(step.who, { department: 'Finance' }));
      return;
    case 'group':
      if (step.joins) organisation.groups.addMember(step.group, id);
      else organisation.groups.removeMember(step.group, id);
      return;
    case 'replay':
      organisation.replay(id);
      return;
    case 'forget':
      organisation.expireDeltaTokens();
      return;
    case 'fail':
      faults.next(step.how, { times: step.times });
      return;
  }
}
