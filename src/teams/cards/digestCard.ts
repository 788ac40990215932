import type { DigestMessage } from '../../usecases/ports.ts';
import type { Card, CardContext } from './context.ts';
import { type CardElement, card, execute, paragraph, plain, subtitle, table, title } from './elements.ts';
import { TEAM_PAGE } from './teamCard.ts';

/** How many certificates a digest is about. */
export function countOf({ items, more }: DigestMessage): number {
  return new Set(items.map(({ obligationId }) => obligationId)).size + more;
}

/** What the activity feed says of it. */
export function digestSummary({ digest, retention }: CardContext['texts'], message: DigestMessage): string {
  const count = countOf(message);
  return count === 0 && message.due ? retention.digest.summary(message.due.people) : digest.summary(count);
}

/**
 * What is overdue, for somebody who has to hear of it: names and dates, status only (promise 7). For compliance also
 * that records are due to be erased.
 */
export function digestCard(context: CardContext, message: DigestMessage): Card {
  const { digest, retention } = context.texts;
  const overdue = countOf(message) > 0;
  const command = overdue ? commandFor(message) : undefined;
  return card(
    [
      ...(overdue ? whatIsOverdue(context, message) : [title(retention.digest.title)]),
      ...(overdue && message.due ? [subtitle(retention.digest.title)] : []),
      ...whatIsDue(context, message),
      ...(overdue ? [paragraph(digest.once, { subtle: true })] : []),
    ],
    [
      ...(command ? [execute(sentence(command), 'command', { command })] : []),
      ...(message.due ? [execute(retention.digest.show, 'command', { command: 'retention' })] : []),
    ],
  );
}

function whatIsOverdue({ texts, dates }: CardContext, message: DigestMessage): readonly CardElement[] {
  const { digest } = texts;
  const count = countOf(message);
  const single = [...new Map(message.items.map((item) => [item.obligationId, item])).values()];
  const shown = single.slice(0, TEAM_PAGE);
  const toChair = message.items.every(({ step }) => step === 'audit-committee-chair');
  return [
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
  ];
}

function whatIsDue({ texts, dates }: CardContext, { due }: DigestMessage): readonly CardElement[] {
  if (!due) return [];
  const { lead, once } = texts.retention.digest;
  return [paragraph(lead(due.people, dates.long(due.since))), paragraph(once, { subtle: true })];
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
