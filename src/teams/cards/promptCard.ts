import { isReissue, type Obligation } from '../../domain/obligation.ts';
import type { DirectoryPerson } from '../../domain/person.ts';
import { type Card, type CardContext, dueBadge } from './context.ts';
import { card, execute, facts, paragraph, plain, titleWithBadge } from './elements.ts';

/** How somebody is greeted: by given name where the directory has one. */
export function greetingName({ givenName, displayName }: DirectoryPerson): string {
  return givenName ?? displayName;
}

/** The first thing a covered person sees: what is asked, why, by when, and one step to take. */
export function promptCard(
  { texts, company, code, dates }: CardContext,
  input: { obligation: Obligation; name: string; asReminder?: boolean },
): Card {
  const t = texts.certification;
  const { obligation } = input;
  const overdue = dates.isOverdue(obligation);
  const lead = input.asReminder
    ? t.reminderLead(dates.long(obligation.overdueAfter), overdue)
    : t.promptLead(plain(company));
  const first = input.name ? `${t.greeting(plain(input.name))}. ` : '';
  return card(
    [
      ...titleWithBadge(t.title, dueBadge(texts, dates, obligation)),
      paragraph(`${first}${lead}`),
      ...(isReissue(obligation) ? [paragraph(t.askedAgain)] : []),
      facts([
        [t.facts.code, plain(code.title)],
        [t.facts.cycle, obligation.cycle],
        [t.facts.due, dates.long(obligation.overdueAfter)],
        [t.facts.why, texts.words.reasons[obligation.reason]],
      ]),
    ],
    [
      execute(t.readTheCode, 'code.read', { obligation: obligation.id, part: 1 }, { style: 'positive' }),
      ...(obligation.reason === 'amendment'
        ? [execute(texts.reading.changes.button, 'code.changes', { obligation: obligation.id })]
        : []),
      execute(t.decline, 'decline.form', { obligation: obligation.id }, { secondary: true }),
    ],
  );
}
