import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { wordsOf } from '../../answers/tokens.ts';
import type { Vocabulary } from '../../answers/vocabulary.ts';
import { type CodeVersion, passagesOf } from '../../domain/code.ts';
import { seniorOfficersCode } from './loadCode.ts';
import { ContentUnusable, readContent, readLines } from './readContent.ts';

const text = z
  .string()
  .refine((value) => value.trim() === value && value !== '', 'must not be empty or padded');
const phrase = z.string().refine((value) => /[\p{L}\p{N}]/u.test(value), 'must contain a word');
const phrases = z.array(phrase).min(1, 'must hold at least one phrase');

const sameMeaningFile = z.record(text, phrases);
const passagesFile = z.record(text, z.strictObject({ about: text, related: z.array(text) }));
const notAddressedFile = z.strictObject({
  instead: text,
  topics: z.record(text, z.strictObject({ about: text, toldAsConcern: z.boolean().optional() })),
});
const speakUpFile = z.strictObject({
  channels: z.array(text).min(1, 'must name at least one passage'),
  intents: phrases,
  wrongs: phrases,
  pressures: phrases,
  signs: phrases,
  telling: phrases,
  insiders: phrases,
  helpless: phrases,
  asking: phrases,
  indirect: phrases,
  hypothetical: phrases,
});
/** What people wrote who told of something instead of asking. */
const TOLD = 'told';

/**
 * The words under which people look for the passages of a Code version, from the folder's `vocabulary/`:
 * `passages.json`, `same-meaning.json`, `not-addressed.json`, `speak-up.json`, and in `asked/` a text file for each
 * passage and each topic, and `told.txt`: a phrasing a line, as people put it.
 * @throws ContentUnusable listing what is wrong: a passage without words, an id that is no passage, a phrasing that
 *   stands under two subjects (it could not tell them apart), a file of phrasings that belongs to nothing.
 */
export function loadVocabulary(code: CodeVersion, folder: URL = seniorOfficersCode): Vocabulary {
  const home = new URL('vocabulary/', folder);
  const passages = readContent(new URL('passages.json', home), passagesFile);
  const notAddressed = readContent(new URL('not-addressed.json', home), notAddressedFile);
  const speakUp = readContent(new URL('speak-up.json', home), speakUpFile);
  const subjects = [...Object.keys(passages), ...Object.keys(notAddressed.topics), TOLD];
  const phrasings = new URL('asked/', home);
  const asked = readAsked(phrasings, subjects);
  const vocabulary: Vocabulary = {
    sameMeaning: readContent(new URL('same-meaning.json', home), sameMeaningFile),
    passages: withAsked(passages, asked),
    notAddressed: { ...notAddressed, topics: withAsked(notAddressed.topics, asked) },
    speakUp: { ...speakUp, told: asked.get(TOLD) ?? [] },
  };
  const problems = [...problemsOfAsked(phrasings, asked), ...problemsOf(code, vocabulary)];
  if (problems.length > 0) throw new ContentUnusable(fileURLToPath(home), problems);
  return vocabulary;
}

type Asked = ReadonlyMap<string, readonly string[]>;

const fileOf = (subject: string): string => `${subject}.txt`;

function readAsked(folder: URL, subjects: readonly string[]): Asked {
  return new Map(subjects.map((subject) => [subject, readLines(new URL(fileOf(subject), folder))]));
}

function problemsOfAsked(folder: URL, asked: Asked): readonly string[] {
  const first = new Map<string, string>();
  const problems: string[] = [];
  for (const [subject, lines] of asked) {
    const place = `asked/${fileOf(subject)}`;
    if (lines.length === 0) problems.push(`${place}: must hold at least one phrasing, one a line`);
    for (const line of lines) {
      const key = wordsOf(line).join(' ');
      if (key === '') problems.push(`${place}, "${line}": must contain a word`);
      // What somebody told may be asked as well.
      if (key === '' || subject === TOLD) continue;
      const before = first.get(key);
      first.set(key, subject);
      if (before !== undefined && before !== subject)
        problems.push(`"${line}" stands under both "${before}" and "${subject}"`);
    }
  }
  const known = new Set([...asked.keys()].map(fileOf));
  for (const file of readdirSync(folder))
    if (!known.has(file)) problems.push(`asked/${file}: belongs to no passage and no topic`);
  return problems;
}

function withAsked<T extends object>(
  described: Readonly<Record<string, T>>,
  asked: Asked,
): Record<string, T & { readonly asked: readonly string[] }> {
  return Object.fromEntries(
    Object.entries(described).map(([subject, words]) => [
      subject,
      { ...words, asked: asked.get(subject) ?? [] },
    ]),
  );
}

function problemsOf(code: CodeVersion, vocabulary: Vocabulary): readonly string[] {
  const ids = new Set<string>(passagesOf(code).map(({ id }) => id));
  const described = Object.entries(vocabulary.passages);
  const named: readonly (readonly [where: string, id: string])[] = [
    ...described.map(([id]) => ['passages.json', id] as const),
    ...described.flatMap(([id, { related }]) =>
      related.map((other) => [`passages.json, related of "${id}"`, other] as const),
    ),
    ['not-addressed.json, instead', vocabulary.notAddressed.instead],
    ...vocabulary.speakUp.channels.map((id) => ['speak-up.json, channels', id] as const),
  ];
  return [
    ...[...ids]
      .filter((id) => vocabulary.passages[id] === undefined)
      .map((id) => `passages.json: nothing is said about passage "${id}"`),
    ...named
      .filter(([, id]) => !ids.has(id))
      .map(([where, id]) => `${where}: the Code has no passage "${id}"`),
  ];
}
