import { stemmer } from 'stemmer';

/** A word as it was typed (lower case) and its Porter stem. */
export type Token = { readonly word: string; readonly stem: string };

/** Characters of a question that are read. More is cut: nobody's question needs it, and the time stays bounded. */
export const LONGEST_QUESTION = 2_000;

/** Words of a text in lower case. `10-K` is one word, `don't` is `dont`, `what's` is `what`. */
export function wordsOf(text: string): readonly string[] {
  const plain = text
    .slice(0, LONGEST_QUESTION)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019`´]/gu, "'")
    .replace(/\b(\d+)-([a-z])\b/gu, '$1$2')
    .replace(/n't\b/gu, 'nt')
    .replace(/'(?:s|re|ve|ll|d|m)\b/gu, ' ')
    .replace(/'/gu, '');
  return (plain.match(/[a-z0-9]+/gu) ?? []).filter((word) => !FILLERS.has(word));
}

/** Words people put anywhere and that would only break up phrases: "what exactly do I have to do". */
const FILLERS = new Set(
  `just even exactly actually really still ever please pls plz maybe perhaps basically quite already currently
  simply also always lol btw um uh kindly`.split(/\s+/u),
);

/** A word with its stem. */
export const tokenOf = (word: string): Token => ({ word, stem: stemmer(word) });

const SMALL_WORDS = new Set(
  `a an the is are was were be been am i im you he she it we they me him her us them my your his its our their
  this that these those of to in on at for by with from as and or but if so than then there here do does did doing
  have has had having can could may might will would shall should must about into out up down over any
  some such what which who whom whose how when where why not no nt yes ok okay get got very too one dont cant
  isnt doesnt didnt wont wouldnt couldnt shouldnt arent wasnt havent hasnt`.split(/\s+/u),
);

/** Whether a word says nothing about the subject of a question. */
export const isSmallWord = (word: string): boolean => word.length < 2 || SMALL_WORDS.has(word);
