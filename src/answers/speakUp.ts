import { anywhere, createPhrases, type Phrases } from './phrases.ts';
import { type ReadTokens, type Token, tokensOf, wordsOf } from './tokens.ts';
import type { SpeakUpWords } from './vocabulary.ts';

/**
 * How far a text tells of somebody's wrongdoing. `report`: it does, or asks to report. `mixed`: it tells of wrongdoing,
 * or of something odd that somebody in the company does, and may ask about it. `odd`: it tells of something odd.
 * `conduct`: it tells what somebody in the company does, without a word for wrong. `statement`: it asks nothing and
 * tells something.
 */
export type Concern = 'report' | 'mixed' | 'odd' | 'conduct' | 'statement' | 'none';

const OPENERS = new Set(
  `can could may might is are am was were do does did should shall would will must have has what who whom whose how
  when where why which if give show list print write rewrite translate summarize pretend ignore`.split(
    /\s+/u,
  ),
);
const FILLERS = new Set('so and but also hi hello please well ok okay now then hey'.split(' '));
const ARTICLES = new Set('my our the a an one of his her their this that some'.split(' '));
/** "We ship before the customer orders": told by whoever takes part. */
const TAKING_PART = new Set('we weve'.split(' '));
/** A statement of fewer words names a subject ("I own shares in a supplier") rather than tells what happens. */
const TELLS_IN_WORDS = 7;
const OWN = new Set('my our'.split(' '));
const NO_INSIDERS = new Set('i we you it there former ex old previous'.split(' '));
/**
 * Who acts, and whether it is only thought, is looked for among the first words: "our plant manager", "sales vp", "my
 * boss would". An "if" further back ("I don't know if this is fraud") makes no thought of it.
 */
const SUBJECT_WITHIN = 3;

/** Recognises descriptions of violations. It errs towards taking a statement for one. */
export function createSpeakUp(words: SpeakUpWords, readContent?: ReadTokens): (text: string) => Concern {
  const index = (phrases: readonly string[]): Phrases<true> =>
    createPhrases(
      phrases.map((text) => [text, true]),
      readContent,
    );
  const intents = index(words.intents);
  const wrongs = index(words.wrongs);
  const pressures = index(words.pressures);
  const signs = index(words.signs);
  const indirect = index(words.indirect);
  const telling = index([...words.telling, ...words.insiders]);
  const insiders = index(words.insiders);
  const helpless = index(words.helpless);
  const hypothetical = index(words.hypothetical);
  const asking = index(words.asking);

  const isQuestion = (tokens: readonly Token[], ended: string) =>
    ended.includes('?') || OPENERS.has(firstWordOf(tokens)) || anywhere(asking, tokens);
  const isHypothetical = (tokens: readonly Token[]) =>
    tokens.slice(0, SUBJECT_WITHIN).some((_, at) => hypothetical(tokens, at) !== undefined);
  const tellsOfWrong = (tokens: readonly Token[]) =>
    !isGerund(firstWordOf(tokens)) &&
    ((anywhere(wrongs, tokens) && anywhere(telling, tokens)) ||
      (anywhere(pressures, tokens) && anywhere(insiders, tokens)));
  const tellsOfOddity = (tokens: readonly Token[]) =>
    !isGerund(firstWordOf(tokens)) && anywhere(signs, tokens) && anywhere(telling, tokens);
  /** "How do I let somebody know that our buyer takes bribes": a question about somebody, not about a rule. */
  const namesWrongOfInsider = (tokens: readonly Token[]) =>
    anywhere(wrongs, tokens) &&
    anywhere(hypothetical, tokens) === false &&
    tokens.some(({ word }, at) => OWN.has(word) && insiders(tokens, at + 1) !== undefined);
  const isStatement = (tokens: readonly Token[]) =>
    tokens.length >= TELLS_IN_WORDS && !isGerund(firstWordOf(tokens)) && anywhere(telling, tokens);
  const hasInsiderAsSubject = (tokens: readonly Token[]) => {
    const from = tokens.findIndex(({ word }) => !FILLERS.has(word) && !ARTICLES.has(word));
    const start = tokens[from];
    if (start === undefined || NO_INSIDERS.has(start.word) || isGerund(start.word)) return false;
    return tokens
      .slice(from, from + SUBJECT_WITHIN)
      .some((_, at) => insiders(tokens, from + at) !== undefined);
  };

  return (text: string): Concern => {
    const clauses = clausesOf(text).map(({ words: part, ended }) => ({ tokens: tokensOf(part), ended }));
    const asked = clauses.filter(({ tokens, ended }) => isQuestion(tokens, ended));
    const told = clauses.filter((clause) => !asked.includes(clause) && !isHypothetical(clause.tokens));
    if (told.some(({ tokens }) => anywhere(intents, tokens))) return 'report';
    const asksWhatToDo = asked.length === 0 || asked.every(({ tokens }) => anywhere(helpless, tokens));
    if (told.some(({ tokens }) => tellsOfWrong(tokens))) return asksWhatToDo ? 'report' : 'mixed';
    const tellingQuestions = asked.filter(({ tokens }) => anywhere(indirect, tokens));
    if (tellingQuestions.some(({ tokens }) => anywhere(wrongs, tokens))) return 'mixed';
    const odd = [...told, ...tellingQuestions].filter(({ tokens }) => tellsOfOddity(tokens));
    if (odd.some(({ tokens }) => anywhere(insiders, tokens))) return 'mixed';
    if (odd.length > 0) return 'odd';
    const conduct =
      told.some(({ tokens }) => hasInsiderAsSubject(tokens)) ||
      tellingQuestions.some(({ tokens }) => anywhere(insiders, tokens)) ||
      asked.some(({ tokens }) => namesWrongOfInsider(tokens)) ||
      (asked.length === 0 && told.some(({ tokens }) => TAKING_PART.has(firstWordOf(tokens))));
    if (conduct) return 'conduct';
    return asked.length === 0 && told.some(({ tokens }) => isStatement(tokens)) ? 'statement' : 'none';
  };
}

const firstWordOf = (tokens: readonly Token[]) => tokens.find(({ word }) => !FILLERS.has(word))?.word ?? '';

/** "Misleading an auditor" names a thing and tells of nobody. */
const isGerund = (word: string) => word.length > 4 && word.endsWith('ing') && !word.endsWith('thing');

/** Sentences and what follows a comma, each with the sign that ended it. */
function clausesOf(text: string): readonly { readonly words: string; readonly ended: string }[] {
  return [...text.matchAll(/([^.?!;:,\n]+)([.?!;:,\n]*)/gu)]
    .map(([, words = '', ended = '']) => ({ words, ended }))
    .filter(({ words }) => wordsOf(words).length > 0);
}
