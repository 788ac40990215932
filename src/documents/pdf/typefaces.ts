import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';

/** The faces the company's own words are set in. */
export type TextFace = 'regular' | 'italic' | 'semibold';
/** A face that is brought in for names in other scripts. */
export type ScriptFace = 'hebrew' | 'arabic' | 'devanagari' | 'mincho' | 'xiaowei' | 'myung';
export type Face = TextFace | ScriptFace;

const FILES: Readonly<Record<Face, string>> = {
  regular: 'source-serif-4/400Regular/SourceSerif4_400Regular.ttf',
  italic: 'source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf',
  semibold: 'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  hebrew: 'noto-serif-hebrew/400Regular/NotoSerifHebrew_400Regular.ttf',
  arabic: 'noto-naskh-arabic/400Regular/NotoNaskhArabic_400Regular.ttf',
  devanagari: 'noto-serif-devanagari/400Regular/NotoSerifDevanagari_400Regular.ttf',
  mincho: 'hina-mincho/400Regular/HinaMincho_400Regular.ttf',
  xiaowei: 'zcool-xiaowei/400Regular/ZCOOLXiaoWei_400Regular.ttf',
  myung: 'song-myung/400Regular/SongMyung_400Regular.ttf',
};

const files = new Map<Face, Buffer>();
const measured = new Map<Face, Font>();

/** A typeface to measure with, read when it is first needed (the East Asian ones are 2 to 6 MB) and kept. */
export function typeface(face: Face): Font {
  const known = measured.get(face) ?? newTypeface(face);
  measured.set(face, known);
  return known;
}

/**
 * A typeface to embed in one document. Never shared: writing a document makes the library forget which letters the
 * parts of composed glyphs stand for, and in the next one they could be neither searched nor copied.
 */
export function newTypeface(face: Face): Font {
  const bytes =
    files.get(face) ?? readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/${FILES[face]}`)));
  files.set(face, bytes);
  const font = create(bytes);
  if (!('layout' in font)) throw new Error(`${FILES[face]} is a collection, not a typeface.`);
  return font;
}

/** Which faces may have a script's characters, in the order in which they are tried. */
const SCRIPTS: readonly (readonly [script: RegExp, faces: readonly ScriptFace[]])[] = [
  [/^\p{Script=Hebrew}/u, ['hebrew']],
  [/^\p{Script=Arabic}/u, ['arabic']],
  [/^\p{Script=Devanagari}/u, ['devanagari']],
  [/^\p{Script=Hangul}/u, ['myung']],
  [/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆]/u, ['mincho', 'xiaowei']],
];

export function facesOfScript(character: string): readonly ScriptFace[] {
  return SCRIPTS.find(([script]) => script.test(character))?.[1] ?? [];
}

export function has(face: Face, character: string): boolean {
  return typeface(face).hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
}
