import type { Alarm, AlarmKind } from '../domain/alarm.ts';
import type { CoverageRules } from '../domain/coverage.ts';
import type { GroupId } from '../domain/ids.ts';
import { officeChanges, officeConditions } from '../domain/offices.ts';
import type { RuleFindings } from '../domain/ruleFindings.ts';
import { dateAt } from '../domain/time.ts';
import { alarms } from './alarms.ts';
import type { RoleRules } from './classified.ts';
import { PopulationFell } from './failures.ts';
import { keepPicture } from './keepPicture.ts';
import { type PeopleRoll, peopleRoll } from './peopleRoll.ts';
import { believedFall } from './populationFall.ts';
import type { Clock, Directory, PeopleStore, ProgrammeStore, Spool } from './ports.ts';
import { putPopulation } from './putPopulation.ts';
import { type DirectoryRound, forgetCursor, keepCursor, readDirectory } from './readDirectory.ts';
import { surveyPopulation } from './surveyPopulation.ts';

export type SyncDeps = {
  readonly directory: Directory;
  readonly people: PeopleStore;
  readonly programme: ProgrammeStore;
  readonly openSpool: () => Spool;
  readonly coverageRules: CoverageRules;
  readonly roleRules: RoleRules;
  /** Every group the rules name. */
  readonly groups: readonly GroupId[];
  /** Of those covered, how many percent may be lost in one run. */
  readonly mostLostPercent: number;
  readonly timeZone: string;
  readonly clock: Clock;
  readonly log: { readonly warn: (facts: object) => void };
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
  /** Of how many the directory shows the last day. None: it may be that it is hidden from us. */
  readonly 'last-days': number;
  /** Of how many covered people the time zone should have been read and could not. */
  readonly 'time-zones-unread': number;
};

/**
 * Brings the picture of the people up to date: facts from the directory since the last time, then for everyone
 * which rule covers them, their roles and their managers. Nothing is written about anybody before the directory has
 * been read to its end, so that a new person is one write, an unchanged one none, and a sync that fails half-way
 * leaves the last good picture and its cursor. Offices and rules that need a decision raise alarms.
 * @throws PopulationFell when more people would be uncovered than may be: nobody's record was changed, and the next
 * run reads everything anew, so that a directory that was wrong for a moment mends it.
 */
export function syncDirectory(deps: SyncDeps) {
  const sayOnce = once((facts) => deps.log.warn(facts));
  return async (): Promise<SyncReport> => {
    const roll = peopleRoll();
    // Read before anything is written: a missing group must stop the sync while the last picture is whole.
    for (const group of deps.groups)
      for await (const page of deps.directory.members(group)) for (const id of page) roll.joins(id, group);
    const round = await readDirectory({ ...deps, roll });
    try {
      const report = await takeIn(deps, { roll, round });
      // Null for everybody is how a missing permission shows: no call fails.
      if (report.people > 0 && report['last-days'] === 0)
        sayOnce({ event: 'no-last-days-shown', permission: 'User-LifeCycleInfo.Read.All' });
      return report;
    } catch (error) {
      if (error instanceof PopulationFell) await forgetCursor(deps.programme);
      throw error;
    } finally {
      round.facts.close();
    }
  };
}

function once(say: (facts: object) => void): (facts: object) => void {
  let said = false;
  return (facts) => {
    if (!said) say(facts);
    said = true;
  };
}

async function takeIn(
  deps: SyncDeps,
  { roll, round }: { roll: PeopleRoll; round: DirectoryRound },
): Promise<SyncReport> {
  const { programme, clock, mostLostPercent } = deps;
  const now = clock();
  const today = dateAt(now, deps.timeZone);
  const bell = alarms(deps);
  const before = (await programme.get('population', 'now'))?.value;
  const survey = await surveyPopulation(deps, { roll, round, today, now });
  const letGo = await believedFall(bell, survey, mostLostPercent);
  const { people, covered, joined, findings, holders } = survey;
  const isBaseline = survey.before === 0 && before?.holders === undefined;
  // Before they are: what a crash leaves undone is known to be owed.
  await putPopulation(programme, {
    compliance: survey.compliance,
    auditCommittee: survey.auditCommittee,
    ...(joined > 0 && !isBaseline && { joinedAt: now }),
  });
  const kept = await keepPicture(deps, { roll, round, today, now, letGo });
  if (before?.holders)
    for (const alarm of officeChanges(before.holders, holders, today)) await bell.raise(alarm);
  await bell.settle(CONDITIONS, [
    ...survey.emptyRoles.map((role) => ({ kind: 'role-empty', role }) as const),
    ...officeConditions(holders),
    ...oddRules(findings),
  ]);
  await putPopulation(programme, { holders });
  await keepCursor(deps, { cursor: round.cursor, leaveDates: kept['last-days'] });
  const odd = findings.nobody.length + findings.everybody.length + findings.contradictions.length;
  const { added, changed, removed, ...rest } = kept;
  const read = { pages: round.pages, added, changed, removed, skipped: round.skipped };
  return { ...read, people, covered, joined, 'odd-rules': odd, ...rest };
}

/** What a complete sync finds to be so or not: the fall it was stopped by has happened, or is none any more. */
const CONDITIONS: readonly AlarmKind[] = [
  'population-fell',
  'role-empty',
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
