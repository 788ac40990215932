import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import type { FurtherDocument } from '../../answers/createFurtherAnswers.ts';
import type { PassageWords } from '../../answers/vocabulary.ts';
import type { Problem } from '../../config.ts';
import { type CodeVersion, passagesOf } from '../../domain/code.ts';
import type { Translation } from '../../domain/codeLibrary.ts';
import { loadCode } from '../code/loadCode.ts';
import { ContentUnusable } from '../code/readContent.ts';
import { buildDocument } from './buildDocument.ts';
import type { Documents, Understood } from './documents.ts';
import { readFrontMatter } from './frontMatter.ts';
import { markdownBlocks } from './markdownBlocks.ts';
import { textBlocks } from './textBlocks.ts';

/** A policy of a few hundred pages. Bytes. */
const LARGEST = 4 * 1024 * 1024;
const NAME = /^([a-z0-9][a-z0-9-]{0,59})\.(md|markdown|txt)$/iu;
const VOCABULARY = /^([a-z0-9][a-z0-9-]{0,59})\.vocabulary\.json$/iu;
const TRANSLATION = /^([a-z0-9][a-z0-9-]{0,59})\.([a-z]{2}(?:-[a-z]{2})?)\.json$/iu;
const FOLDER = /^[a-z0-9][a-z0-9.-]*$/iu;

const text = z.string().trim().min(1);
const VocabularyFile = z.strictObject({
  passages: z.record(
    z.string(),
    z.strictObject({
      about: text,
      related: z.array(text).default([]),
      asked: z.array(text).default([]),
    }),
  ),
});
const TranslationFile = z.strictObject({ version: text, passages: z.record(z.string(), text) });

/**
 * Reads a company's documents from a folder: `name.md` or `name.txt` each, with an optional `name.vocabulary.json`
 * and `name.<language>.json`; and versions of the Code in `<document>/<version>/code.json`. Never throws: what
 * cannot be used is a problem with its file.
 */
export function loadDocuments(folder: string, company: string): Documents | readonly Problem[] {
  const problems: Problem[] = [];
  const say = (file: string, problem: string, expected: string): void =>
    void problems.push({ where: join(folder, file), problem, expected });
  const entries = entriesOf(folder, say);
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);

  const further = files
    .filter((name) => NAME.test(name))
    .flatMap((file) => readOne(folder, file, company, say));
  const byName = new Map(further.map((document) => [document.code.document, document]));
  if (byName.size < further.length) say('', 'has two texts of one name', 'one .md or .txt for each document');
  const versions = entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => codesIn(folder, name, say));
  const words = new Map<string, FurtherDocument['passages']>();
  const translations: (Translation & { file: string })[] = [];
  for (const file of files.filter((name) => !NAME.test(name))) {
    const [, described] = VOCABULARY.exec(file) ?? [];
    const [, translated, language] = TRANSLATION.exec(file) ?? [];
    if (described) {
      const found = readJson(folder, file, VocabularyFile, say);
      const of = byName.get(described.toLowerCase());
      if (!of) say(file, 'belongs to no text', `a text ${described}.md or ${described}.txt beside it`);
      else if (found) words.set(of.code.document, wordsFor(of.code, found.passages, file, say));
    } else if (translated && language) {
      const found = readJson(folder, file, TranslationFile, say);
      const document = translated.toLowerCase();
      if (found)
        translations.push({ document, label: found.version, language, passages: found.passages, file });
    } else say(file, 'is not read', '.md, .txt, .vocabulary.json or .<language>.json');
  }
  further.sort((one, other) => one.precedence - other.precedence || one.file.localeCompare(other.file));
  problems.push(...idsTwice(folder, further));
  if (problems.length > 0) return problems;
  return {
    folder,
    further: further.map((document) => ({ ...document, words: words.get(document.code.document) ?? {} })),
    versions,
    translations,
  };
}

type Say = (file: string, problem: string, expected: string) => void;

function entriesOf(folder: string, say: Say): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !name.startsWith('.') && !/^readme(\.|$)/iu.test(name))
      .sort((one, other) => one.name.localeCompare(other.name, 'en'));
  } catch (error) {
    say('', `cannot be read (${(error as NodeJS.ErrnoException).code})`, 'a folder with texts');
    return [];
  }
}

function readOne(folder: string, file: string, company: string, say: Say): readonly Understood[] {
  const source = readText(folder, file, say);
  if (source === undefined) return [];
  const [, stem = '', ending = ''] = NAME.exec(file) ?? [];
  const { facts, body, line, problems } = readFrontMatter(source);
  for (const problem of problems)
    say(file, `cannot be used: ${problem}`, 'see DOCUMENTS_FOLDER in the README');
  const read = /^txt$/iu.test(ending) ? textBlocks : markdownBlocks;
  const { blocks, unplaced } = read(body, line);
  const name = stem.toLowerCase();
  const built = buildDocument(blocks, { name, facts, company });
  if (problems.length === 0 && passagesOf(built.code).length === 0)
    say(file, 'holds no passage', 'at least one paragraph of text');
  const left = [...unplaced, ...built.unplaced].sort((one, other) => one.line - other.line);
  return [{ file, code: built.code, unplaced: left, precedence: facts.precedence, words: {} }];
}

function readText(folder: string, file: string, say: Say): string | undefined {
  const path = join(folder, file);
  try {
    if (statSync(path).size > LARGEST) {
      say(file, 'is too large', `at most ${LARGEST / 1024 / 1024} MB of text`);
      return undefined;
    }
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
    if (!decoded.includes('\0')) return decoded;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith('E') && !code.startsWith('ERR_')) {
      say(file, `cannot be read (${code})`, 'a text file');
      return undefined;
    }
  }
  say(file, 'is not text', 'plain text or Markdown in UTF-8');
  return undefined;
}

function readJson<T>(folder: string, file: string, schema: z.ZodType<T>, say: Say): T | undefined {
  const source = readText(folder, file, say);
  if (source === undefined) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(source);
  } catch {
    say(file, 'is not JSON', 'JSON as the README shows it');
    return undefined;
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues)
    say(file, `cannot be used: ${issue.path.join('.') || 'top level'}`, issue.message);
  return undefined;
}

function wordsFor(
  code: CodeVersion,
  passages: Readonly<Record<string, PassageWords>>,
  file: string,
  say: Say,
): FurtherDocument['passages'] {
  const ids = new Set<string>(passagesOf(code).map(({ id }) => id));
  const named = Object.entries(passages).flatMap(([id, { related }]) => [id, ...related]);
  for (const id of named)
    if (!ids.has(id))
      say(file, `names a passage "${id}" that ${code.document} does not have`, 'an id of a passage');
  return passages;
}

function codesIn(folder: string, document: string, say: Say): readonly CodeVersion[] {
  const inside = entriesOf(join(folder, document), (_, problem, expected) =>
    say(document, problem, expected),
  );
  return inside.flatMap((entry) => {
    const file = join(document, entry.name);
    if (!entry.isDirectory() || !FOLDER.test(entry.name)) {
      say(file, 'is not read', 'folders of versions, each with a code.json');
      return [];
    }
    try {
      const code = loadCode(pathToFileURL(`${join(folder, file)}/`));
      if (code.document === document && code.label === entry.name) return [code];
      say(
        file,
        'holds another document or version than its folders say',
        `${document}, version ${entry.name}`,
      );
    } catch (error) {
      if (!(error instanceof ContentUnusable)) throw error;
      for (const problem of error.problems) say(join(file, 'code.json'), problem, 'a version of the Code');
    }
    return [];
  });
}

function idsTwice(folder: string, documents: readonly Understood[]): readonly Problem[] {
  const owner = new Map<string, string>();
  const clashes = new Set<string>();
  for (const { file, code } of documents)
    for (const { id } of passagesOf(code)) {
      const other = owner.get(id);
      if (other !== undefined && other !== file) clashes.add(file);
      owner.set(id, file);
    }
  return [...clashes].map((file) => ({
    where: join(folder, file),
    problem: 'has passages with the ids of another document',
    expected: 'an `id` of its own between the lines of ---',
  }));
}
