import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Vocabulary } from '../../answers/vocabulary.ts';
import type { Problem } from '../../config.ts';
import { type CodeVersion, passagesOf } from '../../domain/code.ts';
import { type CodeLibrary, newestFirst, versionOf } from '../../domain/codeLibrary.ts';
import { madeOnce } from '../../madeOnce.ts';
import { type Documents, NO_DOCUMENTS } from '../documents/documents.ts';
import { loadCode, loadItem406Mapping } from './loadCode.ts';
import { loadVocabulary } from './loadVocabulary.ts';

const here = new URL('./', import.meta.url);

/** The Code that is certified now, in everything that comes with it. */
export type Content = {
  readonly library: CodeLibrary;
  readonly further: Documents['further'];
  /**
   * The words under which people look for the passages of the current version, read when they are first needed.
   * @throws ContentUnusable when they cannot be used.
   */
  readonly vocabulary: () => Vocabulary;
};

type Certified = { readonly document: string; readonly version: string };

/**
 * The Code that is certified now, with all other versions of it side by side, and the company's further documents.
 * A version is looked for among those that come with the programme, then in the company's folder.
 * @throws ContentUnusable when the certified version, or one that comes with the programme, cannot be used. A company's
 *   own vocabulary is checked at once; that of the programme, whose tests check it, when it is first needed: a start
 *   would take a tenth longer.
 */
export function loadContent(certified: Certified, documents: Documents = NO_DOCUMENTS): Content {
  const { document, version } = certified;
  const embedded = new URL(`${document}/${version}/`, here);
  const folder = folderOf(certified, documents, embedded);
  const current = loadCode(folder);
  const beside = labelsOf(document)
    .filter((label) => label !== version)
    .map((label) => loadCode(new URL(`${document}/${label}/`, here)));
  const vocabulary = madeOnce(() => loadVocabulary(current, folder));
  if (folder !== embedded) vocabulary();
  const others = documents.versions.filter(({ hash }) => hash !== current.hash);
  return {
    vocabulary,
    further: documents.further,
    library: {
      current,
      versions: [
        ...[current, ...beside, ...others].sort(newestFirst),
        ...documents.further.map(({ code }) => code),
      ],
      translations: documents.translations,
      item406: loadItem406Mapping(folder),
    },
  };
}

function folderOf({ document, version }: Certified, { folder }: Documents, embedded: URL): URL {
  if (folder === undefined || existsSync(new URL('code.json', embedded))) return embedded;
  return pathToFileURL(`${join(folder, document, version)}/`);
}

/** What of a company's folder does not fit the rest: versions that are there twice, translations of nothing. */
export function problemsOfLibrary(library: CodeLibrary, folder: string): readonly Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const { document, label } of library.versions) {
    const key = `${document}, version ${label}`;
    if (seen.has(key))
      problems.push({ where: folder, problem: `has ${key} twice`, expected: 'each version once' });
    seen.add(key);
  }
  for (const { document, label, language, passages } of library.translations) {
    const where = `${folder}: ${document}.${language}.json`;
    const of = versionOf(library, document, label);
    if (of) problems.push(...unknownPassages(of, Object.keys(passages), where));
    else
      problems.push({
        where,
        problem: `translates version ${label} of ${document}, which is not here`,
        expected: `one of: ${library.versions.map((version) => `${version.document} ${version.label}`).join(', ')}`,
      });
  }
  return problems;
}

function unknownPassages(code: CodeVersion, ids: readonly string[], where: string): readonly Problem[] {
  const known = new Set<string>(passagesOf(code).map(({ id }) => id));
  return ids
    .filter((id) => !known.has(id))
    .map((id) => ({ where, problem: `translates "${id}"`, expected: 'the id of a passage' }));
}

function labelsOf(document: string): readonly string[] {
  const folder = new URL(`${document}/`, here);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}
