import type { Alarm, AlarmKind, Confirmation } from '../domain/alarm.ts';
import { type CoverageRules, isCovered } from '../domain/coverage.ts';
import type { CalendarDate, GroupId } from '../domain/ids.ts';
import { managerChainOf } from '../domain/managers.ts';
import { officeChanges, officeConditions } from '../domain/offices.ts';
import type { RuleFindings } from '../domain/ruleFindings.ts';
import { dateAt } from '../domain/time.ts';
import { alarms } from './alarms.ts';
import { PopulationFell } from './failures.ts';
import { type Memberships, membershipsOf } from './membershipsOf.ts';
import { believedFall } from './populationFall.ts';
import type { Clock, Directory, PeopleStore, PersonRecord, ProgrammeStore } from './ports.ts';
import { putPopulation } from './putPopulation.ts';
import { forgetRead, lastCompleteRead, readDirectory } from './readDirectory.ts';
import { coverageNow, type RoleRules, rolesOf, type Survey, surveyPopulation } from './surveyPopulation.ts';
import { forEach, updatePerson } from './updatePerson.ts';

export type SyncDeps = {
  readonly directory: Directory;
  readonly people: PeopleStore;
  readonly programme: ProgrammeStore;
  readonly coverageRules: CoverageRules;
  readonly roleRules: RoleRules;
  /** Every group the rules name. */
  readonly groups: readonly GroupId[];
  /** Of those covered, how many percent may be lost in one run. */
  readonly mostLostPercent: number;
  readonly timeZone: string;
  readonly clock: Clock;
};

export type SyncReport = {
  readonly pages: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly skipped: number;
  readonly people: number;
  readonly covered: number;
  /** Covered now, and not before. */
  readonly joined: number;
  /** Rules of the programme file that fit nobody, everybody, or contradict one another. */
  readonly 'odd-rules': number;
};

/**
 * Brings the picture of the people up to date: facts from the directory since the last time, then for everyone
 * which rule covers them, their roles and their managers. Unchanged people cost no write. A sync that fails
 * half-way leaves the last good picture and its cursor. Offices and rules that need a decision raise alarms.
 * @throws PopulationFell when more people would be uncovered than may be: nobody's coverage was changed, and the next
 * run reads everything anew, so that a directory that was wrong for a moment mends it.
 */
export function syncDirectory(deps: SyncDeps) {
  return async (): Promise<SyncReport> => {
    const completedAt = await lastCompleteRead(deps.programme);
    try {
      return await sync(deps);
    } catch (error) {
      if (error instanceof PopulationFell) await forgetRead(deps.programme, completedAt);
      throw error;
    }
  };
}

async function sync(deps: SyncDeps): Promise<SyncReport> {
  const { people: store, programme, clock, mostLostPercent } = deps;
  const today = dateAt(clock(), deps.timeZone);
  const bell = alarms(deps);
  const before = (await programme.get('population', 'now'))?.value;
  // Read before anything is written: a missing group must stop the sync while the last picture is whole.
  const memberships = await membershipsOf(deps.directory, deps.groups);
  const read = await readDirectory(
    {
      ...deps,
      async beforeRemoving(isMissing) {
        await believedFall(bell, await surveyPopulation(deps, memberships, isMissing), mostLostPercent);
      },
    },
    today,
  );
  const survey = await surveyPopulation(deps, memberships);
  const letGo = await believedFall(bell, survey, mostLostPercent);
  const { people, covered, joined, findings, holders } = survey;
  const isBaseline = survey.before === 0 && before?.holders === undefined;
  // Before they are: what a crash leaves undone is known to be owed.
  await putPopulation(programme, {
    compliance: survey.compliance,
    auditCommittee: survey.auditCommittee,
    ...(joined > 0 && !isBaseline && { joinedAt: clock() }),
  });
  const facts = { memberships, survey, today, letGo };
  let reclassified = 0;
  for await (const batch of store.all()) {
    await forEach(batch, async (known) => {
      const target = { id: known.value.id, known };
      const outcome = await updatePerson(store, target, (record) => classify(deps, record, facts));
      if (outcome === 'changed') reclassified += 1;
    });
  }
  if (before?.holders)
    for (const alarm of officeChanges(before.holders, holders, today)) await bell.raise(alarm);
  await bell.settle(CONDITIONS, [...officeConditions(holders), ...oddRules(findings)]);
  await putPopulation(programme, { holders });
  const changed = Math.max(read.changed, reclassified - read.added);
  const odd = findings.nobody.length + findings.everybody.length + findings.contradictions.length;
  return { ...read, changed, people, covered, joined, 'odd-rules': odd };
}

/** What a complete sync finds to be so or not: the fall it was stopped by has happened, or is none any more. */
const CONDITIONS: readonly AlarmKind[] = [
  'population-fell',
  'office-vacant',
  'office-doubled',
  'rule-matches-nobody',
  'rule-matches-everybody',
  'rules-contradict',
];

function oddRules({ nobody, everybody, contradictions }: RuleFindings): readonly Alarm[] {
  const found = [
    { kind: 'rule-matches-nobody', rules: nobody },
    { kind: 'rule-matches-everybody', rules: everybody },
    { kind: 'rules-contradict', rules: contradictions },
  ] as const;
  return found.filter(({ rules }) => rules.length > 0);
}

type Facts = {
  readonly memberships: Memberships;
  readonly survey: Pick<Survey, 'managerOf' | 'managers'>;
  readonly today: CalendarDate;
  readonly letGo: Confirmation | undefined;
};

function classify(
  deps: SyncDeps,
  record: PersonRecord,
  { memberships, survey, today, letGo: confirmed }: Facts,
): PersonRecord {
  const coverage = coverageNow(deps, record, memberships);
  const { coveredSince: since, letGo: known, ...rest } = record;
  const coveredSince = isCovered(coverage) ? (since ?? today) : undefined;
  const letGo = confirmed && isCovered(record.coverage) ? { by: confirmed.by, at: confirmed.at } : known;
  return {
    ...rest,
    person: { ...record.person, groupIds: memberships.get(record.id) ?? [] },
    coverage,
    roles: record.removed ? [] : rolesOf(deps.roleRules, record.person, { memberships, ...survey }),
    managerChain: managerChainOf(record.id, survey.managerOf),
    ...(coveredSince && { coveredSince }),
    ...(letGo && !isCovered(coverage) && { letGo }),
  };
}
