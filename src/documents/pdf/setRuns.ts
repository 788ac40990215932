import bidiFactory, { type Bidi } from 'bidi-js';
import { type Face, facesOfScript, has, type TextFace } from './typefaces.ts';

/** A stretch of one line in one face and one direction. */
export type Run = { readonly text: string; readonly face: Face; readonly rightToLeft: boolean };

/** Stands for what no typeface here can show: an honest gap instead of empty boxes. */
export const NOT_SHOWN = '[…]';

// Its types describe the module format that Node does not load.
const bidi = (bidiFactory as unknown as () => Bidi)();

/**
 * A text without what cannot be printed: line breaks and controls are gone, and characters of scripts that no face
 * here has (Thai, Georgian, Tamil, emoji, ...) are replaced by `[…]`. Covered: Latin with Vietnamese, Greek,
 * Cyrillic, Hebrew, Arabic, Devanagari, Chinese, Japanese, Korean.
 */
export function printable(text: string): string {
  const clean = text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cs}\p{Co}\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]/gu, '');
  let shown = '';
  for (const character of clean) {
    if (follows(character) || faceOf(character, 'regular') !== undefined) shown += character;
    else if (!shown.endsWith(NOT_SHOWN)) shown += NOT_SHOWN;
  }
  return shown;
}

/** Marks and joiners are shown by the face of what they stand after. */
function follows(character: string): boolean {
  return /^[\p{M}\u200c\u200d]/u.test(character);
}

function faceOf(character: string, text: TextFace): Face | undefined {
  if (has(text, character)) return text;
  return facesOfScript(character).find((face) => has(face, character));
}

/** The runs of a line from left to right (Unicode's bidirectional algorithm, in a line that begins at the left). */
export function setRuns(line: string, text: TextFace): readonly Run[] {
  const { levels } = bidi.getEmbeddingLevels(line, 'ltr');
  const mirrored = bidi.getMirroredCharactersMap(line, levels);
  const faces = facesAlong(line, text);
  const runs: (Run & { readonly level: number })[] = [];
  let at = 0;
  for (const [index, character] of [...line].entries()) {
    const level = levels[at] ?? 0;
    const face = faces[index] ?? text;
    const shown = mirrored.get(at) ?? character;
    const last = runs.at(-1);
    if (last && last.level === level && last.face === face)
      runs[runs.length - 1] = { ...last, text: last.text + shown };
    else runs.push({ text: shown, face, level, rightToLeft: level % 2 === 1 });
    at += character.length;
  }
  return inVisualOrder(runs);
}

/** Spaces and punctuation stay in the face around them where it has them, so that words are not torn apart. */
function facesAlong(line: string, text: TextFace): readonly Face[] {
  const characters = [...line];
  const faces: Face[] = [];
  for (const [index, character] of characters.entries()) {
    const before = faces.at(-1);
    if (before && follows(character)) faces.push(before);
    else if (before && before !== text && isCommon(character) && has(before, character)) faces.push(before);
    else faces.push(eastAsian(characters, index) ?? faceOf(character, text) ?? text);
  }
  return faces;
}

function isCommon(character: string): boolean {
  return /^[\p{Script=Common}\p{Script=Inherited}]/u.test(character);
}

/** One face for a whole name where one has all of it: two faces in one name look like a ransom note. */
function eastAsian(characters: readonly string[], index: number): Face | undefined {
  const character = characters[index] ?? '';
  const faces = facesOfScript(character);
  if (faces.length < 2) return undefined;
  let from = index;
  let to = index;
  while (from > 0 && facesOfScript(characters[from - 1] ?? '').length > 1) from -= 1;
  while (to < characters.length && facesOfScript(characters[to] ?? '').length > 1) to += 1;
  const word = characters.slice(from, to);
  return faces.find((face) => word.every((each) => has(face, each)));
}

/** Rule L2 of the algorithm: from the highest level down, what is at it or above is turned round. */
function inVisualOrder<T extends { readonly level: number }>(runs: readonly T[]): readonly T[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) {
    for (let from = 0; from < ordered.length; from += 1) {
      let to = from;
      while (to < ordered.length && (ordered[to]?.level ?? 0) >= level) to += 1;
      if (to > from + 1) ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = Math.max(from, to);
    }
  }
  return ordered;
}
