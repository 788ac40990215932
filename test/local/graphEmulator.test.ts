import assert from 'node:assert/strict';
import { emulator, idOf, stopEmulators, user, users } from './emulatorFixture.ts';

const APP = { id: idOf(77), externalId: idOf(78), displayName: 'Code of Ethics' };

describe('the Graph emulator: users', () => {
  afterEach(stopEmulators);

  it('listens on the loopback address and wants a token, any token', async () => {
    const { url, get } = await emulator({ people: users(1) });
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const without = await fetch(`${url}/v1.0/users`);
    assert.equal(without.status, 401);
    assert.match(await without.text(), /"code":"InvalidAuthenticationToken"/);
    assert.equal((await get('/users')).status, 200);
  });

  it('returns the default properties, and the others only when they are selected', async () => {
    const { get } = await emulator({ people: [user(1, { department: 'Tax', jobTitle: 'Tax Manager' })] });
    const { body } = await get(`/users/${idOf(1)}`);
    assert.equal(body.jobTitle, 'Tax Manager');
    assert.equal(body.mail, null);
    assert.ok(!('department' in body) && !('accountEnabled' in body));
    const selected = await get(`/users/${idOf(1)}?$select=department,employeeHireDate,employeeLeaveDateTime`);
    assert.deepEqual(
      { ...selected.body, '@odata.context': undefined },
      {
        '@odata.context': undefined,
        department: 'Tax',
        employeeHireDate: null,
        employeeLeaveDateTime: null,
        id: idOf(1),
      },
    );
  });

  it('finds people by id or user principal name', async () => {
    const { get } = await emulator({ people: users(2) });
    assert.equal((await get('/users/PERSON2@example.test')).body.id, idOf(2));
    const { status, body } = await get(`/users/${idOf(9)}`);
    assert.deepEqual([status, body.error.code], [404, 'Request_ResourceNotFound']);
    assert.ok(body.error.innerError['request-id']);
  });

  it('knows managers and reports', async () => {
    const { get } = await emulator({
      people: [user(1), user(2, { managerId: idOf(1) }), user(3, { managerId: idOf(1) })],
    });
    assert.equal((await get(`/users/${idOf(2)}/manager`)).body.id, idOf(1));
    assert.equal((await get(`/users/${idOf(1)}/manager`)).status, 404);
    const reports = await get(`/users/${idOf(1)}/directReports?$select=id`);
    assert.deepEqual(
      reports.body.value.map((each: { id: string }) => each.id),
      [idOf(2), idOf(3)],
    );
    const expanded = await get(`/users/${idOf(2)}?$select=id&$expand=manager($select=id)`);
    assert.deepEqual(expanded.body.manager, { '@odata.type': '#microsoft.graph.user', id: idOf(1) });
  });

  it('lists users in pages, with links that lead to Graph itself', async () => {
    const { get } = await emulator({ people: users(250) });
    const first = await get('/users?$select=id&$top=200');
    assert.equal(first.body.value.length, 200);
    assert.match(
      first.body['@odata.nextLink'],
      /^https:\/\/graph\.microsoft\.com\/v1\.0\/users\?.*\$skiptoken=/,
    );
    const second = await get(first.body['@odata.nextLink']);
    assert.deepEqual(Object.keys(second.body.value[0]), ['id']);
    assert.deepEqual([second.body.value.length, second.body['@odata.nextLink']], [50, undefined]);
  });

  it('filters by equality, quotes doubled as OData wants them', async () => {
    const { get } = await emulator({
      people: [user(1, { displayName: "Robert O'Neill" }), ...users(4).slice(1)],
    });
    const ids = async (filter: string) =>
      (await get(`/users?$filter=${encodeURIComponent(filter)}`)).body.value.map(
        (each: { id: string }) => each.id,
      );
    assert.deepEqual(await ids("displayName eq 'robert o''neill'"), [idOf(1)]);
    assert.deepEqual(await ids(`id in ('${idOf(2)}','${idOf(4)}')`), [idOf(2), idOf(4)]);
    assert.deepEqual(await ids(`id eq '${idOf(3)}' or accountEnabled eq false`), [idOf(3)]);
  });

  it('refuses what it does not support, as Graph does', async () => {
    const { get } = await emulator({ people: users(1) });
    const refused = [
      '/users?$top=1000',
      '/users?$orderby=displayName',
      "/users?$filter=startswith(displayName,'P')",
      '/users?$select=shoeSize',
      `/users/${idOf(1)}?$expand=memberOf`,
      '/planets',
      '/users/%E0%A4%A',
    ];
    for (const path of refused) assert.equal((await get(path)).status, 400, path);
  });
});

describe('the Graph emulator: tenant and Teams apps', () => {
  afterEach(stopEmulators);

  it('says whose tenant it is', async () => {
    const tenant = { id: idOf(5), displayName: 'Sample', domain: 'sample.example' };
    const { get } = await emulator({ tenant });
    const [organization] = (await get('/organization')).body.value;
    assert.deepEqual([organization.id, organization.verifiedDomains[0].name], [idOf(5), 'sample.example']);
  });

  it('installs an app of the catalogue for a person, once', async () => {
    const { get, post } = await emulator({ people: users(2), teamsApps: [APP] });
    const { body } = await get(`/appCatalogs/teamsApps?$filter=externalId eq '${APP.externalId}'`);
    assert.deepEqual(body.value, [{ ...APP, distributionMethod: 'organization' }]);
    const bind = (id: string) => ({
      'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${id}`,
    });
    const install = `/users/${idOf(1)}/teamwork/installedApps`;
    assert.equal((await post(install, bind(APP.id))).status, 201);
    assert.equal((await post(install, bind(APP.id))).status, 409);
    assert.equal((await post(install, bind(idOf(1)))).status, 404);
    assert.equal((await post(install, {})).status, 400);
    assert.equal((await post(`/users/${idOf(8)}/teamwork/installedApps`, bind(APP.id))).status, 404);
  });
});
