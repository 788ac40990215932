import { stemOf } from './stem.ts';

/** A word as it was typed (lower case) and its stem. */
export type Token = { readonly word: string; readonly stem: string };

/** Characters of a question that are read. More is cut: nobody's question needs it, and the time stays bounded. */
export const LONGEST_QUESTION = 2_000;

/** Words of a text in lower case. `10-K` is one word, `don't` is `dont`, `what's` is `what`. */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .slice(0, LONGEST_QUESTION)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019`´]/g, "'");
  const words: string[] = [];
  for (const found of plain.match(/[a-z0-9]+(?:['-][a-z0-9]+)*/g) ?? []) {
    const isPlain = !found.includes("'") && !found.includes('-');
    for (const word of isPlain ? [found] : partsOf(found)) if (!FILLERS.has(word)) words.push(word);
  }
  return words;
}

function partsOf(word: string): readonly string[] {
  if (/^\d+-[a-z]$/.test(word)) return [word.replace('-', '')];
  return word.split('-').map((part) => part.replace(/'(?:s|re|ve|ll|d|m)$/, '').replaceAll("'", ''));
}

/** Words people put anywhere and that would only break up phrases: "what exactly do I have to do". */
const FILLERS = new Set(
  `just even exactly actually really still ever please pls plz maybe perhaps basically quite already currently
  simply also always lol btw um uh kindly`.split(/\s+/u),
);

/** Reads a text into words with their stems. */
export type ReadTokens = (text: string) => readonly Token[];

/** The words of a text with their stems. Keeps nothing. */
export const tokensOf: ReadTokens = (text) => wordsOf(text).map((word) => ({ word, stem: stemOf(word) }));

/** Reads content for an index: it remembers stems, since content repeats its words, and how often each word occurs. */
export function createContentReader(): {
  readonly read: ReadTokens;
  readonly counts: ReadonlyMap<string, number>;
} {
  const stems = new Map<string, string>();
  const counts = new Map<string, number>();
  const read: ReadTokens = (text) =>
    wordsOf(text).map((word) => {
      const stem = stems.get(word) ?? stemOf(word);
      stems.set(word, stem);
      counts.set(word, (counts.get(word) ?? 0) + 1);
      return { word, stem };
    });
  return { read, counts };
}

const SMALL_WORDS = new Set(
  `a an the is are was were be been am i im you he she it we they me him her us them my your his its our their
  this that these those of to in on at for by with from as and or but if so than then there here do does did doing
  have has had having can could may might will would shall should must about into out up down over any
  some such what which who whom whose how when where why not no nt yes ok okay get got very too one dont cant
  isnt doesnt didnt wont wouldnt couldnt shouldnt arent wasnt havent hasnt`.split(/\s+/u),
);

/** Whether a word says nothing about the subject of a question. */
export const isSmallWord = (word: string): boolean => word.length < 2 || SMALL_WORDS.has(word);
