import type { CycleId } from '../domain/ids.ts';
import { spokenOf } from './typedWords.ts';
import { hasSentenceWords, looksLikeName } from './whyTyped.ts';

/** `hold <name>`, `hold 2026`, `hold everything`, `erase <name>`; which may also be a question about the Code. */
export type RetentionTyped = {
  readonly kind: 'retention';
  readonly whom:
    | { readonly do: 'hold' | 'erase'; readonly name: string }
    | { readonly do: 'hold'; readonly cycle: CycleId }
    | { readonly do: 'hold'; readonly all: true };
  /** All of what was typed. */
  readonly question: string;
  /** It may well be a question: it is answered from the Code when nobody has that name. */
  readonly asks: boolean;
  /** It is written as a name is: whoever may not do it is told so. */
  readonly isName: boolean;
};

/** Ids of cycles have a digit in them. */
const CYCLE = /^(?:the )?(?:cycle )?(?=[\w-]*\d)([\w-]{1,40})$/iu;

/** Reads a hold or an erasure with what it is about; undefined for the word alone, which is a command. */
export function readRetention(text: string): RetentionTyped | undefined {
  const spoken = spokenOf(text, 'hold|erase');
  if (!spoken) return undefined;
  const { question, slash, verb, after, rest: name } = spoken;
  const what = verb === 'hold' ? 'hold' : 'erase';
  const typed = { kind: 'retention', question } as const;
  const isName = slash || looksLikeName(name);
  if (what === 'hold') {
    if (/^(?:everything|all)$/iu.test(name))
      return { ...typed, whom: { do: what, all: true }, asks: false, isName: true };
    const cycle = CYCLE.exec(name)?.[1];
    if (cycle && !looksLikeId(cycle))
      return { ...typed, whom: { do: what, cycle: cycle as CycleId }, asks: false, isName: true };
  }
  const asks = !isName && (after.includes('?') || hasSentenceWords(name));
  return { ...typed, whom: { do: what, name }, asks, isName };
}

function looksLikeId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
