import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TeamsManifestV1D30 } from '@microsoft/app-manifest';
import { unzipSync } from 'fflate';
import { fillManifest } from '../../manifest/fillManifest.ts';
import { InvalidManifest, packageApp } from '../../manifest/packageApp.ts';
import { samplePackageValues } from '../../manifest/packageValues.ts';
import { commandsFor } from '../../src/teams/cards/helpCard.ts';
import { readTyped } from '../../src/teams/commands.ts';

const run = promisify(execFile);
const placeholder = (name: string) => `\${{${name}}}`;

async function sampleManifest(): Promise<TeamsManifestV1D30.TeamsManifestV1D30> {
  const { manifest } = await packageApp(samplePackageValues);
  return manifest as TeamsManifestV1D30.TeamsManifestV1D30;
}

describe('The app package', () => {
  it('holds the manifest and both icons at its root, and nothing else', async () => {
    const files = unzipSync((await packageApp(samplePackageValues)).zip);
    assert.deepEqual(Object.keys(files), ['manifest.json', 'color.png', 'outline.png']);
    for (const icon of ['color.png', 'outline.png']) {
      const drawn = await readFile(new URL(`../../manifest/${icon}`, import.meta.url));
      assert.ok(drawn.equals(files[icon] ?? Buffer.alloc(0)), icon);
    }
  });

  it('contains the values it was made with and no placeholder', async () => {
    const text = new TextDecoder().decode(
      unzipSync((await packageApp(samplePackageValues)).zip)['manifest.json'],
    );
    for (const value of Object.values(samplePackageValues)) assert.ok(text.includes(value), value);
    assert.doesNotMatch(text, /\$\{\{/);
  });

  it('is the same to the byte when made again', async () => {
    const [first, second] = [await packageApp(samplePackageValues), await packageApp(samplePackageValues)];
    assert.deepEqual(first.zip, second.zip);
  });

  it('is refused by the schema, with the place named, when a value does not fit', async () => {
    const values = { ...samplePackageValues, DEVELOPER_NAME: 'x'.repeat(33) };
    await assert.rejects(
      packageApp(values),
      (error) =>
        error instanceof InvalidManifest && error.problems[0]?.startsWith('/developer/name') === true,
    );
  });

  it('takes a value as text, whatever is in it', () => {
    const values = { ...samplePackageValues, DEVELOPER_NAME: '", "x": "$& \\' };
    assert.deepEqual(fillManifest({ name: placeholder('DEVELOPER_NAME') }, values), {
      name: '", "x": "$& \\',
    });
  });

  it('is not made from a template with a placeholder that nothing fills', () => {
    assert.throws(
      () => fillManifest([placeholder('BOT_IDD')], samplePackageValues),
      /unknown placeholder \$\{\{BOT_IDD\}\}/,
    );
  });

  it('is not made by the command without its values, which says which', async () => {
    const script = fileURLToPath(new URL('../../manifest/package.ts', import.meta.url));
    const failure = await run(process.execPath, [script], {
      // Where no .env adds to it.
      cwd: tmpdir(),
      env: { MicrosoftAppId: 'x' },
    }).catch((error) => error);
    assert.equal(failure.code, 78);
    assert.match(failure.stderr, /MicrosoftAppId: 'x' is not usable.*\n.*BOT_DOMAIN: not set/);
  });
});

describe('The manifest', () => {
  it('has one bot, in personal scope only, that is the calling Entra app', async () => {
    const { bots, webApplicationInfo } = await sampleManifest();
    assert.deepEqual(
      bots?.map(({ botId, scopes }) => ({ botId, scopes })),
      [{ botId: samplePackageValues.BOT_ID, scopes: ['personal'] }],
    );
    assert.equal(webApplicationInfo?.id, samplePackageValues.BOT_ID);
  });

  it('has one list of commands for its one scope, within Teams’ limit of twelve, each once and described', async () => {
    const lists = (await sampleManifest()).bots?.[0]?.commandLists ?? [];
    assert.deepEqual(
      lists.map(({ scopes }) => scopes),
      [['personal']],
    );
    const commands = lists[0]?.commands ?? [];
    assert.ok(commands.length > 0 && commands.length <= 12);
    assert.equal(new Set(commands.map(({ title }) => title)).size, commands.length);
    for (const { title, description } of commands) assert.ok(description, title);
  });

  it('offers what every covered person may type, `help` for the rest, and each is understood as itself', async () => {
    const commands = (await sampleManifest()).bots?.[0]?.commandLists?.flatMap((list) => list.commands) ?? [];
    const titles = commands.map(({ title }) => title);
    for (const name of commandsFor({ roles: ['manager'], covered: true, local: false }))
      assert.ok(titles.includes(name), name);
    for (const title of titles) assert.deepEqual(readTyped(title), { kind: 'command', command: title });
  });
});
