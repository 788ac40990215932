/** Longer texts name nobody. UTF-16 units. */
const LONGEST = 160;

const POLITE =
  /^(?:(?:please|pls|kindly|can you|could you|would you|i want to|i(?:['’]d| would) like to)\s+)+/iu;
const THANKS = /[\s,]+(?:please|thanks|thank you)[\s?.!]*$/iu;
const NOTHING_ELSE = /^(?:please|thanks|thank you)$/iu;

/** A command with what it is meant for. */
export type Spoken = {
  /** All of what was typed. */
  readonly question: string;
  /** A slash makes it a command, whatever follows. */
  readonly slash: boolean;
  /** The command's word, in lower case. */
  readonly verb: string;
  /** What follows it, as it was typed; and without what is only polite. */
  readonly after: string;
  readonly rest: string;
};

/**
 * Reads one of these words with something after it and politeness around it; undefined for the word alone, which is a
 * command, and for other texts.
 * @param verbs a regular expression's alternatives, such as `hold|erase`
 */
export function spokenOf(text: string, verbs: string): Spoken | undefined {
  const question = text.trim();
  if (question.length > LONGEST) return undefined;
  const said = new RegExp(`^(/*)\\s*(${verbs})[\\s,:]+(.*)$`, 'isu').exec(question.replace(POLITE, ''));
  if (!said) return undefined;
  const [, slash = '', verb = '', after = ''] = said;
  const rest = after
    .replace(THANKS, '')
    .replace(/[\s?!.,]+$/u, '')
    .trim();
  if (rest === '' || NOTHING_ELSE.test(rest)) return undefined;
  return { question, slash: slash !== '', verb: verb.toLowerCase(), after, rest };
}
