import assert from 'node:assert/strict';
import { emulator, idOf, stopEmulators, users } from './emulatorFixture.ts';

const [PARENT, CHILD] = [idOf(91), idOf(92)];
const groups = [
  { id: PARENT, displayName: "Treasurer's Office", members: [idOf(1), CHILD] },
  { id: CHILD, displayName: 'Plants', members: [idOf(2), idOf(3), PARENT] },
];
const eventual = { ConsistencyLevel: 'eventual' };
const ids = (value: { id: string }[]) => value.map(({ id }) => id).sort();

describe('the Graph emulator: groups', () => {
  afterEach(stopEmulators);

  it('finds a group by id and by name', async () => {
    const { get } = await emulator({ groups });
    assert.equal((await get(`/groups/${CHILD}`)).body.displayName, 'Plants');
    const filter = encodeURIComponent("displayName eq 'Treasurer''s Office'");
    assert.deepEqual(ids((await get(`/groups?$filter=${filter}`)).body.value), [PARENT]);
    assert.equal((await get(`/groups/${idOf(5)}`)).status, 404);
    assert.equal((await get('/groups/Plants')).status, 400);
  });

  it('tells direct members from those of nested groups', async () => {
    const { get } = await emulator({ people: users(3), groups });
    const direct = (await get(`/groups/${PARENT}/members`)).body.value;
    assert.deepEqual(
      direct.map((each: Record<string, string>) => each['@odata.type']),
      ['#microsoft.graph.user', '#microsoft.graph.group'],
    );
    const all = (await get(`/groups/${PARENT}/transitiveMembers`)).body.value;
    assert.deepEqual(ids(all), [idOf(1), idOf(2), idOf(3), PARENT, CHILD].sort());
  });

  it('casts to users, and to groups only in an advanced query', async () => {
    const { get } = await emulator({ people: users(3), groups });
    const people = await get(`/groups/${PARENT}/transitiveMembers/microsoft.graph.user?$select=id&$top=2`);
    assert.equal(people.body.value.length, 2);
    assert.equal((await get(people.body['@odata.nextLink'])).body.value.length, 1);
    const cast = `/groups/${PARENT}/members/microsoft.graph.group`;
    assert.equal((await get(cast)).status, 400);
    const { body } = await get(`${cast}?$count=true`, eventual);
    assert.deepEqual([body['@odata.count'], ids(body.value)], [1, [CHILD]]);
  });

  it('follows changes of membership', async () => {
    const { get, post, organisation } = await emulator({ people: users(4), groups });
    const belongs = async (person: number) =>
      (await post(`/users/${idOf(person)}/checkMemberGroups`, { groupIds: [PARENT] })).body.value;
    assert.deepEqual(await belongs(4), []);
    organisation.groups.addMember(CHILD, idOf(4));
    assert.deepEqual(await belongs(4), [PARENT]);
    organisation.groups.removeMember(CHILD, idOf(4));
    assert.deepEqual(await belongs(4), []);
    organisation.removeUser(idOf(1));
    assert.ok(!ids((await get(`/groups/${PARENT}/members`)).body.value).includes(idOf(1)));
    organisation.groups.remove(PARENT);
    assert.equal((await get(`/groups/${PARENT}/members`)).status, 404);
  });
});

describe('the Graph emulator: $batch and faults', () => {
  afterEach(stopEmulators);

  it('answers the parts of a batch, each with its own status, in another order', async () => {
    const { post } = await emulator({ people: users(1) });
    const requests = [1, 2].map((number) => ({
      id: `${number}`,
      method: 'GET',
      url: `/users/${idOf(number)}?$select=id`,
    }));
    const { body } = await post('/$batch', { requests });
    assert.deepEqual(
      body.responses.map(({ id, status }: { id: string; status: number }) => [id, status]),
      [
        ['2', 404],
        ['1', 200],
      ],
    );
    assert.equal(body.responses[1].body.id, idOf(1));
  });

  it('refuses more than twenty parts, ids that are not unique, and what is not a batch', async () => {
    const { post } = await emulator();
    const part = (id: number) => ({ id: String(id), method: 'GET', url: '/users' });
    const batches = [
      { requests: Array.from({ length: 21 }, (_, id) => part(id)) },
      { requests: [part(1), part(1)] },
      {},
    ];
    for (const batch of batches) assert.equal((await post('/$batch', batch)).status, 400);
  });

  it('goes wrong when it is told to: the next request, or the next that matches', async () => {
    const { get, post, faults } = await emulator({ people: users(2) });
    faults.next({ status: 429, headers: { 'Retry-After': '3' } }, { path: new RegExp(idOf(2)) });
    assert.equal((await get('/users')).status, 200);
    const requests = [{ id: 'a', method: 'GET', url: `/users/${idOf(2)}` }];
    const [part] = (await post('/$batch', { requests })).body.responses;
    assert.deepEqual([part.status, part.headers['Retry-After']], [429, '3']);
    for (const fault of [{ truncate: true }, { reset: true }] as const) {
      faults.next(fault);
      await assert.rejects(get('/users'));
    }
    assert.equal((await get('/users')).status, 200);
  });

  it('counts requests by their route and keeps the newest', async () => {
    const { get, requests } = await emulator({ people: users(2) });
    await get(`/users/${idOf(1)}`);
    await get(`/users/${idOf(2)}?$select=id`);
    assert.deepEqual(requests.counts(), { 'GET /users/{id}': 2 });
    assert.equal(requests.recent().at(-1)?.query, '?$select=id');
    requests.clear();
    assert.equal(requests.count('GET /users/{id}'), 0);
  });

  it('wants the version in the path', async () => {
    const { url } = await emulator();
    assert.equal((await fetch(`${url}/users`, { headers: { Authorization: 'Bearer x' } })).status, 400);
  });
});
