import type { Role } from '../../usecases/ports.ts';
import type { CommandName } from '../commands.ts';
import type { Card, CardContext } from './context.ts';
import { type Action, card, execute, facts, paragraph, title } from './elements.ts';

/** How many commands stand on the card itself. */
const BUTTONS = 5;

/** Commands that somebody's name is typed after. */
const TAKES_A_NAME: ReadonlySet<CommandName> = new Set([
  'act as',
  'why',
  'excuse',
  'extend',
  'pause',
  'resume',
  'reissue',
]);

/** What this person may do, by role, with the same as buttons. */
export function helpCard(
  { texts }: CardContext,
  input: { roles: readonly Role[]; covered: boolean; local: boolean },
): Card {
  const { help } = texts;
  const commands = commandsFor(input);
  return card(
    [
      title(help.title),
      paragraph(help.lead),
      paragraph(help.notAnonymous, { subtle: true }),
      facts(commands.map((name) => [TAKES_A_NAME.has(name) ? `${name} …` : name, help.commands[name]])),
      paragraph(help.askExample, { subtle: true }),
    ],
    commands
      .filter((name) => name !== 'act as' && name !== 'help')
      .map((name, index): Action => {
        // Teams shows six buttons: what is beyond stands behind "…".
        return execute(sentence(name), 'command', { command: name }, { secondary: index >= BUTTONS });
      }),
  );
}

/** The commands that do something for this person. */
export function commandsFor(input: {
  roles: readonly Role[];
  covered: boolean;
  local: boolean;
}): CommandName[] {
  const oversees = input.roles.some((role) => role !== 'manager');
  return [
    ...(input.covered ? (['status', 'sign'] as const) : []),
    'code',
    ...(input.covered ? (['my certificates'] as const) : []),
    ...(input.roles.includes('manager') ? (['team'] as const) : []),
    ...(input.roles.includes('compliance') ? (['programme'] as const) : []),
    ...(oversees ? (['offices'] as const) : []),
    ...(input.roles.includes('compliance')
      ? ([
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
          'questions',
        ] as const)
      : []),
    ...(input.roles.includes('compliance') || input.roles.includes('manager') ? (['remind'] as const) : []),
    ...(input.roles.includes('compliance') ? (['waivers'] as const) : []),
    ...(oversees ? (['pack', 'export'] as const) : []),
    'report',
    'help',
    ...(input.local ? (['act as'] as const) : []),
  ];
}

function sentence(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
