import type { CalendarDate, PassageId, Sha256 } from './ids.ts';

/** One citable piece of the Code, word for word. */
export type Passage = {
  readonly id: PassageId;
  readonly kind: 'paragraph' | 'principle';
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
  /** How it is made public, Item 406(c) of Regulation S-K. */
  readonly madePublic: string;
  readonly sections: readonly CodeSection[];
  readonly hash: Sha256;
};

/** All passages in reading order. */
export function passagesOf(code: CodeVersion): readonly Passage[] {
  return code.sections.flatMap((section) => section.passages);
}
