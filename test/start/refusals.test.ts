import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Exit, freePort, type Machine, machine, type Settings } from './service.ts';

const EMBEDDED = fileURLToPath(new URL('../../src/content/programme.yaml', import.meta.url));

describe('a start that cannot succeed', () => {
  let here: Machine;
  beforeEach(() => {
    here = machine();
  });
  afterEach(() => here.clear());

  const isRefused = async (settings: Settings, ...says: RegExp[]): Promise<Exit> => {
    const exit = await here.run([], settings);
    assert.equal(exit.code, 78, exit.stderr);
    assert.equal(exit.stdout, '');
    for (const what of says) assert.match(exit.stderr, what);
    assert.doesNotMatch(exit.stderr, /^\s+at |node:internal|Error:/m, 'no stack for an operator');
    return exit;
  };
  const programmeFile = (change: (text: string) => string): string => {
    const file = join(here.folder, 'mine.yaml');
    writeFileSync(file, change(readFileSync(EMBEDDED, 'utf8')));
    return file;
  };

  it('says everything that is wrong with environment and programme file together', async () => {
    const PROGRAMME_FILE = programmeFile((text) =>
      text.replace('hour: 9', 'hour: 99').replace('timeZone: America/New_York', 'timeZone: Mars'),
    );
    const { stderr } = await isRefused({
      PROGRAMME_FILE,
      PORT: 'http',
      PLAYGROUND: 'perhaps',
      LOCAL_NOW: 'soon',
    });
    for (const what of ['PORT: is `http`', 'PLAYGROUND: is `perhaps`', 'LOCAL_NOW', 'hour', 'timeZone'])
      assert.ok(stderr.includes(what), `${what} in ${stderr}`);
    assert.equal(stderr.trim().split('\n').length, 6, stderr);
    assert.equal(existsSync(here.database), false, 'and it has touched nothing');
  });

  it('names a programme file that is missing, or is no YAML', async () => {
    await isRefused({ PROGRAMME_FILE: '/nowhere/mine.yaml' }, /\/nowhere\/mine\.yaml.*ENOENT/);
    const PROGRAMME_FILE = programmeFile((text) => text.replace('company: Aleris', 'company: [Aleris'));
    await isRefused({ PROGRAMME_FILE }, /mine\.yaml, line \d+/);
  });

  it('names a Code that is not there', async () => {
    const PROGRAMME_FILE = programmeFile((text) => text.replace('version: "1"', 'version: "7"'));
    await isRefused({ PROGRAMME_FILE }, /senior-officers-code.7.code\.json/);
  });

  it('names what is wrong with a folder of documents, beside everything else', async () => {
    writeFileSync(join(here.folder, 'policy.pdf'), '%PDF');
    const { stderr } = await isRefused(
      { DOCUMENTS_FOLDER: here.folder, PORT: 'http' },
      /policy\.pdf: is not read/,
      /PORT: is `http`/,
    );
    assert.equal(stderr.includes('.txt'), true, 'and says what would be');
    await isRefused({ DOCUMENTS_FOLDER: '/nowhere/texts' }, /\/nowhere\/texts.*ENOENT/);
  });

  it('names a job’s time that never comes', async () => {
    const PROGRAMME_FILE = programmeFile((text) => text.replace('"0 5 * * *"', '"99 99 * * *"'));
    await isRefused({ PROGRAMME_FILE, PORT: String(await freePort()) }, /jobs\.sync/);
  });

  it('names a file that is not a database, and leaves it as it is', async () => {
    writeFileSync(here.database, 'Dear diary,\n'.repeat(100));
    await isRefused({}, new RegExp(`${here.database} is not a SQLite database`));
    assert.match(readFileSync(here.database, 'utf8'), /^Dear diary/);
  });

  it('names a place where no file can be written', async () => {
    await isRefused({ SQLITE_FILE: here.folder }, /is a folder/);
  });

  it('with a misspelt app type does not serve anybody', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    await isRefused(
      {
        MicrosoftAppId: id,
        MicrosoftAppTenantId: id,
        MicrosoftAppPassword: 'hunter2',
        MicrosoftAppType: 'SingleTennant',
        PROGRAMME_FILE: EMBEDDED,
      },
      /MicrosoftAppType: is `SingleTennant`.*`SingleTenant` or `UserAssignedMSI`/,
    ).then(({ stderr }) => assert.doesNotMatch(stderr, /hunter2/));
  });

  it('says what it does not understand', async () => {
    const { code, stderr } = await here.run(['serve']);
    assert.equal(code, 78);
    assert.match(stderr, /serve/);
  });

  describe('because of a port in use', () => {
    let other: Server;
    let port: number;
    before(async () => {
      port = await freePort();
      other = createServer();
      await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    });
    after((done) => void other.close(done));

    it('names it, and the setting', async () => {
      await isRefused({ PORT: String(port) }, new RegExp(`Port ${port} is in use.* PORT\\.`));
    });

    it('names that of the local Teams client too', async () => {
      const settings = { PLAYGROUND: 'on', PLAYGROUND_PORT: String(port), PORT: String(await freePort()) };
      await isRefused(settings, new RegExp(`Port ${port} is in use.*PLAYGROUND_PORT`));
    });
  });
});
