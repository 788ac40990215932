import type { ProgrammePreview } from '../../changedProgramme.ts';
import { OFFICES } from '../../domain/coverage.ts';
import type { Preview, Previewed } from '../../usecases/previewProgramme.ts';
import { ruleWords } from './alarmWords.ts';
import type { Card, CardContext } from './context.ts';
import {
  type CardElement,
  card,
  notice,
  paragraph,
  plain,
  shortened,
  subtitle,
  table,
  title,
} from './elements.ts';
import { ruleInShort } from './ruleInWords.ts';
import { pageActions } from './teamCard.ts';

/** People on one card: each has two texts that are not ours. */
export const PREVIEW_PAGE = 10;
/** Rules, and problems of the file, on one card. */
const SHOWN = 6;

/** What a changed programme file would do, before it does it. Nothing of it takes effect. */
export function previewCard(
  context: CardContext,
  input: { previewed: ProgrammePreview; after?: string },
): Card {
  const t = context.texts.preview;
  const { previewed } = input;
  switch (previewed.outcome) {
    case 'not-set':
      return card([title(t.title), paragraph(t.notSet)]);
    case 'unusable': {
      const problems = previewed.problems.map(({ where, problem, expected }) =>
        t.problem(plain(where), plain(problem), plain(expected)),
      );
      return card([title(t.title), notice('attention', t.unusable), ...listOf(context, problems)]);
    }
    case 'preview':
      return comparison(context, previewed, input.after);
  }
}

type Compared = Extract<ProgrammePreview, { outcome: 'preview' }>;

function comparison(context: CardContext, { preview, otherKeys }: Compared, after: string | undefined): Card {
  const { texts, dates } = context;
  const t = texts.preview;
  const from = Math.min(preview.people.length, Number.parseInt(after ?? '0', 10) || 0);
  const to = from + PREVIEW_PAGE;
  const { directoryReadAt, people } = preview;
  return card(
    [
      title(t.title),
      paragraph(t.lead(preview.coveredNow, preview.coveredThen), { subtle: true, spacing: 'None' }),
      notice('good', t.nothing),
      ...(from === 0 ? overview(context, preview, otherKeys) : []),
      ...(people.length > 0 ? [list(context, people.slice(from, to))] : []),
      ...(directoryReadAt
        ? [paragraph(t.asOf(dates.moment(directoryReadAt)), { subtle: true, small: true })]
        : []),
    ],
    pageActions(texts, 'preview.page', {
      after: from > 0 ? String(from) : undefined,
      next: to < people.length ? String(to) : undefined,
    }),
  );
}

/** The numbers, the offices and the rules. */
function overview(
  context: CardContext,
  preview: Preview,
  otherKeys: readonly string[],
): readonly CardElement[] {
  const t = context.texts.preview;
  const { joins, leaves, moves } = countsOf(preview.people);
  const odd = oddRules(context, preview);
  const offices = officeLines(context, preview);
  const rules = preview.byRule.map(({ what, people, ...rule }) => {
    const counted = { joins: t.joins, leaves: t.leaves, moves: t.moves }[what](people);
    return `${counted}: ${ruleWords(context.texts, rule)}`;
  });
  return [
    ...(preview.people.length === 0 ? [paragraph(t.same)] : []),
    ...(joins > 0 ? [paragraph(t.joins(joins))] : []),
    ...(leaves > 0 ? [paragraph(t.leaves(leaves), { spacing: 'None' })] : []),
    ...(moves > 0 ? [paragraph(t.moves(moves), { spacing: 'None' })] : []),
    ...(preview.tooManyLeave ? [notice('attention', t.tooMany)] : []),
    ...(offices.length > 0 ? [subtitle(t.offices), ...listOf(context, offices)] : []),
    ...(rules.length > 0 ? [subtitle(t.rules), ...listOf(context, rules)] : []),
    ...(odd.length > 0 ? [subtitle(t.odd), ...listOf(context, odd)] : []),
    ...(otherKeys.length > 0 ? [paragraph(t.others(otherKeys.map(plain).join(', ')))] : []),
  ];
}

export function countsOf(people: readonly Previewed[]): Record<Previewed['what'], number> {
  const counts = { joins: 0, leaves: 0, moves: 0 };
  for (const { what } of people) counts[what] += 1;
  return counts;
}

function oddRules({ texts }: CardContext, { findings, missingGroups }: Preview): readonly string[] {
  const t = texts.preview;
  return [
    ...missingGroups.map((id) => t.missingGroup(id)),
    ...findings.contradictions.map((rule) => t.contradict(ruleWords(texts, rule))),
    ...findings.everybody.map((rule) => t.everybody(ruleWords(texts, rule))),
    ...findings.nobody.map((rule) => t.nobody(ruleWords(texts, rule))),
  ];
}

function officeLines({ texts }: CardContext, preview: Preview): readonly string[] {
  const t = texts.preview;
  const { officesNow: now, officesThen: then, names } = preview;
  return OFFICES.flatMap((office) => {
    const [name, named] = [texts.words.offices[office], (id: string) => plain(nameIn(names, id))];
    const comes = then[office].filter((id) => !now[office].includes(id));
    const goes = now[office].filter((id) => !then[office].includes(id));
    return [
      ...comes.map((id) => t.comes(name, named(id))),
      ...goes.map((id) => t.goes(name, named(id))),
      ...(then[office].length === 0 ? [t.vacant(name)] : []),
    ];
  });
}

function nameIn(names: ReadonlyMap<string, string>, id: string): string {
  return shortened(names.get(id) ?? id);
}

function list({ texts }: CardContext, people: readonly Previewed[]): CardElement {
  const t = texts.preview;
  return table(
    [
      { heading: t.columns.name, width: 4 },
      { heading: t.columns.what, width: 2 },
      { heading: t.columns.rule, width: 5 },
    ],
    people.map(({ displayName, what, by, was }) => [
      plain(shortened(displayName)),
      t.what[what],
      by.rule === 'no rule' ? t.until(ruleInShort(texts, was)) : ruleInShort(texts, by),
    ]),
  );
}

function listOf({ texts }: CardContext, lines: readonly string[]): readonly CardElement[] {
  const shown = lines.slice(0, SHOWN).map((line) => paragraph(`- ${line}`, { spacing: 'None' }));
  const more = lines.length - shown.length;
  return more > 0 ? [...shown, paragraph(texts.preview.more(more), { spacing: 'None' })] : shown;
}
