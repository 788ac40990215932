import assert from 'node:assert/strict';
import { type Answer, emulator, type Get, idOf, stopEmulators, user, users } from './emulatorFixture.ts';

const SELECT = '/users/delta?$select=displayName,department,manager';

async function roundOf(
  get: Get,
  first: string,
  headers = {},
): Promise<{ value: Answer['body'][]; link: string; pages: number }> {
  const value: unknown[] = [];
  for (let link = first, pages = 1; ; pages++) {
    const { status, body } = await get(link, headers);
    assert.equal(status, 200);
    value.push(...body.value);
    if (body['@odata.deltaLink']) return { value, link: body['@odata.deltaLink'], pages };
    link = body['@odata.nextLink'];
  }
}

describe('the Graph emulator: users/delta', () => {
  afterEach(stopEmulators);

  it('lists everybody, the manager as an annotation, and leaves out what was never set', async () => {
    const { get } = await emulator({ people: [user(1), user(2, { department: 'Tax', managerId: idOf(1) })] });
    const { value, link } = await roundOf(get, SELECT);
    assert.deepEqual(value, [
      { displayName: 'Person 1', id: idOf(1) },
      {
        displayName: 'Person 2',
        department: 'Tax',
        id: idOf(2),
        'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: idOf(1) }],
      },
    ]);
    assert.match(link, /^https:\/\/graph\.microsoft\.com\/v1\.0\/users\/delta\?\$deltatoken=[\w-]+$/);
  });

  it('pages as the client prefers, up to 999, and 200 otherwise', async () => {
    const { get } = await emulator({ people: users(1_000) });
    assert.equal((await roundOf(get, SELECT)).pages, 5);
    assert.equal((await roundOf(get, SELECT, { Prefer: 'odata.maxpagesize=5000' })).pages, 2);
  });

  it('then lists what changed: all selected properties, but the manager only when that changed', async () => {
    const { get, organisation } = await emulator({
      people: [user(1), user(2, { managerId: idOf(1) }), user(3)],
    });
    const { link } = await roundOf(get, SELECT);
    organisation.changeUser(idOf(2), { department: 'Tax' });
    organisation.changeUser(idOf(3), { jobTitle: 'a property that is not tracked' });
    const second = await roundOf(get, link);
    assert.deepEqual(second.value, [{ displayName: 'Person 2', department: 'Tax', id: idOf(2) }]);
    organisation.changeUser(idOf(2), { managerId: idOf(3), department: null });
    const third = await roundOf(get, second.link);
    assert.deepEqual(third.value, [
      {
        displayName: 'Person 2',
        department: null,
        id: idOf(2),
        'manager@delta': [
          { '@odata.type': '#microsoft.graph.user', id: idOf(1), '@removed': { reason: 'deleted' } },
          { '@odata.type': '#microsoft.graph.user', id: idOf(3) },
        ],
      },
    ]);
    assert.deepEqual((await roundOf(get, third.link)).value, []);
  });

  it('returns only what changed to a client that prefers it', async () => {
    const { get, organisation } = await emulator({ people: users(1) });
    const { link } = await roundOf(get, SELECT);
    organisation.changeUser(idOf(1), { department: 'Tax' });
    const { value } = await roundOf(get, link, { Prefer: 'return=minimal' });
    assert.deepEqual(value, [{ department: 'Tax', id: idOf(1) }]);
  });

  it('lists who came, who went and who is back', async () => {
    const { get, organisation } = await emulator({ people: users(3) });
    const first = await roundOf(get, SELECT);
    organisation.addUser(user(4, { managerId: idOf(1) }));
    organisation.removeUser(idOf(2));
    organisation.removeUser(idOf(3), 'deleted');
    const second = await roundOf(get, first.link);
    assert.deepEqual(
      second.value.map((each) => [each.id, each['@removed']?.reason]),
      [
        [idOf(4), undefined],
        [idOf(2), 'changed'],
        [idOf(3), 'deleted'],
      ],
    );
    organisation.restoreUser(idOf(2));
    assert.equal((await roundOf(get, second.link)).value[0].displayName, 'Person 2');
    assert.throws(() => organisation.restoreUser(idOf(3)));
  });

  it('repeats in the next round what happened while a round was being read', async () => {
    const { get, organisation } = await emulator({ people: users(4), largestPage: 2 });
    const first = await get(SELECT);
    organisation.changeUser(idOf(1), { department: 'Tax' });
    organisation.changeUser(idOf(4), { department: 'Tax' });
    const rest = await roundOf(get, first.body['@odata.nextLink']);
    assert.deepEqual(
      rest.value.map(({ department }) => department),
      [undefined, 'Tax'],
    );
    assert.deepEqual(
      (await roundOf(get, rest.link)).value.map(({ id }) => id),
      [idOf(1), idOf(4)],
    );
  });

  it('can begin now, or with some accounts only', async () => {
    const { get, organisation } = await emulator({ people: users(3) });
    const now = await roundOf(get, '/users/delta?$deltatoken=latest');
    assert.deepEqual(now.value, []);
    const one = await roundOf(get, `/users/delta?$filter=id eq '${idOf(2)}'`);
    assert.deepEqual(
      one.value.map(({ id }) => id),
      [idOf(2)],
    );
    organisation.changeUser(idOf(3), { displayName: 'Someone' });
    assert.equal((await roundOf(get, now.link)).value.length, 1);
    assert.equal((await roundOf(get, one.link)).value.length, 0);
  });

  it('refuses what a delta query does not take', async () => {
    const { get } = await emulator();
    const queries = [
      '$top=5',
      "$filter=department eq 'Tax'",
      '$orderby=id',
      '$expand=manager',
      '$deltatoken=x',
    ];
    for (const query of queries) assert.equal((await get(`/users/delta?${query}`)).status, 400, query);
  });

  it('answers 410 to a token that is too old, forgotten, or of other people', async () => {
    let now = Date.UTC(2026, 10, 23);
    const { get, organisation } = await emulator({ people: users(1), now: () => now });
    const other = await emulator({ people: users(2) });
    const { link } = await roundOf(get, SELECT);
    assert.equal((await other.get(link)).status, 410);
    now += 8 * 24 * 60 * 60 * 1000;
    assert.equal((await get(link)).body.error.code, 'syncStateNotFound');
    now -= 2 * 24 * 60 * 60 * 1000;
    assert.equal((await get(link)).status, 200);
    organisation.expireDeltaTokens();
    const gone = await get(link);
    assert.deepEqual([gone.status, gone.body.error.code], [410, 'resyncRequired']);
    assert.match(gone.headers.get('Location') ?? '', /\/users\/delta\?\$deltatoken=$/);
  });

  it('knows a token again after it was started anew over the same people', async () => {
    const before = await emulator({ people: users(3) });
    const { link } = await roundOf(before.get, SELECT);
    const after = await emulator({ people: users(3) });
    assert.deepEqual((await roundOf(after.get, link)).value, []);
  });
});
