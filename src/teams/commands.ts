import { distance } from 'fastest-levenshtein';
import { type ActionTyped, readAction, TYPED_ACTIONS } from './actionTyped.ts';
import { type PaperTyped, readRecord, TYPED_RECORDS } from './paperTyped.ts';
import { type RetentionTyped, readRetention } from './retentionTyped.ts';
import { looksLikeName, readWhy, type WhyTyped } from './whyTyped.ts';

export const COMMANDS = [
  'status',
  'sign',
  'code',
  'my certificates',
  'report',
  'help',
  'team',
  'programme',
  'offices',
  'unreached',
  'alarms',
  'roster',
  'preview',
  'jobs',
  'why',
  'amendment',
  'cases',
  'excuse',
  'extend',
  'pause',
  'resume',
  'reissue',
  'remind',
  'paper',
  'correct',
  'waivers',
  'hold',
  'retention',
  'erase',
  'pack',
  'export',
  'questions',
  'act as',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** What somebody typed: a command, a near miss of one, or a question about the Code. */
export type Typed =
  | { readonly kind: 'command'; readonly command: Exclude<CommandName, 'act as'> }
  | { readonly kind: 'act-as'; readonly name: string }
  /** With the cycle that was named. */
  | { readonly kind: 'export'; readonly cycle: string }
  | WhyTyped
  | ActionTyped
  | PaperTyped
  | RetentionTyped
  | { readonly kind: 'why-answer'; readonly question: string }
  | { readonly kind: 'near-miss'; readonly command: CommandName }
  | { readonly kind: 'question'; readonly question: string };

/** Other words for the same thing. */
const ALIASES: Readonly<Record<string, Exclude<CommandName, 'act as'>>> = {
  program: 'programme',
  certificates: 'my certificates',
  'my certificate': 'my certificates',
  certificate: 'my certificates',
  receipt: 'my certificates',
  certify: 'sign',
  'speak up': 'report',
  'the code': 'code',
  'my team': 'team',
  alarm: 'alarms',
  'my status': 'status',
  hi: 'help',
  hello: 'help',
  hey: 'help',
  're-issue': 'reissue',
  papers: 'paper',
  correction: 'correct',
  reminder: 'remind',
  declines: 'cases',
  exceptions: 'cases',
  holds: 'hold',
  'legal hold': 'hold',
  'legal holds': 'hold',
  menu: 'help',
  '?': 'help',
};

/** Words that only make a command polite: "show me my status please" is `status`. */
const POLITE = new Set(
  'please pls kindly could can would will you u i id like to want need the a an my me show give see view open read get let us now thanks thank for of bot hi hello hey there good morning afternoon just what is whats where check'.split(
    ' ',
  ),
);

/** Words that, with nothing but polite ones around them, ask for nothing: whoever greets or thanks is told what there is. */
const GREETINGS = new Set(['hi', 'hello', 'hey', 'morning', 'thanks', 'thank']);

/** Longer texts are questions whatever they begin with. Words. */
const LONGEST_COMMAND = 8;

/** Reads what somebody typed: any case, with or without a leading `/`, with polite words around it. */
export function readTyped(text: string): Typed {
  const question = text.trim();
  const plain = question
    .slice(0, 200)
    .toLowerCase()
    .normalize('NFKC')
    .replace(/^\/+\s*/, '')
    .replace(/[.!,;:]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const actAs = /^act as\s+(.{1,100})$/.exec(plain);
  if (actAs) {
    const name = question.replace(/^\/*\s*act\s+as\s+/i, '').trim();
    return { kind: 'act-as', name };
  }
  const whyAnswer = /^\/*\s*why\s+this\s+answer\b[\s:,.?-]*([\s\S]*)$/i.exec(question);
  if (whyAnswer) return { kind: 'why-answer', question: whyAnswer[1] ?? '' };
  const exported = /^(?:please )?export(?: the)?(?: evidence(?: of| for)?)? ([\w-]{1,40})(?: please)?$/.exec(
    plain,
  );
  if (exported?.[1] && /\d/.test(exported[1])) return { kind: 'export', cycle: exported[1] };
  const why = readWhy(question);
  if (why) return why;
  const action = readAction(question);
  if (action) return action;
  const record = readRecord(question);
  if (record) return record;
  const retention = readRetention(question);
  if (retention) return retention;
  const exact = commandOf(plain) ?? commandOf(plain.replace(/\?+$/, '').trim());
  if (exact) return { kind: 'command', command: exact };
  const allWords = plain.replace(/[?'’"]/g, '').split(' ');
  if (allWords.length <= LONGEST_COMMAND) {
    const core = allWords.filter((word) => !POLITE.has(word)).join(' ');
    const isGreeting = core === '' && allWords.some((word) => GREETINGS.has(word));
    const polite = isGreeting ? 'help' : (commandOf(core) ?? commandOf(`my ${core}`));
    if (polite) return { kind: 'command', command: polite };
  }
  const near =
    allWords.length <= 2 ? nearMissOf(plain.replace(/\?+$/, '')) : nearActionOf(question, allWords[0] ?? '');
  return near ? { kind: 'near-miss', command: near } : { kind: 'question', question };
}

function commandOf(text: string): Exclude<CommandName, 'act as'> | undefined {
  if (Object.hasOwn(ALIASES, text)) return ALIASES[text];
  return COMMANDS.find((name): name is Exclude<CommandName, 'act as'> => name !== 'act as' && name === text);
}

/** Whether two neighbouring letters changed places: `taem` for `team`. */
function isSwapOf(text: string, name: string): boolean {
  const at = [...text].findIndex((letter, index) => letter !== name[index]);
  if (at < 0) return false;
  return (
    name === text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2)
  );
}

/** `excsue Maya Okafor`: an action that is nearly one, before what is written like a name. */
function nearActionOf(question: string, first: string): CommandName | undefined {
  const near = nearMissOf(first);
  const isAction = [...TYPED_ACTIONS, ...TYPED_RECORDS].some((each) => each === near && each !== first);
  return isAction && looksLikeName(question.replace(/^\S+\s+/, '')) ? near : undefined;
}

/** One slip in a short word, two in a longer one; of several, the one with the fewest. */
function nearMissOf(text: string): CommandName | undefined {
  const allowed = text.length <= 4 ? 1 : 2;
  const [nearest] = COMMANDS.filter((name) => name !== 'act as' && name.length > 3)
    .map((name) => ({ name, slips: isSwapOf(text, name) ? 1 : distance(text, name) }))
    .filter(({ slips }) => slips <= allowed)
    .sort((a, b) => a.slips - b.slips);
  return nearest?.name;
}
