import assert from 'node:assert/strict';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { CLOUD, CLOUDS, type CloudName } from '../../src/clouds.ts';
import { type Config, type Mode, type Problem, readConfig } from '../../src/config.ts';
import { credentialFor } from '../../src/entra.ts';
import { graphClient } from '../../src/graph/graphClient.ts';
import { graphDirectory } from '../../src/graph/graphDirectory.ts';
import { BotAdapter } from '../../src/teams/adapter.ts';
import { collect, deltaAnswer, patient } from '../graph/graphFixture.ts';
import { startTokenService, type TokenService } from '../teams/entraTokens.ts';

const APP = '11111111-2222-4333-8444-555555555555';
const TENANT = '22222222-2222-4333-8444-555555555555';

const HOSTS: Readonly<Record<CloudName, { graph: string; authority: string; bot: string; issuer: string }>> =
  {
    public: {
      graph: 'graph.microsoft.com',
      authority: 'login.microsoftonline.com',
      bot: 'login.botframework.com',
      issuer: 'https://api.botframework.com',
    },
    gcc: {
      graph: 'graph.microsoft.com',
      authority: 'login.microsoftonline.com',
      bot: 'login.botframework.com',
      issuer: 'https://api.botframework.com',
    },
    'gcc-high': {
      graph: 'graph.microsoft.us',
      authority: 'login.microsoftonline.us',
      bot: 'login.botframework.azure.us',
      issuer: 'https://api.botframework.us',
    },
    dod: {
      graph: 'dod-graph.microsoft.us',
      authority: 'login.microsoftonline.us',
      bot: 'login.botframework.azure.us',
      issuer: 'https://api.botframework.us',
    },
    china: {
      graph: 'microsoftgraph.chinacloudapi.cn',
      authority: 'login.partner.microsoftonline.cn',
      bot: 'login.botframework.azure.cn',
      issuer: 'https://api.botframework.azure.cn',
    },
  };

const environment = (cloud: string) => ({
  MicrosoftAppId: APP,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppTenantId: TENANT,
  MicrosoftAppPassword: 'x',
  PROGRAMME_FILE: 'programme.yaml',
  CLOUD: cloud,
});

function modeIn(cloud: string): Extract<Mode, { kind: 'teams' }> {
  const { mode } = readConfig(environment(cloud)) as Config;
  assert.equal(mode.kind, 'teams');
  return mode as Extract<Mode, { kind: 'teams' }>;
}

/** Which hosts are asked over https while something is done; none of them answers. */
async function hostsAsked(act: () => Promise<unknown>): Promise<ReadonlySet<string>> {
  const asked = new Set<string>();
  const { request, get } = https;
  const refuse = (...[first, second]: unknown[]): never => {
    const options = (first instanceof URL || typeof first === 'string' ? new URL(first) : first) as {
      hostname?: string;
      host?: string;
    };
    const more = (second ?? {}) as { hostname?: string; host?: string };
    asked.add(options.hostname ?? options.host ?? more.hostname ?? more.host ?? '?');
    throw Object.assign(new Error('No network here.'), { code: 'ENOTFOUND' });
  };
  Object.assign(https, { request: refuse, get: refuse });
  syncBuiltinESMExports();
  try {
    await act().catch(() => undefined);
  } finally {
    Object.assign(https, { request, get });
    syncBuiltinESMExports();
  }
  return asked;
}

describe('a cloud', () => {
  let tokens: TokenService;
  before(async () => {
    tokens = await startTokenService();
  });
  after(() => tokens.close());

  it('is the public one unless CLOUD says otherwise', () => {
    assert.equal(modeIn('').cloud, 'public');
  });

  it('is refused when it is none of Microsoft’s, and without bot credentials', () => {
    assert.deepEqual(readConfig(environment('mars')), [
      { where: 'CLOUD', problem: 'is `mars`', expected: 'one of public, gcc, gcc-high, dod, china' },
    ]);
    assert.equal((readConfig({ CLOUD: 'dod' }) as readonly Problem[])[0]?.where, 'CLOUD');
  });

  for (const cloud of CLOUDS) {
    const { graph, authority, bot, issuer } = HOSTS[cloud];

    it(`${cloud}: people are read from ${graph}, with a token for it, which nobody else is shown`, async () => {
      const scopes: string[] = [];
      const sent: { host: string; token: string | null }[] = [];
      const client = graphClient({
        graphRoot: CLOUD[modeIn(cloud).cloud].graphRoot,
        credential: {
          getToken: async (scope) => {
            scopes.push(scope);
            return { token: 'secret' };
          },
        },
        patience: patient([]),
        fetch: async (url, init) => {
          sent.push({
            host: new URL(String(url)).host,
            token: new Headers(init?.headers).get('Authorization'),
          });
          return Response.json(
            { ...deltaAnswer([]).body, '@odata.nextLink': 'https://elsewhere.example/v1.0/users/delta' },
            { status: 200 },
          );
        },
      });
      await assert.rejects(collect(graphDirectory({ client }).changes()));
      assert.deepEqual(sent, [{ host: graph, token: 'Bearer secret' }]);
      assert.deepEqual(scopes, [`https://${graph}/.default`]);
    });

    it(`${cloud}: tokens are asked of ${authority} alone`, async () => {
      const credential = credentialFor(modeIn(cloud));
      const asked = await hostsAsked(() => credential.getToken(`https://${graph}/.default`));
      assert.deepEqual([...asked], [authority]);
    });

    it(`${cloud}: whoever writes to the bot is checked with the keys of ${bot}`, async () => {
      const now = Math.floor(Date.now() / 1000);
      const serviceUrl = 'https://smba.example/teams';
      const claims = { iss: issuer, aud: APP, serviceurl: serviceUrl, nbf: now - 60, exp: now + 3_600 };
      const activity = { type: 'message', channelId: 'msteams', serviceUrl, from: { id: '29:a' } };
      const adapter = new BotAdapter(modeIn(cloud));
      const asked = await hostsAsked(() =>
        adapter.receive(activity as never, tokens.bearer(claims), async () => undefined),
      );
      assert.deepEqual([...asked], [bot]);
    });
  }

  it('begins conversations at its own Teams, except where Microsoft names no address', () => {
    assert.deepEqual(
      CLOUDS.map((cloud) => CLOUD[cloud].teamsServiceUrl && new URL(CLOUD[cloud].teamsServiceUrl).host),
      [
        'smba.trafficmanager.net',
        'smba.infra.gcc.teams.microsoft.com',
        'smba.infra.gov.teams.microsoft.us',
        'smba.infra.dod.teams.microsoft.us',
        undefined,
      ],
    );
  });
});
