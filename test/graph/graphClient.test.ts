import assert from 'node:assert/strict';
import { type GraphClientOptions, graphClient } from '../../src/graph/graphClient.ts';
import { graphDirectory } from '../../src/graph/graphDirectory.ts';
import { DirectoryForbidden, DirectoryUnavailable } from '../../src/usecases/failures.ts';
import { closeAll, deltaAnswer, emulated, patient, round, users } from './graphFixture.ts';

type Sent = {
  readonly url: string;
  readonly authorization: string | null;
  readonly requestId: string | null;
};

/** A network that answers each request with an empty last page and remembers what it was sent. */
function network(statuses: number[] = []): { sent: Sent[]; fetch: typeof fetch } {
  const sent: Sent[] = [];
  return {
    sent,
    async fetch(url, init) {
      const headers = new Headers(init?.headers);
      const { authorization, requestId } = {
        authorization: headers.get('Authorization'),
        requestId: headers.get('client-request-id'),
      };
      sent.push({ url: String(url), authorization, requestId });
      const { body } = deltaAnswer([]);
      return Response.json(body, { status: statuses.shift() ?? 200 });
    },
  };
}

const directoryOn = (options: GraphClientOptions) =>
  graphDirectory({ client: graphClient({ patience: patient([]), ...options }) });

describe('the Graph client', () => {
  afterEach(closeAll);

  it('asks for a token of its cloud and shows it to that cloud', async () => {
    for (const graphRoot of [
      'https://graph.microsoft.com',
      'https://graph.microsoft.us',
      'https://graph.new.example',
    ]) {
      const { sent, fetch } = network();
      const scopes: string[] = [];
      const getToken = async (scope: string) => {
        scopes.push(scope);
        return { token: 'secret' };
      };
      await round(directoryOn({ credential: { getToken }, graphRoot, fetch }));
      assert.deepEqual(scopes, [`${graphRoot}/.default`]);
      assert.equal(sent[0]?.authorization, 'Bearer secret');
      assert.ok(sent[0]?.url.startsWith(`${graphRoot}/v1.0/users/delta?$select=id,`));
      assert.ok(sent[0]?.requestId);
    }
  });

  it('asks for a token again before each try, and sends one', async () => {
    const { sent, fetch } = network([503, 429]);
    let tokens = 0;
    const getToken = async () => ({ token: `token-${++tokens}` });
    await round(directoryOn({ credential: { getToken }, fetch }));
    assert.deepEqual(
      sent.map(({ authorization }) => authorization),
      ['Bearer token-1', 'Bearer token-2', 'Bearer token-3'],
    );
  });

  it('is unavailable while no token can be had, and forbidden when there is none to be had', async () => {
    const { fetch, sent } = network();
    const failing = { getToken: () => Promise.reject(new Error('The metadata service is away.')) };
    await assert.rejects(round(directoryOn({ credential: failing, fetch })), DirectoryUnavailable);
    const without = { getToken: async () => null };
    await assert.rejects(round(directoryOn({ credential: without, fetch })), DirectoryForbidden);
    assert.deepEqual(sent, []);
  });

  it('reaches an emulator with the same path and query, and no token', async () => {
    const { sent, fetch } = network();
    await round(directoryOn({ emulatorUrl: 'http://127.0.0.1:9/', fetch }));
    assert.ok(sent[0]?.url.startsWith('http://127.0.0.1:9/v1.0/users/delta?$select=id,accountEnabled'));
    assert.equal(sent[0]?.authorization, 'Bearer emulator');
  });

  it('works on a national cloud, whose links lead back to it', async () => {
    const { directory } = await emulated({
      people: users(1_000),
      graphRoot: 'https://microsoftgraph.chinacloudapi.cn',
    });
    assert.equal((await round(directory)).pages, 2);
  });

  it('does not follow a redirect', async () => {
    const { directory, emulator } = await emulated();
    emulator.faults.next({ status: 302, headers: { Location: 'https://elsewhere.example/' } });
    await assert.rejects(round(directory), DirectoryUnavailable);
  });
});
