import { EQUATION_PARTS } from '../../domain/roster.ts';
import type { RosterLine, RosterOverview } from '../../usecases/rosterOverview.ts';
import type { Card, CardContext } from './context.ts';
import { box, card, facts, notice, paragraph, plain, shortened, table, title } from './elements.ts';
import { ruleInShort } from './ruleInWords.ts';
import { pageActions } from './teamCard.ts';

/** Who had to certify in a cycle, by which rule, and that it adds up (promise 5); for compliance. */
export function rosterCard(
  context: CardContext,
  input: { roster: RosterOverview | undefined; after?: string },
): Card {
  const { texts, dates, code } = context;
  const t = texts.roster;
  const { roster } = input;
  if (!roster) return card([title(t.noneTitle), paragraph(t.none)]);
  const { equation, cycle, list, differsSince, comparedAt } = roster;
  const parts = EQUATION_PARTS.map(
    (part) => `${equation.parts[part]} ${texts.words.tally[part].toLowerCase()}`,
  );
  const version = roster.codeHash === code.hash ? `${code.label} · ` : '';
  return card(
    [
      title(t.title(plain(cycle.id))),
      paragraph(t.lead(equation.roster), { subtle: true, spacing: 'None' }),
      ...(differsSince
        ? [notice('attention', texts.programme.rosterDiffers(dates.moment(differsSince)))]
        : []),
      ...(equation.balances || differsSince ? [] : [notice('attention', t.unbalanced)]),
      box('emphasis', [
        paragraph(t.equation(equation.roster, equation.joined, parts.join(' + ')), { small: true }),
      ]),
      facts([
        [t.facts.opened, dates.long(cycle.opensOn)],
        [t.facts.frozen, dates.moment(roster.frozenAt)],
        [t.facts.code, `${plain(version)}SHA-256 ${roster.codeHash.slice(0, 16)}…`],
        [t.facts.sha256, inGroups(roster.sha256)],
        [t.facts.joined, t.people(roster.joined)],
        [t.facts.left, t.leavers(roster.left, roster.returned)],
        [t.facts.compared, comparedAt ? dates.moment(comparedAt) : t.facts.never],
      ]),
      table(
        [
          { heading: t.columns.name, width: 4 },
          { heading: t.columns.rule, width: 5 },
          { heading: t.columns.since, width: 3 },
        ],
        list.items.map((line) => [
          nameOf(context, line),
          ruleInShort(texts, line.by),
          sinceThen(context, line),
        ]),
      ),
      paragraph(t.order, { subtle: true, small: true }),
    ],
    pageActions(texts, 'roster.page', { after: input.after, next: list.next }),
  );
}

function nameOf({ texts }: CardContext, { displayName, personId }: RosterLine): string {
  return displayName === undefined ? `${personId} (${texts.roster.unknown})` : plain(shortened(displayName));
}

function sinceThen({ texts, dates }: CardContext, { joinedAt, left }: RosterLine): string {
  const t = texts.roster;
  if (left) return t.left(dates.day(left.at), t.leaving[left.because]);
  return joinedAt ? t.joined(dates.day(joinedAt)) : '';
}

/** In groups of eight, which a phone can break. */
function inGroups(hash: string): string {
  return (hash.match(/.{1,8}/g) ?? []).join(' ');
}
