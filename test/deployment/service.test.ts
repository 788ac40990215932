import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { readConfig, SETTINGS } from '../../src/config.ts';
import { Expression } from './readBicep.ts';
import { properties, text, type Written, written } from './written.ts';

describe('The deployed service', () => {
  it('is reached over https only, by no old protocol and with no publishing password', async () => {
    const site = await properties('modules/host.bicep', 'site');
    const config = site.siteConfig as Written;
    assert.equal(site.httpsOnly, true);
    assert.equal(config.minTlsVersion, '1.2');
    assert.equal(config.ftpsState, 'Disabled');
    assert.equal((await properties('modules/host.bicep', 'ftpPublishing')).allow, false);
    assert.equal((await properties('modules/host.bicep', 'scmPublishing')).allow, false);
  });

  it('is Node 24, started as on a laptop, always on and asked whether it is ready', async () => {
    const config = (await properties('modules/host.bicep', 'site')).siteConfig as Written;
    assert.equal(config.linuxFxVersion, 'NODE|24-lts');
    assert.equal(config.appCommandLine, 'node src/main.js');
    assert.equal(config.alwaysOn, true);
    assert.equal(config.healthCheckPath, '/readyz');
  });

  it('gets only settings that it reads and .env.example explains', async () => {
    const set = Object.keys(await written('modules/host.bicep', 'settings'));
    assert.deepEqual(
      set.filter((name) => !(SETTINGS as readonly string[]).includes(name)),
      [],
    );
    const example = new URL('../../.env.example', import.meta.url);
    if (!existsSync(example)) return;
    const explained = readFileSync(example, 'utf8');
    assert.deepEqual(
      set.filter((name) => !new RegExp(`^#? ?${name}=`, 'm').test(explained)),
      [],
    );
  });

  it('accepts its settings, and serves Teams on Cosmos DB with them', async () => {
    const guid = '00000000-0000-4000-8000-000000000001';
    const filled: Record<string, string> = {
      clientId: guid,
      'tenant().tenantId': guid,
      cosmosEndpoint: 'https://example.documents.azure.com:443/',
      keyUrl: 'https://example.vault.azure.net/keys/certificates',
      cosmosDatabase: String(await written('main.bicep', 'databaseName')),
      programmeFile: String(await written('main.bicep', 'programmeFile')),
      logLevel: String(await written('main.bicep', 'logLevel')),
      cloud: String(await written('main.bicep', 'cloud')),
    };
    const settings = Object.entries(await written('modules/host.bicep', 'settings'));
    const environment = Object.fromEntries(
      settings.map(([name, value]) => [
        name,
        value instanceof Expression ? filled[value.text] : String(value),
      ]),
    );
    const config = readConfig(environment);
    assert.ok('mode' in config, JSON.stringify(config));
    assert.equal(config.mode.kind, 'teams');
    assert.equal(config.store.kind, 'cosmos');
    assert.equal(config.signing.kind, 'key-vault');
  });

  it('is a bot of this tenant only, without a secret, in Teams', async () => {
    const bot = await properties('modules/bot.bicep', 'bot');
    assert.equal(bot.msaAppType, 'UserAssignedMSI');
    assert.equal(text(bot.msaAppTenantId), 'tenant().tenantId');
    assert.equal(text(bot.endpoint), `'https://\${domain}/api/messages'`);
    assert.equal((await properties('modules/bot.bicep', 'teams')).channelName, 'MsTeamsChannel');
  });

  it('has a vault for its key that cannot be purged', async () => {
    const vault = await properties('modules/keys.bicep', 'vault');
    assert.equal(vault.enableRbacAuthorization, true);
    assert.equal(vault.enablePurgeProtection, true);
  });

  it('signs with a P-256 key that does not leave the vault and does nothing else, under a role on that key alone', async () => {
    const key = await properties('modules/keys.bicep', 'key');
    assert.deepEqual([key.kty, key.curveName, key.keyOps], ['EC', 'P-256', ['sign', 'verify']]);
    assert.equal((key.attributes as Written).exportable, false);
    const role = await written('modules/keys.bicep', 'signerRole');
    assert.equal(text(role.scope), 'key');
    assert.equal(text((role.properties as Written).principalId), 'principalId');
    const { params } = (await written('main.bicep', 'keys')) as { params: Written };
    assert.equal(text(params.principalId), 'identity.properties.principalId');
  });
});
