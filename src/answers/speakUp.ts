import { anywhere, createPhrases, type Phrases } from './phrases.ts';
import { type ReadTokens, type Token, wordsOf } from './tokens.ts';
import type { SpeakUpWords } from './vocabulary.ts';

/**
 * How far a text tells of somebody's wrongdoing. `report`: it does, or asks to report. `conduct`: it tells what
 * somebody in the company does, without a word for wrong. `mixed`: it tells of wrongdoing and asks what one may do.
 */
export type Concern = 'report' | 'conduct' | 'mixed' | 'none';

const OPENERS = new Set(
  `can could may might is are am was were do does did should shall would will must have has what who whom whose how
  when where why which if`.split(/\s+/u),
);
const FILLERS = new Set('so and but also hi hello please well ok okay now then hey'.split(' '));
const ARTICLES = new Set('my our the a an one of his her their this that some'.split(' '));
const NO_INSIDERS = new Set('i we you it there former ex old previous'.split(' '));
/** A subject is looked for among the first words: "our plant manager", "sales vp", "two people in accounting". */
const SUBJECT_WITHIN = 4;

/** Recognises descriptions of violations. It errs towards taking a statement for one. */
export function createSpeakUp(
  words: SpeakUpWords,
  readQuestion: ReadTokens,
  readContent?: ReadTokens,
): (text: string) => Concern {
  const index = (phrases: readonly string[]): Phrases<true> =>
    createPhrases(
      phrases.map((text) => [text, true]),
      readContent,
    );
  const intents = index(words.intents);
  const wrongs = index(words.wrongs);
  const pressures = index(words.pressures);
  const telling = index([...words.telling, ...words.insiders]);
  const insiders = index(words.insiders);
  const helpless = index(words.helpless);
  const hypothetical = index(words.hypothetical);
  const permission = index([
    'can i',
    'may i',
    'should i',
    'must i',
    'am i',
    'do i',
    'is it ok',
    'is that',
    'is this',
  ]);

  const isQuestion = (tokens: readonly Token[], ended: string) => {
    const first = tokens.find(({ word }) => !FILLERS.has(word));
    return (
      ended.includes('?') || (first !== undefined && OPENERS.has(first.word)) || anywhere(permission, tokens)
    );
  };
  const tellsOfWrong = (tokens: readonly Token[]) =>
    (anywhere(wrongs, tokens) && anywhere(telling, tokens)) ||
    (anywhere(pressures, tokens) && anywhere(insiders, tokens));
  const hasInsiderAsSubject = (tokens: readonly Token[]) => {
    const from = tokens.findIndex(({ word }) => !FILLERS.has(word) && !ARTICLES.has(word));
    const start = tokens[from];
    if (start === undefined || NO_INSIDERS.has(start.word) || /ing$/u.test(start.word)) return false;
    return tokens
      .slice(from, from + SUBJECT_WITHIN)
      .some((_, at) => insiders(tokens, from + at) !== undefined);
  };

  return (text: string): Concern => {
    const clauses = clausesOf(text).map(({ words: part, ended }) => ({ tokens: readQuestion(part), ended }));
    const asked = clauses.filter(({ tokens, ended }) => isQuestion(tokens, ended));
    const told = clauses.filter(
      (clause) => !asked.includes(clause) && !anywhere(hypothetical, clause.tokens),
    );
    if (told.some(({ tokens }) => anywhere(intents, tokens))) return 'report';
    const asksWhatToDo = asked.length === 0 || asked.every(({ tokens }) => anywhere(helpless, tokens));
    if (told.some(({ tokens }) => tellsOfWrong(tokens))) return asksWhatToDo ? 'report' : 'mixed';
    if (told.some(({ tokens }) => hasInsiderAsSubject(tokens)))
      return asked.length === 0 ? 'conduct' : 'mixed';
    return 'none';
  };
}

/** Sentences and what follows a comma, each with the sign that ended it. */
function clausesOf(text: string): readonly { readonly words: string; readonly ended: string }[] {
  return [...text.matchAll(/([^.?!;:,\n]+)([.?!;:,\n]*)/gu)]
    .map(([, words = '', ended = '']) => ({ words, ended }))
    .filter(({ words }) => wordsOf(words).length > 0);
}
