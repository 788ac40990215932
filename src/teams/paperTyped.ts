import { looksLikeName } from './whyTyped.ts';

/** What compliance records about somebody's certificate, by name. */
export const TYPED_RECORDS = ['paper', 'correct'] as const;
export type TypedRecord = (typeof TYPED_RECORDS)[number];

/** `paper <name>` and `correct <name>`, which may also be a question about the Code. */
export type PaperTyped = {
  readonly kind: 'record';
  readonly what: TypedRecord;
  readonly name: string;
  /** All of what was typed. */
  readonly question: string;
  /** It may well be a question: it is answered from the Code when nobody has that name. */
  readonly asks: boolean;
};

/** Longer texts name nobody. UTF-16 units. */
const LONGEST = 160;

const POLITE =
  /^(?:(?:please|pls|kindly|can you|could you|would you|i want to|i(?:['’]d| would) like to)\s+)+/iu;
const RECORD = /^(\/*)\s*(paper|correct)(?:[\s,:]+(.*))?$/isu;
const THANKS = /[\s,]+(?:please|thanks|thank you)[\s?.!]*$/iu;
const WHOSE =
  /^(?:(?:the|a)\s+)?(?:paper\s+)?(?:(?:certificate|record|sheet)s?\s+)?(?:for|of|from|by)\s+(?:the\s+)?/iu;

/** Reads what is to be recorded about whom; undefined for the word alone, which is a command, and for other texts. */
export function readRecord(text: string): PaperTyped | undefined {
  const question = text.trim();
  if (question.length > LONGEST) return undefined;
  const said = RECORD.exec(question.replace(POLITE, ''));
  if (!said) return undefined;
  const [, slash = '', what = '', after = ''] = said;
  const name = after
    .replace(THANKS, '')
    .replace(/[\s?!.,]+$/u, '')
    .trim()
    .replace(WHOSE, '');
  if (name === '' || /^(?:please|thanks|thank you)$/iu.test(name)) return undefined;
  // Both are words of their own: `paper records` and `correct me if I am wrong` name nobody.
  const asks = slash === '' && !looksLikeName(name);
  return { kind: 'record', what: what.toLowerCase() as TypedRecord, name, question, asks };
}
