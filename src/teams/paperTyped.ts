import { spokenOf } from './typedWords.ts';
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

const WHOSE =
  /^(?:(?:the|a)\s+)?(?:paper\s+)?(?:(?:certificate|record|sheet)s?\s+)?(?:for|of|from|by)\s+(?:the\s+)?/iu;

/** Reads what is to be recorded about whom; undefined for the word alone, which is a command, and for other texts. */
export function readRecord(text: string): PaperTyped | undefined {
  const spoken = spokenOf(text, TYPED_RECORDS.join('|'));
  if (!spoken) return undefined;
  const { question, slash, verb, rest } = spoken;
  const name = rest.replace(WHOSE, '');
  if (name === '') return undefined;
  // Both are words of their own: `paper records` and `correct me if I am wrong` name nobody.
  const asks = !slash && !looksLikeName(name);
  return { kind: 'record', what: verb as TypedRecord, name, question, asks };
}
