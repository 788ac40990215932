import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { type Config, isLoopback, type Problem, readConfig, SETTINGS } from '../../src/config.ts';

type Env = Readonly<Record<string, string>>;

const ID = '11111111-1111-4111-8111-111111111111';
const TENANT = '22222222-2222-4222-8222-222222222222';
const SINGLE_TENANT: Env = {
  MicrosoftAppId: ID,
  MicrosoftAppType: 'SingleTenant',
  MicrosoftAppPassword: 'a-secret',
  MicrosoftAppTenantId: TENANT,
  PROGRAMME_FILE: '/etc/programme.yaml',
};

const good = (env: Env): Config => {
  const config = readConfig(env);
  assert.ok(!Array.isArray(config), JSON.stringify(config));
  return config as Config;
};
const problemsIn = (env: Env): readonly Problem[] => {
  const problems = readConfig(env);
  assert.ok(Array.isArray(problems), 'nothing was found wrong');
  return problems;
};
const keys = (env: Env): string[] =>
  problemsIn(env)
    .map(({ where }) => where)
    .sort();

describe('the environment', () => {
  it('needs nothing for local mode', () => {
    const local = {
      mode: { kind: 'local', playground: true, playgroundPort: 56150 },
      port: 3978,
      publicUrl: 'http://127.0.0.1:3978',
      store: { kind: 'sqlite', file: '.data/programme.sqlite' },
      signing: { kind: 'file', file: '.data/programme.sqlite.signing-key.pem' },
      logLevel: 'warn',
    };
    assert.deepEqual(good({}), local);
    assert.deepEqual(good(Object.fromEntries(SETTINGS.map((key) => [key, '']))), local, 'empty is not set');
    assert.deepEqual(good({ PATH: '/bin', port: 'x' }), local, 'others’ variables do not matter');
  });

  it('chooses what local mode runs on', () => {
    const config = good({
      PORT: '4000',
      PLAYGROUND: 'off',
      PLAYGROUND_PORT: '4001',
      SQLITE_FILE: '/tmp/p.sqlite',
      PROGRAMME_FILE: 'mine.yaml',
      GRAPH_EMULATOR_URL: 'http://127.0.0.1:4002',
      LOCAL_NOW: '2026-12-01T09:00:00Z',
      LOG_LEVEL: 'debug',
    });
    assert.deepEqual(config, {
      mode: {
        kind: 'local',
        playground: false,
        playgroundPort: 4001,
        graphEmulatorUrl: 'http://127.0.0.1:4002',
        startsAt: '2026-12-01T09:00:00.000Z',
      },
      port: 4000,
      publicUrl: 'http://127.0.0.1:4000',
      store: { kind: 'sqlite', file: '/tmp/p.sqlite' },
      signing: { kind: 'file', file: '/tmp/p.sqlite.signing-key.pem' },
      programmeFile: 'mine.yaml',
      logLevel: 'debug',
    });
  });

  it('knows where people reach it only when told, and then by https', () => {
    assert.equal(good(SINGLE_TENANT).publicUrl, undefined);
    const told = good({ ...SINGLE_TENANT, PUBLIC_URL: 'https://bot.example.com/' });
    assert.equal(told.publicUrl, 'https://bot.example.com');
    for (const PUBLIC_URL of ['http://bot.example.com', 'https://bot.example.com/path', 'bot.example.com'])
      assert.deepEqual(keys({ ...SINGLE_TENANT, PUBLIC_URL }), ['PUBLIC_URL']);
  });

  it('with bot credentials serves one tenant', () => {
    assert.deepEqual(good({ ...SINGLE_TENANT, PLAYGROUND: 'off' }), {
      mode: {
        kind: 'teams',
        appId: ID,
        appType: 'SingleTenant',
        appPassword: 'a-secret',
        tenantId: TENANT,
        cloud: 'public',
        teamsApp: { manifestId: ID },
      },
      port: 3978,
      store: { kind: 'sqlite', file: '.data/programme.sqlite' },
      signing: { kind: 'file', file: '.data/programme.sqlite.signing-key.pem' },
      programmeFile: '/etc/programme.yaml',
      logLevel: 'info',
    });
    const { MicrosoftAppPassword: _, ...rest } = SINGLE_TENANT;
    const { mode } = good({ ...rest, MicrosoftAppType: 'UserAssignedMSI' });
    assert.deepEqual(mode, {
      kind: 'teams',
      appId: ID,
      appType: 'UserAssignedMSI',
      tenantId: TENANT,
      cloud: 'public',
      teamsApp: { manifestId: ID },
    });
  });

  it('chooses Cosmos DB by its address', () => {
    const endpoint = 'https://name.documents.azure.com';
    const KEY_VAULT_KEY = 'https://name.vault.azure.net/keys/certificates';
    assert.deepEqual(good({ ...SINGLE_TENANT, COSMOS_ENDPOINT: endpoint, KEY_VAULT_KEY }).store, {
      kind: 'cosmos',
      endpoint,
      database: 'code-of-ethics',
    });
    const local = { COSMOS_ENDPOINT: 'https://localhost:8081', COSMOS_KEY: 'a2V5', COSMOS_DATABASE: 'trial' };
    assert.deepEqual(good(local).store, {
      kind: 'cosmos',
      endpoint: 'https://localhost:8081',
      key: 'a2V5',
      database: 'trial',
    });
  });

  it('signs with a key in a vault or with one in a file, and never with one that a restart loses', () => {
    const COSMOS_ENDPOINT = 'https://name.documents.azure.com';
    const KEY_VAULT_KEY = 'https://name.vault.azure.net/keys/certificates';
    const SIGNING_KEY_FILE = '/keys/signing.pem';
    const signing = (env: Env) => good({ ...SINGLE_TENANT, ...env }).signing;
    assert.deepEqual(signing({ KEY_VAULT_KEY }), { kind: 'key-vault', keyUrl: KEY_VAULT_KEY });
    const file = { kind: 'file', file: SIGNING_KEY_FILE };
    assert.deepEqual(signing({ SIGNING_KEY_FILE }), file);
    assert.deepEqual(signing({ SIGNING_KEY_FILE, COSMOS_ENDPOINT }), file);
    assert.deepEqual(keys({ ...SINGLE_TENANT, COSMOS_ENDPOINT }), ['KEY_VAULT_KEY']);
    assert.deepEqual(keys({ ...SINGLE_TENANT, KEY_VAULT_KEY, SIGNING_KEY_FILE }), ['SIGNING_KEY_FILE']);
    assert.deepEqual(keys({ KEY_VAULT_KEY }), ['KEY_VAULT_KEY']);
    for (const address of ['https://name.vault.azure.net', `${KEY_VAULT_KEY}/0123`, 'http://n/keys/k', 'k'])
      assert.deepEqual(keys({ ...SINGLE_TENANT, KEY_VAULT_KEY: address }), ['KEY_VAULT_KEY']);
  });

  it('lists in .env.example every setting there is, and no other', function () {
    const file = new URL('../../.env.example', import.meta.url);
    if (!existsSync(file)) this.skip();
    const listed = readFileSync(file, 'utf8').matchAll(/^#?\s?([A-Za-z_]+)=/gm);
    assert.deepEqual([...listed].map(([, key]) => key).sort(), [...SETTINGS].sort());
  });
});

describe('an environment that cannot be used', () => {
  const BAD: Readonly<Record<string, readonly string[]>> = {
    PORT: ['0', '65536', '-1', '3978.5', 'http', 'NaN'],
    PLAYGROUND: ['yes', 'OFF', 'true'],
    PLAYGROUND_PORT: ['0', '99999', 'x'],
    GRAPH_EMULATOR_URL: [
      'not an address',
      'https://127.0.0.1:4000',
      'http://graph.microsoft.com',
      'http://127.0.0.1.example.com',
      'ftp://localhost',
    ],
    SAMPLE_PEOPLE: ['-1', '1000001', '2.5', 'many'],
    LOCAL_NOW: ['tomorrow', '2026-12-01', '2026-12-01T09:00:00', '2026-02-30T09:00:00Z', '1'],
    COSMOS_ENDPOINT: ['name.documents.azure.com', 'http://localhost:8081', 'x'],
    COSMOS_DATABASE: ['a/b', 'a?b', 'x'.repeat(256)],
    MicrosoftAppId: ['bot', `{${ID}`],
    MicrosoftAppType: ['MultiTenant', 'singletenant', 'SingleTennant'],
    MicrosoftAppTenantId: ['contoso.onmicrosoft.com', 'common'],
    LOG_LEVEL: ['verbose', 'INFO'],
  };

  for (const [key, values] of Object.entries(BAD)) {
    it(`says what ${key} has to be`, () => {
      for (const value of values) {
        const env = { ...(key.startsWith('Microsoft') && SINGLE_TENANT), [key]: value };
        const [problem, ...others] = problemsIn(env);
        assert.deepEqual(others, [], value);
        assert.equal(problem?.where, key, value);
        // An endpoint can carry a key: it is not repeated.
        assert.ok(key === 'COSMOS_ENDPOINT' || problem.problem.includes(value));
        assert.ok(problem.expected.length > 5);
      }
    });
  }

  it('is told every bad value together', () => {
    const bad = Object.fromEntries(Object.entries(BAD).map(([key, [value = '']]) => [key, value]));
    const env = { ...bad, PROGRAMME_FILE: 'mine.yaml' };
    assert.deepEqual(keys(env), Object.keys(BAD).sort());
  });

  it('is told which of the bot’s settings are missing', () => {
    assert.deepEqual(keys({ MicrosoftAppId: ID }), [
      'MicrosoftAppTenantId',
      'MicrosoftAppType',
      'PROGRAMME_FILE',
    ]);
    for (const key of Object.keys(SINGLE_TENANT)) {
      const { [key]: _, ...rest } = SINGLE_TENANT;
      assert.deepEqual(keys(rest), [key]);
    }
    assert.deepEqual(keys({ MicrosoftAppPassword: 'x' }), [
      'MicrosoftAppId',
      'MicrosoftAppTenantId',
      'MicrosoftAppType',
      'PROGRAMME_FILE',
    ]);
  });

  it('is told what is for local mode only', () => {
    const local = {
      GRAPH_EMULATOR_URL: 'http://localhost:4000',
      SAMPLE_PEOPLE: '1000',
      LOCAL_NOW: '2026-12-01T09:00:00Z',
      PLAYGROUND: 'on',
      COSMOS_KEY: 'a2V5',
      COSMOS_ENDPOINT: 'https://localhost:8081',
    };
    assert.deepEqual(keys({ ...SINGLE_TENANT, ...local }), [
      'COSMOS_KEY',
      'GRAPH_EMULATOR_URL',
      'LOCAL_NOW',
      'PLAYGROUND',
      'SAMPLE_PEOPLE',
    ]);
  });

  it('is not given somebody’s store where nobody is authenticated, nor a key to a real account', () => {
    const COSMOS_ENDPOINT = 'https://name.documents.azure.com';
    assert.deepEqual(keys({ COSMOS_ENDPOINT }), ['COSMOS_ENDPOINT']);
    assert.deepEqual(keys({ COSMOS_ENDPOINT, COSMOS_KEY: 'a2V5' }), ['COSMOS_ENDPOINT', 'COSMOS_KEY']);
    assert.deepEqual(keys({ COSMOS_KEY: 'a2V5' }), ['COSMOS_ENDPOINT']);
  });

  it('is told bad values and contradictions together', () => {
    assert.deepEqual(keys({ PORT: 'x', MicrosoftAppId: ID, LOCAL_NOW: '2026-12-01T09:00:00Z' }), [
      'LOCAL_NOW',
      'MicrosoftAppTenantId',
      'MicrosoftAppType',
      'PORT',
      'PROGRAMME_FILE',
    ]);
  });

  it('does not have its secrets repeated', () => {
    const secret = 'c2VjcmV0';
    const environments: Env[] = [
      { MicrosoftAppPassword: secret },
      { COSMOS_KEY: secret },
      { ...SINGLE_TENANT, MicrosoftAppPassword: secret, COSMOS_KEY: secret, PORT: 'x' },
      { COSMOS_ENDPOINT: `AccountEndpoint=https://name.documents.azure.com:443/;AccountKey=${secret};` },
    ];
    for (const env of environments) assert.ok(!JSON.stringify(problemsIn(env)).includes(secret));
  });
});

describe('an address is this machine’s', () => {
  it('only when it can be no other', () => {
    for (const address of ['http://localhost:1', 'https://127.0.0.1', 'http://127.1.2.3', 'http://[::1]:80'])
      assert.ok(isLoopback(address), address);
    for (const address of [
      'http://127.0.0.1.example.com',
      'http://localhost.example.com',
      'http://0.0.0.0',
      'http://192.168.0.1',
      'http://[::]',
      'http://127.0.0.1@example.com',
      'localhost',
      '',
    ])
      assert.equal(isLoopback(address), false, address);
  });
});
