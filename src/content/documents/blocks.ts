/** A piece of a document's text in reading order, freed from its layout but not from a single word. */
export type Block =
  | { readonly kind: 'heading'; readonly depth: number; readonly text: string; readonly line: number }
  | { readonly kind: 'paragraph' | 'item'; readonly text: string; readonly line: number };

/** What of a document is in no passage, so that somebody can look whether it matters. Lines count from 1. */
export type Unplaced = {
  readonly line: number;
  readonly what: 'page-number' | 'image' | 'markup' | 'empty-heading';
};

export type Blocks = { readonly blocks: readonly Block[]; readonly unplaced: readonly Unplaced[] };

/** One line with single spaces, as passages are kept. */
export function oneLineOf(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}
