import type { ProgrammePreview } from './changedProgramme.ts';
import { en } from './content/en/index.ts';
import type { RuleFinding } from './domain/alarm.ts';
import { OFFICES } from './domain/coverage.ts';

/** A preview for a terminal: the same as the card says, without pages. */
export function previewText(previewed: ProgrammePreview): string {
  const t = en.preview;
  switch (previewed.outcome) {
    case 'not-set':
      return t.notSet;
    case 'unusable':
      return [
        t.unusable,
        ...previewed.problems.map(
          ({ where, problem, expected }) => `  ${t.problem(where, problem, expected)}`,
        ),
      ].join('\n');
    case 'preview':
      return comparison(previewed).join('\n');
  }
}

function comparison({ preview, otherKeys }: Extract<ProgrammePreview, { outcome: 'preview' }>): string[] {
  const t = en.preview;
  const { people, byRule, findings, missingGroups, officesNow, officesThen, names } = preview;
  const rule = ({ rule, value }: { rule: string; value: string }) => en.alarms.rule(rule, oneLine(value));
  const odd = ({ other, ...one }: RuleFinding) =>
    other ? en.alarms.contradicts(rule(one), rule(other)) : rule(one);
  const counted = { joins: t.joins, leaves: t.leaves, moves: t.moves };
  const offices = OFFICES.flatMap((office) => {
    const name = en.words.offices[office];
    const named = (id: (typeof officesNow)[typeof office][number]) => oneLine(names.get(id) ?? id);
    return [
      ...officesThen[office]
        .filter((id) => !officesNow[office].includes(id))
        .map((id) => t.comes(name, named(id))),
      ...officesNow[office]
        .filter((id) => !officesThen[office].includes(id))
        .map((id) => t.goes(name, named(id))),
      ...(officesThen[office].length === 0 ? [t.vacant(name)] : []),
    ];
  });
  return [
    t.lead(preview.coveredNow, preview.coveredThen),
    t.nothing,
    ...(people.length === 0 ? [t.same] : []),
    ...(preview.tooManyLeave ? [t.tooMany] : []),
    ...byRule.map(({ what, people: count, ...one }) => `  ${counted[what](count)}: ${rule(one)}`),
    ...offices.map((line) => `  ${line}`),
    ...missingGroups.map((id) => `  ${t.missingGroup(id)}`),
    ...findings.contradictions.map((one) => `  ${t.contradict(odd(one))}`),
    ...findings.everybody.map((one) => `  ${t.everybody(odd(one))}`),
    ...findings.nobody.map((one) => `  ${t.nobody(odd(one))}`),
    ...(otherKeys.length > 0 ? [t.others(otherKeys.join(', '))] : []),
    ...people.map(({ what, displayName, by, was }) => {
      const because = by.rule === 'no rule' ? t.until(rule(was)) : rule(by);
      return `  ${oneLine(displayName)}: ${t.what[what]} (${because})`;
    }),
  ];
}

/** A name must not write lines of its own on a terminal. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
}
