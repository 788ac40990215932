import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DirectoryPerson } from '../../src/domain/person.ts';
import type { Fault } from '../../src/local/graphEmulator/faults.ts';
import { DirectoryCursorExpired, DirectoryUnavailable } from '../../src/usecases/failures.ts';
import type { Directory, DirectoryCursor } from '../../src/usecases/ports.ts';
import { closeAll, emulated, type Fixture, idOf, round, user, users } from './graphFixture.ts';

const number = fc.integer({ min: 1, max: 12 });
const step = fc.oneof(
  fc.record({
    do: fc.constant('move' as const),
    who: number,
    department: fc.constantFrom('Tax', 'Sales', null),
  }),
  fc.record({ do: fc.constant('report' as const), who: number, to: fc.option(number) }),
  fc.record({ do: fc.constant('leave' as const), who: number, final: fc.boolean() }),
  fc.record({ do: fc.constant('return' as const), who: number }),
  fc.record({ do: fc.constant('join' as const), who: fc.integer({ min: 13, max: 16 }) }),
  fc.record({ do: fc.constant('replay' as const), who: number }),
  fc.record({ do: fc.constant('forget' as const) }),
  fc.record({
    do: fc.constant('fail' as const),
    how: fc.constantFrom<Fault>({ status: 502 }, { status: 429 }, { truncate: true }, { reset: true }),
    times: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ do: fc.constant('sync' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

describe('a history of changes, failures and syncs', () => {
  afterEach(closeAll);

  it('ends in the picture that a full read gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const fixture = await emulated({ people: users(12), largestPage: 5 });
        const picture = new Picture();
        for (const each of steps) {
          if (each.do === 'sync') await picture.sync(fixture.directory);
          else happen(fixture, each);
        }
        fixture.emulator.faults.clear();
        await picture.sync(fixture.directory);
        const { changed } = await round(fixture.directory);
        assert.deepEqual(picture.people, new Map(changed.map((person) => [person.id, person])));
        await closeAll();
      }),
      { numRuns: 40 },
    );
  });
});

/** What a use case keeps: the facts and the cursor of the last page it stored. */
class Picture {
  people = new Map<string, DirectoryPerson>();
  #cursor: DirectoryCursor | undefined;

  async sync(directory: Directory): Promise<void> {
    try {
      for await (const page of directory.changes(this.#cursor)) {
        for (const person of page.changed) this.people.set(person.id, person);
        for (const { id } of page.removed) this.people.delete(id);
        this.#cursor = page.cursor;
      }
    } catch (error) {
      if (error instanceof DirectoryUnavailable) return;
      if (!(error instanceof DirectoryCursorExpired)) throw error;
      this.people.clear();
      this.#cursor = undefined;
      await this.sync(directory);
    }
  }
}

function happen({ emulator: { organisation, faults } }: Fixture, step: Exclude<Step, { do: 'sync' }>): void {
  const there = 'who' in step && organisation.user(idOf(step.who)) !== undefined;
  switch (step.do) {
    case 'move':
      if (there) organisation.changeUser(idOf(step.who), { department: step.department });
      return;
    case 'report':
      if (there)
        organisation.changeUser(idOf(step.who), { managerId: step.to === null ? null : idOf(step.to) });
      return;
    case 'leave':
      if (there) organisation.removeUser(idOf(step.who), step.final ? 'deleted' : 'changed');
      return;
    case 'return':
      if (organisation.removalOf(idOf(step.who)) === 'changed') organisation.restoreUser(idOf(step.who));
      return;
    case 'join':
      if (!there && !organisation.removalOf(idOf(step.who))) organisation.addUser(user(step.who));
      return;
    case 'replay':
      organisation.replay(idOf(step.who));
      return;
    case 'forget':
      organisation.expireDeltaTokens();
      return;
    case 'fail':
      faults.next(step.how, { times: step.times });
      return;
  }
}
