import assert from 'node:assert/strict';
import type { PersonId } from '../../src/domain/ids.ts';
import { graphAppInstaller } from '../../src/graph/installApp.ts';
import { closeAll, emulated, type Fixture, idOf, users } from './graphFixture.ts';

const MANIFEST = '00000000-0000-4000-8000-00000000aaaa';
const CATALOG = '00000000-0000-4000-8000-00000000bbbb';
const ADA = idOf(1) as PersonId;
const graphSays = (message: string, inner?: string) => ({
  error: { code: 'Forbidden', message, innerError: { ...(inner && { code: inner }), 'request-id': 'r' } },
});

describe('installing the app for somebody', () => {
  let fixture: Fixture;
  let now: number;
  afterEach(closeAll);

  const open = async (facts: { listed?: boolean } = {}) => {
    const { listed = true } = facts;
    const app = { id: CATALOG, externalId: MANIFEST, displayName: 'Code of Ethics' };
    const other = { id: idOf(77), externalId: idOf(78), displayName: 'Another app' };
    fixture = await emulated({ people: users(2), teamsApps: listed ? [other, app] : [other] });
    now = 0;
    return graphAppInstaller({ client: fixture.client, manifestId: MANIFEST, now: () => now });
  };
  const asked = (what: string) => fixture.emulator.requests.counts()[what] ?? 0;
  const LOOK = 'GET /appCatalogs/teamsApps';
  const failing = (status: number, body?: object) =>
    fixture.emulator.faults.next({ status, ...(body && { body }) }, { path: /installedApps/, times: 9 });

  it('finds it in the catalogue by the id in its manifest, once, and installs it', async () => {
    const installer = await open();
    assert.deepEqual(await installer.install(ADA), { outcome: 'installed' });
    assert.deepEqual(await installer.install(idOf(2) as PersonId), { outcome: 'installed' });
    assert.equal(asked(LOOK), 1);
  });

  it('a second time says that it is there', async () => {
    const installer = await open();
    await installer.install(ADA);
    assert.deepEqual(await installer.install(ADA), { outcome: 'was-installed' });
  });

  it('does not look where the id in the catalogue is given', async () => {
    await open();
    const installer = graphAppInstaller({ client: fixture.client, manifestId: idOf(9), catalogId: CATALOG });
    assert.deepEqual(await installer.install(ADA), { outcome: 'installed' });
    assert.equal(asked(LOOK), 0);
  });

  it('that is not in the catalogue says so, and looks again ten minutes later', async () => {
    const installer = await open({ listed: false });
    const missing = { outcome: 'failed', because: 'app-not-in-catalog', retry: 'later' };
    for (const person of [ADA, idOf(2)])
      assert.deepEqual(await installer.install(person as PersonId), missing);
    assert.equal(asked(LOOK), 1);
    now = 10 * 60_000 + 1;
    assert.deepEqual(await installer.install(ADA), missing);
    assert.equal(asked(LOOK), 2);
  });

  const refusals = [
    [
      403,
      graphSays('App is blocked by app permission policy. TenantId: …', 'AccessDenied'),
      'blocked-by-policy',
    ],
    [403, graphSays('Failed to get license information for the user.'), 'no-teams-licence'],
    [403, graphSays('Missing role permissions on the request.'), 'permission-missing'],
    [403, graphSays(''), 'permission-missing'],
    [400, graphSays('Bad request'), 'refused'],
    [401, graphSays('Unauthorized'), 'service-unavailable'],
    [503, undefined, 'service-unavailable'],
    [429, undefined, 'service-unavailable'],
  ] as const;
  for (const [status, body, because] of refusals) {
    it(`answered ${status} ${body?.error.message ?? ''} is tried later: ${because}`, async () => {
      const installer = await open();
      failing(status, body);
      assert.deepEqual(await installer.install(ADA), { outcome: 'failed', because, retry: 'later' });
    });
  }

  it('for an account that is gone says so', async () => {
    const installer = await open();
    const gone = await installer.install(idOf(99) as PersonId);
    assert.deepEqual(gone, { outcome: 'failed', because: 'not-found', retry: 'later' });
  });

  it('without the permission to look into the catalogue names it, and without an answer waits', async () => {
    const installer = await open();
    fixture.emulator.faults.next({ status: 403 }, { path: /appCatalogs/ });
    const { because } = (await installer.install(ADA)) as { because: string };
    assert.equal(because, 'permission-missing');
    fixture.emulator.faults.next({ status: 503 }, { path: /appCatalogs/, times: 4 });
    const waiting = (await installer.install(ADA)) as { because: string };
    assert.equal(waiting.because, 'service-unavailable');
    assert.deepEqual(await installer.install(ADA), { outcome: 'installed' });
  });
});
