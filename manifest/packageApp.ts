import { readFile } from 'node:fs/promises';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { zipSync } from 'fflate';
import { fillManifest, type Json } from './fillManifest.ts';
import type { PackageValues } from './packageValues.ts';

/** The template does not make a valid manifest with these values; each problem names its place. */
export class InvalidManifest extends Error {
  readonly code = 'invalid-manifest';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['The manifest is not valid:', ...problems.map((problem) => `  ${problem.trim()}`)].join('\n'));
    this.name = 'InvalidManifest';
    this.problems = problems;
  }
}

/** Local midnight, not UTC: the library writes local time into the archive, so this is the same bytes everywhere. */
const archiveTime = new Date(1980, 0, 1);

/**
 * The Teams app package, ready to upload: manifest and icons at the root of a zip. The same values give the same bytes.
 * The manifest is checked against Teams' own schema, offline, before anything is zipped.
 *
 * @throws InvalidManifest
 */
export async function packageApp(
  values: PackageValues,
): Promise<{ manifest: TeamsManifest; zip: Uint8Array }> {
  const template = JSON.parse(await readFile(beside('manifest.json'), 'utf8')) as Json;
  const manifest = fillManifest(template, values) as unknown as TeamsManifest;
  const problems = await AppManifestUtils.validateAgainstSchema(manifest);
  if (problems.length > 0) throw new InvalidManifest(problems);
  const zip = zipSync(
    {
      'manifest.json': new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`),
      'color.png': await readFile(beside('color.png')),
      'outline.png': await readFile(beside('outline.png')),
    },
    { level: 9, mtime: archiveTime },
  );
  return { manifest, zip };
}

function beside(file: string): URL {
  return new URL(file, import.meta.url);
}
