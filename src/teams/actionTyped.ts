import type { ListName } from '../domain/actions.ts';
import { OFFICES, type Office } from '../domain/coverage.ts';
import { spokenOf } from './typedWords.ts';
import { hasSentenceWords, looksLikeName } from './whyTyped.ts';

/** The actions that are typed; what takes one back stands on the cards. */
export const TYPED_ACTIONS = ['excuse', 'extend', 'pause', 'resume', 'remind', 'reissue'] as const;
export type TypedAction = (typeof TYPED_ACTIONS)[number];

/** Whom somebody typed after an action: a name, or a list that may be narrowed. */
export type TypedWhom =
  | { readonly kind: 'name'; readonly name: string }
  | {
      readonly kind: 'list';
      readonly list: ListName;
      readonly office?: Office;
      readonly department?: string;
      /** A manager's name: their organisation. */
      readonly below?: string;
    }
  /** The manager's own organisation. */
  | { readonly kind: 'team' };

/** `excuse <name>`, `remind overdue in Treasury`; which may also be a question about the Code. */
export type ActionTyped = {
  readonly kind: 'action';
  readonly action: TypedAction;
  readonly whom: TypedWhom;
  /** All of what was typed. */
  readonly question: string;
  /** It may well be a question: it is answered from the Code when nobody has that name. */
  readonly asks: boolean;
};

const VERBS = 'excuse|extend|pause|resume|remind|re-?issue';

/** Reads an action with whom it is meant for; undefined for the word alone, which is a command, and for other texts. */
export function readAction(text: string): ActionTyped | undefined {
  const spoken = spokenOf(text, VERBS);
  if (!spoken) return undefined;
  const { question, slash, verb, after, rest } = spoken;
  const action = verb.replace('-', '') as TypedAction;
  const whom = listIn(rest, action) ?? { kind: 'name', name: rest };
  const sounds = after.includes('?') || hasSentenceWords(rest);
  const asks = !slash && whom.kind === 'name' && sounds && !looksLikeName(rest);
  return { kind: 'action', action, whom, question, asks };
}

const EVERYONE = 'everyone|everybody|all|anyone|those|people|them';
const LIST = new RegExp(
  `^(?:(?:${EVERYONE}|the|who|that|is|are|still)\\s+)*(outstanding|open|overdue|late|unreached|not reached|paused|declined|excused)\\b(?:\\s+(?:ones|people|certificates?|obligations?))?(.*)$`,
  'isu',
);
const NARROWED = /^\s+(in|of|from|under|below|reporting to|reports of|office)\s+(.+)$/isu;

const LISTS: Readonly<Record<string, ListName>> = {
  outstanding: 'outstanding',
  open: 'outstanding',
  overdue: 'overdue',
  late: 'overdue',
  unreached: 'unreached',
  'not reached': 'unreached',
  paused: 'paused',
  declined: 'declined',
  excused: 'excused',
};

function listIn(rest: string, action: TypedAction): TypedWhom | undefined {
  if (/^(?:my\s+)?(?:team|organi[sz]ation|people|reports)$/iu.test(rest)) return { kind: 'team' };
  if (new RegExp(`^(?:${EVERYONE})$`, 'iu').test(rest))
    return { kind: 'list', list: action === 'resume' ? 'paused' : 'outstanding' };
  const said = LIST.exec(rest);
  if (!said) return undefined;
  const list = LISTS[(said[1] ?? '').toLowerCase()];
  const more = said[2] ?? '';
  if (!list) return undefined;
  if (more.trim() === '') return { kind: 'list', list };
  const narrowed = NARROWED.exec(more);
  if (!narrowed) return undefined;
  const [, how = '', what = ''] = narrowed;
  const name = what.replace(/^the\s+/iu, '').trim();
  if (/^(?:under|below|reporting to|reports of)$/iu.test(how)) {
    if (/^me$/iu.test(name)) return { kind: 'team' };
    return { kind: 'list', list, below: name };
  }
  const office = officeIn(name);
  if (office) return { kind: 'list', list, office };
  return { kind: 'list', list, department: name.replace(/\s+department$/iu, '') };
}

const SHORT: Readonly<Record<string, Office>> = {
  ceo: 'chief-executive-officer',
  cfo: 'chief-financial-officer',
  'assistant cfo': 'assistant-chief-financial-officer',
  cao: 'chief-accounting-officer',
};

function officeIn(name: string): Office | undefined {
  const plain = name.toLowerCase().replace(/^office (?:of )?(?:the )?/u, '');
  return SHORT[plain] ?? OFFICES.find((office) => office.replaceAll('-', ' ') === plain);
}
