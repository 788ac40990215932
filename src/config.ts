import { z } from 'zod';
import { CLOUDS, type CloudName } from './clouds.ts';
import type { Instant, TenantId } from './domain/ids.ts';

/** Something an operator has to mend before the service can start. */
export type Problem = { readonly where: string; readonly problem: string; readonly expected: string };

/** With bot credentials it serves a tenant; without, one person on this machine. */
export type Mode =
  | {
      readonly kind: 'teams';
      readonly appId: string;
      readonly appType: 'SingleTenant' | 'UserAssignedMSI';
      readonly appPassword?: string;
      readonly tenantId: TenantId;
      /** Which of Microsoft's clouds the tenant is in. */
      readonly cloud: CloudName;
      /** The Teams app's id in its manifest, and in the tenant's catalogue where it need not be looked up. */
      readonly teamsApp: { readonly manifestId: string; readonly catalogId?: string };
    }
  | {
      readonly kind: 'local';
      readonly playground: boolean;
      readonly playgroundPort: number;
      readonly graphEmulatorUrl?: string;
      /** Generated people besides the sample organisation's own. */
      readonly samplePeople?: number;
      readonly startsAt?: Instant;
    };

export type StoreChoice =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'cosmos'; readonly endpoint: string; readonly key?: string; readonly database: string };

/** Where the key is kept that signs certificates and checkpoints. */
export type SigningChoice =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'key-vault'; readonly keyUrl: string };

export type Config = {
  readonly mode: Mode;
  readonly port: number;
  /** Where people's browsers reach this service, without a trailing slash; absent: links into it are not offered. */
  readonly publicUrl?: string;
  readonly store: StoreChoice;
  readonly signing: SigningChoice;
  readonly programmeFile?: string;
  /** A changed programme file that `preview` compares with it. */
  readonly programmePreviewFile?: string;
  readonly documentsFolder?: string;
  readonly logLevel: LogLevel;
};

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** An empty variable counts as not set, as it does in most shells' and hosts' settings. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((v) => (v === '' ? undefined : v), schema.optional());
const guid = z
  .guid({ error: 'a GUID such as 00000000-0000-0000-0000-000000000000' })
  .transform((id) => id.toLowerCase());
const port = z.coerce.number({ error: 'a port number' }).int().min(1).max(65535);
const EXPECTED_PORT = 'a whole number from 1 to 65535';

const EXPECTED = {
  PORT: EXPECTED_PORT,
  PUBLIC_URL: 'an https address without a path, such as https://ethics-bot.example.com',
  PLAYGROUND: '`on` or `off`',
  PLAYGROUND_PORT: EXPECTED_PORT,
  SQLITE_FILE: 'a file path',
  PROGRAMME_FILE: 'the path of a programme file (YAML)',
  PROGRAMME_PREVIEW_FILE: 'the path of a changed programme file (YAML)',
  GRAPH_EMULATOR_URL: 'an http address on this machine, such as http://127.0.0.1:4000',
  SAMPLE_PEOPLE: 'a whole number from 0 to 1000000',
  LOCAL_NOW: 'an ISO 8601 instant in UTC, such as 2026-12-01T09:00:00Z',
  COSMOS_ENDPOINT: 'an https address, such as https://NAME.documents.azure.com',
  DOCUMENTS_FOLDER: 'a folder with texts of further documents',
  COSMOS_KEY: 'the key of an emulator on this machine',
  COSMOS_DATABASE: 'a database name',
  SIGNING_KEY_FILE: 'a file path',
  KEY_VAULT_KEY: 'the address of a key, such as https://NAME.vault.azure.net/keys/certificates',
  MicrosoftAppId: 'the Entra application (client) id of the bot, a GUID',
  MicrosoftAppType: '`SingleTenant` or `UserAssignedMSI`',
  MicrosoftAppPassword: 'the client secret of a SingleTenant bot',
  MicrosoftAppTenantId: 'the id of the one tenant that is served, a GUID',
  TEAMS_APP_ID: "the id in the Teams app's manifest, a GUID",
  TEAMS_CATALOG_APP_ID: "the Teams app's id in the tenant's app catalogue, a GUID",
  CLOUD: `one of ${CLOUDS.join(', ')}`,
  LOG_LEVEL: `one of ${LOG_LEVELS.join(', ')}`,
} as const;
type Key = keyof typeof EXPECTED;

/** Every environment variable the service reads, as `.env.example` lists them. */
export const SETTINGS = Object.keys(EXPECTED) as readonly Key[];

const Environment = z.object({
  PORT: optional(port),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ }).refine(isPublicAddress)),
  PLAYGROUND: optional(z.enum(['on', 'off'])),
  PLAYGROUND_PORT: optional(port),
  SQLITE_FILE: optional(z.string()),
  PROGRAMME_FILE: optional(z.string()),
  PROGRAMME_PREVIEW_FILE: optional(z.string()),
  DOCUMENTS_FOLDER: optional(z.string()),
  GRAPH_EMULATOR_URL: optional(z.url({ protocol: /^http$/ }).refine(isLoopback)),
  SAMPLE_PEOPLE: optional(z.coerce.number().int().min(0).max(1_000_000)),
  LOCAL_NOW: optional(z.iso.datetime()),
  COSMOS_ENDPOINT: optional(z.url({ protocol: /^https$/ })),
  COSMOS_KEY: optional(z.string()),
  COSMOS_DATABASE: optional(z.string().regex(/^[^/\\?#]{1,255}$/)),
  SIGNING_KEY_FILE: optional(z.string()),
  KEY_VAULT_KEY: optional(z.url({ protocol: /^https$/ }).refine(isKeyAddress)),
  MicrosoftAppId: optional(guid),
  MicrosoftAppType: optional(z.enum(['SingleTenant', 'UserAssignedMSI'])),
  MicrosoftAppPassword: optional(z.string()),
  MicrosoftAppTenantId: optional(guid),
  TEAMS_APP_ID: optional(guid),
  TEAMS_CATALOG_APP_ID: optional(guid),
  CLOUD: optional(z.enum(CLOUDS)),
  LOG_LEVEL: optional(z.enum(LOG_LEVELS)),
});
type Environment = z.infer<typeof Environment>;

/**
 * Reads the environment once. Never throws: returns the configuration, or every problem together so that an
 * operator mends them in one go.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config | readonly Problem[] {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const where of SETTINGS) {
    const parsed = Environment.shape[where].safeParse(env[where]);
    // A value that cannot be used still counts as set when it is asked which settings go together.
    values[where] = parsed.success ? parsed.data : env[where];
    if (!parsed.success)
      problems.push({ where, problem: problemWith(where, env[where]), expected: EXPECTED[where] });
  }
  const checked = values as Environment;
  const faulty = new Set(problems.map(({ where }) => where));
  problems.push(...contradictions(checked).filter(({ where }) => !faulty.has(where)));
  if (problems.length > 0) return problems;
  const mode = modeOf(checked);
  return {
    mode,
    port: checked.PORT ?? 3978,
    ...publicUrlOf(checked),
    store: storeOf(checked),
    signing: signingOf(checked),
    ...(checked.PROGRAMME_FILE && { programmeFile: checked.PROGRAMME_FILE }),
    ...(checked.PROGRAMME_PREVIEW_FILE && { programmePreviewFile: checked.PROGRAMME_PREVIEW_FILE }),
    ...(checked.DOCUMENTS_FOLDER && { documentsFolder: checked.DOCUMENTS_FOLDER }),
    // On a laptop the few lines that say how to begin are not to drown.
    logLevel: checked.LOG_LEVEL ?? (mode.kind === 'local' ? 'warn' : 'info'),
  };
}

/** Secrets, and addresses in which people paste them, stay out of messages. */
function problemWith(where: Key, value: string | undefined): string {
  return /Password|COSMOS_KEY|ENDPOINT|VAULT/.test(where) ? 'cannot be used' : `is \`${value}\``;
}

const BOT_KEYS = [
  'MicrosoftAppId',
  'MicrosoftAppType',
  'MicrosoftAppPassword',
  'MicrosoftAppTenantId',
] as const;
const LOCAL_KEYS = ['GRAPH_EMULATOR_URL', 'SAMPLE_PEOPLE', 'LOCAL_NOW', 'COSMOS_KEY'] as const;

function contradictions(values: Environment): Problem[] {
  const problems: Problem[] = [];
  const say = (where: Key, problem: string): void => {
    problems.push({ where, problem, expected: EXPECTED[where] });
  };
  const served = BOT_KEYS.some((key) => values[key] !== undefined);
  if (served) {
    const required: Key[] = ['MicrosoftAppId', 'MicrosoftAppType', 'MicrosoftAppTenantId', 'PROGRAMME_FILE'];
    if (values.MicrosoftAppType === 'SingleTenant') required.push('MicrosoftAppPassword');
    for (const key of required)
      if (values[key] === undefined) say(key, 'is missing, with other bot settings present');
    for (const key of LOCAL_KEYS)
      if (values[key] !== undefined) say(key, 'is for local mode only, and bot credentials are set');
    if (values.PLAYGROUND === 'on') say('PLAYGROUND', 'is for local mode only, and bot credentials are set');
  } else if (values.CLOUD) {
    say('CLOUD', 'is for a tenant, and there are no bot credentials');
  } else if (values.COSMOS_ENDPOINT && !isLoopback(values.COSMOS_ENDPOINT)) {
    say('COSMOS_ENDPOINT', 'is not on this machine, and without bot credentials nobody is authenticated');
  }
  if (values.COSMOS_KEY && values.COSMOS_ENDPOINT && !isLoopback(values.COSMOS_ENDPOINT))
    say('COSMOS_KEY', 'is for emulators only: a real account is reached with the Entra identity');
  if (served && isAccount(values.COSMOS_ENDPOINT) && !values.KEY_VAULT_KEY && !values.SIGNING_KEY_FILE)
    say('KEY_VAULT_KEY', 'is missing: with Cosmos DB nothing is kept on this machine');
  if (values.KEY_VAULT_KEY && values.SIGNING_KEY_FILE)
    say('SIGNING_KEY_FILE', 'is set together with KEY_VAULT_KEY, and one key signs');
  if (values.KEY_VAULT_KEY && !served)
    say('KEY_VAULT_KEY', 'needs the bot’s Entra identity, and there are no bot credentials');
  if (values.COSMOS_KEY && !values.COSMOS_ENDPOINT)
    say('COSMOS_ENDPOINT', 'is missing, and COSMOS_KEY is set');
  return problems;
}

function modeOf(values: Environment): Mode {
  const { MicrosoftAppId, MicrosoftAppType, MicrosoftAppTenantId, MicrosoftAppPassword } = values;
  if (MicrosoftAppId && MicrosoftAppType && MicrosoftAppTenantId) {
    return {
      kind: 'teams',
      appId: MicrosoftAppId,
      appType: MicrosoftAppType,
      tenantId: MicrosoftAppTenantId as TenantId,
      cloud: values.CLOUD ?? 'public',
      teamsApp: {
        manifestId: values.TEAMS_APP_ID ?? MicrosoftAppId,
        ...(values.TEAMS_CATALOG_APP_ID && { catalogId: values.TEAMS_CATALOG_APP_ID }),
      },
      ...(MicrosoftAppPassword && { appPassword: MicrosoftAppPassword }),
    };
  }
  return {
    kind: 'local',
    playground: values.PLAYGROUND !== 'off',
    playgroundPort: values.PLAYGROUND_PORT ?? 56150,
    ...(values.GRAPH_EMULATOR_URL && { graphEmulatorUrl: values.GRAPH_EMULATOR_URL }),
    ...(values.SAMPLE_PEOPLE && { samplePeople: values.SAMPLE_PEOPLE }),
    ...(values.LOCAL_NOW && { startsAt: new Date(values.LOCAL_NOW).toISOString() as Instant }),
  };
}

/** In local mode the pages are on this machine, under the address the service listens on. */
function publicUrlOf({ PUBLIC_URL, PORT, MicrosoftAppId }: Environment): { publicUrl?: string } {
  if (PUBLIC_URL) return { publicUrl: PUBLIC_URL.replace(/\/$/, '') };
  return MicrosoftAppId ? {} : { publicUrl: `http://127.0.0.1:${PORT ?? 3978}` };
}

/** Plain http is for this machine only. */
function isPublicAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, pathname, search, hash } = new URL(address);
  return (protocol === 'https:' || isLoopback(address)) && pathname === '/' && !search && !hash;
}

function storeOf(values: Environment): StoreChoice {
  const { COSMOS_ENDPOINT: endpoint, COSMOS_KEY: key, COSMOS_DATABASE: database } = values;
  if (!endpoint) return { kind: 'sqlite', file: values.SQLITE_FILE ?? '.data/programme.sqlite' };
  return { kind: 'cosmos', endpoint, database: database ?? 'code-of-ethics', ...(key && { key }) };
}

/** A Cosmos DB account of a tenant, not an emulator. */
function isAccount(endpoint: string | undefined): boolean {
  return endpoint !== undefined && /^https:/.test(endpoint) && !isLoopback(endpoint);
}

/** A key file lies beside what it signs, under that file's name. */
function signingOf({ KEY_VAULT_KEY, SIGNING_KEY_FILE, SQLITE_FILE }: Environment): SigningChoice {
  if (KEY_VAULT_KEY) return { kind: 'key-vault', keyUrl: KEY_VAULT_KEY };
  const store = SQLITE_FILE ?? '.data/programme.sqlite';
  return { kind: 'file', file: SIGNING_KEY_FILE ?? `${store}.signing-key.pem` };
}

/** Without a version: the newest signs. */
function isKeyAddress(address: string): boolean {
  return URL.canParse(address) && /^\/keys\/[0-9A-Za-z-]{1,127}\/?$/.test(new URL(address).pathname);
}

/** Whether an address can only be this machine. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
