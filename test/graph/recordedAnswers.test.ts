import assert from 'node:assert/strict';
import type { GroupId, PersonId } from '../../src/domain/ids.ts';
import { graphClient } from '../../src/graph/graphClient.ts';
import { graphDirectory } from '../../src/graph/graphDirectory.ts';
import { graphLiveRoles } from '../../src/graph/graphLiveRoles.ts';
import {
  DirectoryCursorExpired,
  DirectoryForbidden,
  DirectoryGroupMissing,
  DirectoryUnavailable,
} from '../../src/usecases/failures.ts';
import answers from './answers/answers.json' with { type: 'json' };
import { collect, idOf, patient, round } from './graphFixture.ts';

type Name = keyof typeof answers;
type Recorded = { status: number; headers?: Record<string, string>; body?: unknown; text?: string };

/** The adapter on a network that gives these answers in turn, the last one again and again. */
function played(...names: readonly Name[]) {
  const waits: number[] = [];
  const asked: string[] = [];
  const client = graphClient({
    credential: { getToken: async () => ({ token: 'x' }) },
    patience: patient(waits),
    async fetch(url) {
      const name = names[Math.min(asked.length, names.length - 1)] as Name;
      asked.push(String(url));
      const { status, headers, body, text } = answers[name] as Recorded;
      const type = { 'Content-Type': 'application/json;odata.metadata=minimal;charset=utf-8' };
      return new Response(text ?? JSON.stringify(body), { status, headers: { ...type, ...headers } });
    },
  });
  return { directory: graphDirectory({ client }), roles: graphLiveRoles({ client }), waits, asked };
}

const id = (number: number) => idOf(number) as PersonId;
const group = idOf(70) as GroupId;
const cursor = async () => (await round(played('delta-last-page').directory)).cursor;

describe('what Graph answers', () => {
  it('a first listing in pages: whole accounts as they are, with managers, types, dates and countries', async () => {
    const { directory, asked } = played('delta-first-page', 'delta-last-page');
    const { changed, pages } = await round(directory);
    assert.equal(pages, 2);
    assert.deepEqual(
      changed.map((person) => [person.id, person.managerId]),
      [
        [id(1), id(9)],
        [id(2), undefined],
        [id(3), undefined],
        [id(9), undefined],
      ],
    );
    assert.deepEqual(changed[0], {
      id: id(1),
      displayName: 'Person 1',
      givenName: 'Person',
      surname: '1',
      userPrincipalName: 'person1@contoso.example',
      mail: 'person1@contoso.example',
      jobTitle: 'Accountant',
      department: 'Finance',
      country: 'Germany',
      usageLocation: 'DE',
      costCenter: '4711',
      division: 'Corporate',
      employeeType: 'Employee',
      employeeId: '1',
      employeeHireDate: '2024-03-01',
      accountEnabled: true,
      managerId: id(9),
      userType: 'member',
    });
    assert.equal(changed[2]?.userPrincipalName, undefined, 'an account without a sign-in name');
    assert.match(asked[1] ?? '', /\$skiptoken=pqwSUjGYvb3jQpbwVAwEL7yuI3dU1LecfkkfLPtnIjvB7XnF$/);
  });

  it('changes in part, repeats, both removals and an entry without an id: what is true now counts', async () => {
    const { directory } = played('delta-changes', 'batch-of-users');
    // The order in which the adapter asks: repeated and partial ones, then the removed.
    const { changed, removed, skipped } = await round(directory, await cursor());
    assert.deepEqual(
      changed.map((person) => [person.displayName, person.managerId]),
      [
        ['Person 1', id(2)],
        ['Person 2', id(9)],
      ],
    );
    assert.deepEqual(removed, [
      { id: id(4), reason: 'changed' },
      { id: id(5), reason: 'deleted' },
    ]);
    assert.deepEqual(skipped, [{ reason: 'the account has no id' }]);
  });

  it('nothing changed', async () => {
    const { changed, removed, pages } = await round(played('delta-empty').directory, await cursor());
    assert.deepEqual([changed, removed, pages], [[], [], 1]);
  });

  for (const name of ['gone-with-location', 'gone-without-location', 'token-too-old'] as const)
    it(`a place that is no longer known: ${name}`, async () => {
      await assert.rejects(round(played(name).directory, await cursor()), DirectoryCursorExpired);
    });

  it('throttled: as long as it says, then the same again', async () => {
    const { directory, waits, asked } = played('throttled', 'throttled', 'delta-last-page');
    await round(directory);
    assert.deepEqual(waits, [7_000, 7_000]);
    assert.equal(new Set(asked).size, 1);
  });

  for (const name of ['bad-gateway', 'truncated'] as const)
    it(`a bad moment that passes, and one that does not: ${name}`, async () => {
      const { directory, waits } = played(name, name, 'delta-last-page');
      assert.equal((await round(directory)).changed.length, 1);
      assert.equal(waits.length, 2);
      await assert.rejects(round(played(name).directory), DirectoryUnavailable);
    });

  it('forbidden, with the permission and what it disables', async () => {
    const { directory, roles } = played('forbidden');
    await assert.rejects(round(directory), (error: unknown) => {
      assert.ok(error instanceof DirectoryForbidden);
      assert.match(error.message, /User\.Read\.All is missing; without it nobody new/);
      assert.match(error.message, /request 2bbd3b7c/);
      return true;
    });
    await assert.rejects(collect(directory.members(group)), /GroupMember\.Read\.All is missing/);
    await assert.rejects(roles.now(id(1), []), DirectoryForbidden);
  });

  it('a group’s members, nested ones too, of which only people count; and none for a group that is gone', async () => {
    assert.deepEqual(await collect(played('transitive-members').directory.members(group)), [[id(1), id(2)]]);
    await assert.rejects(collect(played('group-missing').directory.members(group)), DirectoryGroupMissing);
  });

  it('a batch of which a part is throttled: that part again', async () => {
    const partial = played('delta-changes', 'batch-partly-throttled', 'batch-the-rest');
    // Two of the four are never answered: that is no whole answer.
    await assert.rejects(round(partial.directory, await cursor()), DirectoryUnavailable);
  });

  it('time zones, a mailbox that is elsewhere, one that is kept from us; and none at all', async () => {
    const asked = [id(1), id(2), id(3)];
    const found = await played('batch-of-time-zones').directory.timeZones(asked);
    assert.ok(found !== 'forbidden');
    assert.deepEqual([...found], [[id(1), 'Europe/Berlin']]);
    assert.equal(await played('batch-of-forbidden-time-zones').directory.timeZones(asked), 'forbidden');
  });
});
