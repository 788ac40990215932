import type { Role } from '../../usecases/ports.ts';
import type { CommandName } from '../commands.ts';
import type { Card, CardContext } from './context.ts';
import {
  type Action,
  type CardElement,
  card,
  execute,
  facts,
  paragraph,
  subtitle,
  title,
} from './elements.ts';

type Reader = { readonly roles: readonly Role[]; readonly covered: boolean; readonly local: boolean };

/** How many commands stand on the card itself. */
const BUTTONS = 5;

/** What most people come for; of these the first that somebody may do are the card's own buttons. */
const COMES_FIRST: readonly CommandName[] = [
  'status',
  'sign',
  'team',
  'programme',
  'alarms',
  'cases',
  'offices',
  'remind',
  'pack',
  'export',
  'code',
  'my certificates',
  'report',
];

/** Commands that somebody's name is typed after. */
const TAKES_A_NAME: ReadonlySet<CommandName> = new Set([
  'act as',
  'why',
  'excuse',
  'extend',
  'pause',
  'resume',
  'reissue',
  'paper',
  'correct',
  'erase',
]);

/** What this person may do, by what it is about, with the same as buttons. */
export function helpCard({ texts }: CardContext, reader: Reader): Card {
  const { help } = texts;
  const listed = (commands: readonly CommandName[]) =>
    facts(commands.map((name) => [TAKES_A_NAME.has(name) ? `${name} …` : name, help.commands[name]]));
  return card(
    [
      title(help.title),
      paragraph(help.lead),
      paragraph(help.notAnonymous, { subtle: true }),
      ...groupsFor(reader).flatMap(({ group, commands }): CardElement[] => {
        const { heading, how } = help.groups[group];
        return [
          subtitle(heading),
          ...(how ? [paragraph(how, { subtle: true, small: true, spacing: 'None' })] : []),
          listed(commands),
        ];
      }),
      paragraph(help.askExample, { subtle: true }),
    ],
    buttonsFor(reader).map((name, index): Action => {
      // Teams shows six buttons: what is beyond stands behind "…".
      return execute(sentence(name), 'command', { command: name }, { secondary: index >= BUTTONS });
    }),
  );
}

/** The commands that do something for this person. */
export function commandsFor(reader: Reader): CommandName[] {
  return groupsFor(reader).flatMap(({ commands }) => commands);
}

export type HelpGroup = 'own' | 'team' | 'standing' | 'people' | 'evidence' | 'service' | 'always';

/** What somebody may do, by what it is about; what their role is for comes first, and no group is empty. */
function groupsFor({
  roles,
  covered,
  local,
}: Reader): readonly { readonly group: HelpGroup; readonly commands: readonly CommandName[] }[] {
  const compliance = roles.includes('compliance');
  const oversees = roles.some((role) => role !== 'manager');
  const all: readonly { readonly group: HelpGroup; readonly commands: readonly CommandName[] }[] = [
    {
      group: 'own',
      commands: covered ? ['status', 'sign', 'code', 'my certificates'] : ['code'],
    },
    {
      group: 'team',
      commands: roles.includes('manager') ? (compliance ? ['team'] : ['team', 'remind']) : [],
    },
    {
      group: 'standing',
      commands: compliance
        ? ['programme', 'alarms', 'cases', 'unreached', 'offices', 'roster', 'why']
        : oversees
          ? ['offices']
          : [],
    },
    {
      group: 'people',
      commands: compliance ? ['remind', 'extend', 'pause', 'resume', 'excuse', 'reissue'] : [],
    },
    {
      group: 'evidence',
      commands: compliance
        ? ['pack', 'export', 'paper', 'correct', 'waivers', 'hold', 'retention', 'erase']
        : oversees
          ? ['pack', 'export']
          : [],
    },
    {
      group: 'service',
      commands: compliance ? ['amendment', 'preview', 'questions', 'jobs'] : [],
    },
    { group: 'always', commands: ['report', 'help', ...(local ? (['act as'] as const) : [])] },
  ];
  return all.filter(({ commands }) => commands.length > 0);
}

function buttonsFor(reader: Reader): readonly CommandName[] {
  const commands: readonly CommandName[] = commandsFor(reader).filter(
    (name) => name !== 'act as' && name !== 'help',
  );
  return [
    ...COMES_FIRST.filter((name) => commands.includes(name)),
    ...commands.filter((name) => !COMES_FIRST.includes(name)),
  ];
}

function sentence(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
