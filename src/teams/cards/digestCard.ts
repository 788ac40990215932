import type { DigestMessage } from '../../usecases/ports.ts';
import type { Card, CardContext } from './context.ts';
import { card, execute, paragraph, plain, table, title } from './elements.ts';
import { TEAM_PAGE } from './teamCard.ts';

/** How many certificates a digest is about. */
export function countOf({ items, more }: DigestMessage): number {
  return new Set(items.map(({ obligationId }) => obligationId)).size + more;
}

/** What is overdue, for somebody who has to hear of it: names and dates, status only (promise 7). */
export function digestCard({ texts, dates }: CardContext, message: DigestMessage): Card {
  const { digest } = texts;
  const count = countOf(message);
  const single = [...new Map(message.items.map((item) => [item.obligationId, item])).values()];
  const shown = single.slice(0, TEAM_PAGE);
  const toChair = message.items.every(({ step }) => step === 'audit-committee-chair');
  const command = commandFor(message);
  return card(
    [
      title(digest.title),
      paragraph(toChair ? digest.leadOffice(count) : digest.lead(count)),
      table(
        [
          { heading: digest.columns.name, width: 3 },
          { heading: digest.columns.since, width: 2 },
        ],
        shown.map(({ displayName, overdueAfter }) => [plain(displayName), dates.short(overdueAfter)]),
      ),
      ...(count > shown.length ? [paragraph(digest.more(count - shown.length))] : []),
      paragraph(digest.once, { subtle: true }),
    ],
    command ? [execute(sentence(command), 'command', { command })] : [],
  );
}

function sentence(command: string): string {
  return command.charAt(0).toUpperCase() + command.slice(1);
}

/** Where the whole list is. */
function commandFor({ roles }: DigestMessage): 'programme' | 'team' | 'offices' | undefined {
  if (roles.includes('compliance')) return 'programme';
  if (roles.includes('manager')) return 'team';
  return roles.includes('audit-committee-chair') ? 'offices' : undefined;
}
