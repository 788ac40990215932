import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { packageApp } from './packageApp.ts';
import { InvalidPackageValues, readPackageValues, samplePackageValues } from './packageValues.ts';

// `npm run package` makes the app package for the company that the environment names; `-- --sample` makes one to look at,
// under another name, so that it is not uploaded by mistake.
const { values: options } = parseArgs({ options: { sample: { type: 'boolean', default: false } } });
const name = options.sample ? 'code-of-ethics-bot-sample.zip' : 'code-of-ethics-bot.zip';
const folder = new URL('../dist/', import.meta.url);

if (existsSync('.env')) process.loadEnvFile('.env');

try {
  const { zip } = await packageApp(options.sample ? samplePackageValues : readPackageValues(process.env));
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(name, folder), zip);
  process.stdout.write(`dist/${name}: ${zip.length} bytes, valid against the Teams manifest schema\n`);
} catch (error) {
  if (!(error instanceof InvalidPackageValues)) throw error;
  process.stderr.write(
    `${error.message}\nSet them in the environment or in .env (manifest/README.md says where each comes from), or see a sample with: npm run package -- --sample\n`,
  );
  // EX_CONFIG, as the service itself exits when its environment is incomplete.
  process.exitCode = 78;
}
