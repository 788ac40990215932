import type { Coverage } from '../../domain/coverage.ts';
import { isCovered } from '../../domain/coverage.ts';
import type { Obligation } from '../../domain/obligation.ts';
import { tallyKeyOf } from '../../domain/progress.ts';
import type { PersonRecord } from '../../usecases/ports.ts';
import type { WhyCovered } from '../../usecases/whyCovered.ts';
import type { Card, CardContext } from './context.ts';
import {
  type CardElement,
  card,
  execute,
  facts,
  notice,
  oneLine,
  paragraph,
  plain,
  subtitle,
  title,
} from './elements.ts';
import { onPaperWords, paperOf } from './paperFacts.ts';
import { ruleInWords } from './ruleInWords.ts';

type Fact = readonly [label: string, value: string];

/** Which rule covers one person, or why none does, and where they stand; for compliance, who may see every status. */
export function whyCard(
  context: CardContext,
  input: { why: Extract<WhyCovered, { outcome: 'person' }> },
): Card {
  const { texts, dates } = context;
  const t = texts.why;
  const { record, cycle, obligation, directoryReadAt, lastDaysHidden } = input.why;
  const { person, coverage } = record;
  return card([
    title(t.title(plain(person.displayName))),
    notice(isCovered(coverage) ? 'good' : 'emphasis', t.kinds[coverage.kind]),
    facts([
      [t.person.title, given(context, person.jobTitle)],
      [t.person.department, given(context, person.department)],
      [t.person.account, accountOf(context, record)],
      [t.person.hired, person.employeeHireDate ? dates.long(person.employeeHireDate) : t.person.unknown],
      ...(person.employeeLeaveDate
        ? ([[t.person.leaves, dates.long(person.employeeLeaveDate)]] as const)
        : []),
      ...(person.timeZone ? ([[t.person.timeZone, plain(person.timeZone)]] as const) : []),
      [t.person.id, plain(record.id)],
    ]),
    subtitle(t.cover.heading),
    facts(coverFacts(context, record)),
    subtitle(t.obligation.heading(plain(cycle))),
    ...standing(context, record, obligation),
    ...(lastDaysHidden ? [paragraph(t.lastDaysHidden, { subtle: true, small: true })] : []),
    ...(directoryReadAt
      ? [paragraph(texts.programme.read(dates.moment(directoryReadAt)), { subtle: true, small: true })]
      : []),
  ]);
}

/** Who of several people of that name is meant: one button each, which carries the person and not what was typed. */
export function namesakesCard(
  { texts }: CardContext,
  input: { people: readonly PersonRecord[]; more: boolean },
): Card {
  const t = texts.why;
  return card([
    title(t.severalTitle),
    paragraph(t.several),
    ...input.people.flatMap(({ id, person }): CardElement[] => {
      const about = [person.jobTitle, person.department].flatMap((each) => (each ? [plain(each)] : []));
      return [
        paragraph([plain(person.displayName), ...about].join(', '), { spacing: 'Medium' }),
        {
          type: 'ActionSet',
          actions: [execute(t.title(oneLine(person.displayName)), 'why.show', { person: id })],
        },
      ];
    }),
    ...(input.more ? [paragraph(t.more, { subtle: true })] : []),
  ]);
}

function given({ texts }: CardContext, value: string | undefined): string {
  return value ? plain(value) : texts.why.person.unknown;
}

function accountOf({ texts, dates }: CardContext, { person, removed }: PersonRecord): string {
  const { accounts } = texts.why;
  if (removed) return accounts.removed(dates.moment(removed.at));
  const state = person.accountEnabled ? accounts.enabled : accounts.disabled;
  return person.userType === 'guest' ? `${accounts.guest}, ${state.toLowerCase()}` : state;
}

function coverFacts({ texts, dates }: CardContext, record: PersonRecord): readonly Fact[] {
  const { cover, roles } = texts.why;
  const { coverage } = record;
  const held = coverage.kind === 'senior-officer' ? coverage.offices : [];
  return [
    ...(held.length > 0
      ? ([[cover.offices, held.map((office) => texts.words.offices[office]).join(', ')]] as const)
      : []),
    [cover.rule, ruleInWords(texts, coverage.by)],
    ...(isKey(coverage.by.rule) ? ([[cover.key, keyOf(coverage)]] as const) : []),
    ...(record.coveredSince ? ([[cover.since, dates.long(record.coveredSince)]] as const) : []),
    [cover.roles, record.roles.map((role) => roles[role]).join(', ') || cover.noRoles],
  ];
}

/** Whether the rule is a key of the programme file: `financeStaff.departments`, not `no rule`. */
function isKey(rule: string): boolean {
  return /^(offices|financeStaff|exclusions)\./.test(rule);
}

function keyOf({ by }: Coverage): string {
  // A title is the person's own: what in the file fits it may be written otherwise.
  const value = by.rule.endsWith('.people') || /^offices\..*\.titles$/.test(by.rule) ? '' : by.value;
  return value ? `${plain(by.rule)}: ${plain(value)}` : plain(by.rule);
}

function standing(
  context: CardContext,
  { person, coverage }: PersonRecord,
  obligation: Obligation | undefined,
): readonly CardElement[] {
  const { texts, dates } = context;
  const t = texts.why.obligation;
  if (!obligation) {
    if (!isCovered(coverage)) return [paragraph(t.none)];
    const { employeeHireDate: hiredOn } = person;
    return [paragraph(hiredOn && dates.daysUntil(hiredOn) > 0 ? t.waits(dates.long(hiredOn)) : t.notYet)];
  }
  const paper = paperOf(obligation.state);
  const overdue = dates.isOverdue(obligation) ? `, ${texts.words.managerViews.overdue.toLowerCase()}` : '';
  return [
    facts([
      [t.reason, texts.words.reasonsOfOthers[obligation.reason]],
      [t.due, dates.long(obligation.overdueAfter)],
      [
        t.status,
        paper ? onPaperWords(context, paper) : `${texts.words.tally[tallyKeyOf(obligation)]}${overdue}`,
      ],
      [t.reached, reachedOf({ texts, dates }, obligation)],
    ]),
  ];
}

function reachedOf(
  { texts, dates }: Pick<CardContext, 'texts' | 'dates'>,
  { unreachable, lastMessageAt }: Obligation,
): string {
  const t = texts.why.obligation;
  if (unreachable)
    return t.not(texts.words.unreachable[unreachable.because], dates.moment(unreachable.since));
  return lastMessageAt ? t.at(dates.moment(lastMessageAt)) : t.nothingSent;
}
