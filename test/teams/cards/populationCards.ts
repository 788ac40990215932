import type { ProgrammePreview } from '../../../src/changedProgramme.ts';
import { OFFICES } from '../../../src/domain/coverage.ts';
import type { CalendarDate, CycleId, PersonId, Sha256 } from '../../../src/domain/ids.ts';
import { EQUATION_PARTS, type Equation } from '../../../src/domain/roster.ts';
import { PREVIEW_PAGE, previewCard } from '../../../src/teams/cards/previewCard.ts';
import { rosterCard } from '../../../src/teams/cards/rosterCard.ts';
import { TEAM_PAGE } from '../../../src/teams/cards/teamCard.ts';
import type { RosterOverview } from '../../../src/usecases/rosterOverview.ts';
import { CODE, CONTEXT, ME, NOW } from './cardWorld.ts';
import type { Named } from './signingCards.ts';

export function rosterOf(name: string, count: number): RosterOverview {
  const by = { rule: 'financeStaff.departments', value: `${name}*` };
  const parts = Object.fromEntries(EQUATION_PARTS.map((part) => [part, count])) as Equation['parts'];
  return {
    cycle: { id: '2026' as CycleId, opensOn: '2026-11-02' as CalendarDate, openedAt: NOW },
    frozenAt: NOW,
    codeHash: CODE.hash,
    sha256: 'a'.repeat(64) as Sha256,
    equation: { roster: count * 6, joined: count, parts, balances: true },
    joined: count,
    left: count,
    returned: count,
    comparedAt: NOW,
    list: {
      items: Array.from({ length: TEAM_PAGE }, (_, n) => ({
        personId: ME,
        ...(n > 0 && { displayName: name }),
        by,
        reason: 'annual' as const,
        ...(n > 1 && { joinedAt: NOW }),
        ...(n > 2 && { left: { at: NOW, because: 'account-disabled' as const } }),
      })),
      next: '15',
    },
  };
}

export function previewOf(name: string, count: number): Extract<ProgrammePreview, { outcome: 'preview' }> {
  const by = { rule: 'financeStaff.departments', value: `${name}*` };
  const whats = ['joins', 'leaves', 'moves'] as const;
  const people = Array.from({ length: count }, (_, n) => ({
    what: whats[n % 3] ?? 'joins',
    id: ME,
    displayName: name,
    by: n % 3 === 1 ? { rule: 'no rule', value: '' } : by,
    was: by,
  }));
  const holders = (ids: readonly PersonId[]) =>
    Object.fromEntries(OFFICES.map((office) => [office, ids])) as Record<
      (typeof OFFICES)[number],
      PersonId[]
    >;
  const findings = people.map(() => ({ ...by, other: by }));
  return {
    outcome: 'preview',
    otherKeys: ['cycles', 'reminders'],
    preview: {
      coveredNow: 1_234,
      coveredThen: 1_000,
      people,
      byRule: people.map(({ what }) => ({ what, ...by, people: 3 })),
      tooManyLeave: count > 0,
      officesNow: holders([]),
      officesThen: holders(count > 0 ? [ME] : []),
      names: new Map([[ME, name]]),
      findings: { nobody: findings, everybody: findings, contradictions: findings },
      missingGroups: [],
      directoryReadAt: NOW,
    },
  };
}

export function populationCards(name: string): readonly Named[] {
  const roster = rosterOf(name, 1_234);
  const problems = Array.from({ length: 20 }, () => ({ where: name, problem: name, expected: name }));
  const preview = (previewed: ProgrammePreview, after?: string) =>
    previewCard(CONTEXT, { previewed, ...(after && { after }) });
  return [
    { what: 'no roster', card: rosterCard(CONTEXT, { roster: undefined }) },
    { what: 'roster', card: rosterCard(CONTEXT, { roster, after: '15' }) },
    {
      what: 'roster that does not add up',
      card: rosterCard(CONTEXT, {
        roster: {
          ...roster,
          equation: { ...roster.equation, balances: false },
          codeHash: 'b'.repeat(64) as Sha256,
        },
      }),
    },
    { what: 'roster that differs', card: rosterCard(CONTEXT, { roster: { ...roster, differsSince: NOW } }) },
    { what: 'no changed file', card: preview({ outcome: 'not-set' }) },
    { what: 'unusable changed file', card: preview({ outcome: 'unusable', problems }) },
    { what: 'preview', card: preview(previewOf(name, 30)) },
    { what: 'preview, second page', card: preview(previewOf(name, 30), String(PREVIEW_PAGE)) },
    { what: 'preview of nothing', card: preview(previewOf(name, 0)) },
  ];
}
