import { createHash } from 'node:crypto';
import type { CalendarDate, PassageId, Sha256 } from './ids.ts';

/** One citable piece of the Code, word for word. */
export type Passage = {
  readonly id: PassageId;
  readonly kind: 'paragraph' | 'principle' | 'item';
  /** Where it stands, in words: `Senior Officers Code, The Senior Officers Code, 5th principle`. */
  readonly citation: string;
  readonly text: string;
};

/** A headed part of the Code. */
export type CodeSection = {
  readonly id: string;
  readonly title: string;
  readonly passages: readonly Passage[];
};

/** One adopted text of the Code, identified by the SHA-256 of its canonical text. */
export type CodeVersion = {
  readonly document: string;
  readonly label: string;
  readonly title: string;
  readonly shortTitle: string;
  readonly company: string;
  readonly language: string;
  /** Unknown where the adopting resolution is not at hand. */
  readonly adoptedOn?: CalendarDate;
  readonly effectiveOn?: CalendarDate;
  /** How it is made public, Item 406(c) of Regulation S-K. Empty for a further document that is not. */
  readonly madePublic: string;
  readonly sections: readonly CodeSection[];
  readonly hash: Sha256;
};

/** What of a Code version is its text; labels, dates and ids can be put right without making another Code. */
export type CodeText = Pick<CodeVersion, 'company' | 'title' | 'sections'>;

/** The five things a code of ethics has to promote: 17 CFR 229.406(b)(1) to (5). */
export const ITEM_406_ELEMENTS = ['406(b)(1)', '406(b)(2)', '406(b)(3)', '406(b)(4)', '406(b)(5)'] as const;
export type Item406Element = (typeof ITEM_406_ELEMENTS)[number];

/** Which passages answer to which element, with the element in the rule's words. */
export type Item406Mapping = Readonly<
  Record<Item406Element, { readonly asks: string; readonly passages: readonly PassageId[] }>
>;

/** All passages in reading order. */
export function passagesOf(code: Pick<CodeVersion, 'sections'>): readonly Passage[] {
  return code.sections.flatMap((section) => section.passages);
}

/** The passage with this id, or undefined where this version has none. */
export function passageById(code: Pick<CodeVersion, 'sections'>, id: string): Passage | undefined {
  return passagesOf(code).find((passage) => passage.id === id);
}

/**
 * The text whose hash identifies a Code version. One line each, in reading order: the company, the title, then for
 * every section its title followed by its passages' texts. A line is in Unicode normal form C, white space at its
 * ends removed and every run of white space inside it made one space. Lines are joined by a line feed (U+000A); the
 * last one is not followed by one. The result is encoded in UTF-8. So a new page layout is the same Code and a
 * changed, added, removed or moved word is another.
 */
export function canonicalText(code: CodeText): string {
  const lines = [
    code.company,
    code.title,
    ...code.sections.flatMap(({ title, passages }) => [title, ...passages.map(({ text }) => text)]),
  ];
  return lines.map((line) => line.normalize('NFC').replace(/\s+/gu, ' ').trim()).join('\n');
}

/** SHA-256 of the canonical text, in lower-case hexadecimal. */
export function hashOf(code: CodeText): Sha256 {
  return createHash('sha256').update(canonicalText(code), 'utf8').digest('hex') as Sha256;
}

/**
 * The elements of Item 406(b) for which this version has no passage: nothing was mapped to them, or only passages
 * that this version no longer has. Empty is what the rule asks for.
 */
export function unmappedElements(
  code: Pick<CodeVersion, 'sections'>,
  mapping: Item406Mapping,
): readonly Item406Element[] {
  const present = new Set<string>(passagesOf(code).map(({ id }) => id));
  return ITEM_406_ELEMENTS.filter((element) => !mapping[element].passages.some((id) => present.has(id)));
}
