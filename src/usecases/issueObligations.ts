import {
  type AmendmentDecision,
  type AmendmentRules,
  amendmentDueOn,
  replacementOf,
  signsAnew,
} from '../domain/amendment.ts';
import { isCovered } from '../domain/coverage.ts';
import { decide } from '../domain/decide.ts';
import { begin, evolveAll } from '../domain/evolve.ts';
import type { CalendarDate, Instant, PersonId, Sha256 } from '../domain/ids.ts';
import { isOnLeave, LEAVE_OF_ABSENCE, leaveStep } from '../domain/leave.ts';
import { isUnsettled, type Obligation, type ObligationEvent, pausedBy } from '../domain/obligation.ts';
import { isRefusal } from '../domain/refusal.ts';
import { type Cycle, cycleOn } from '../domain/schedule.ts';
import { dateAt, earlier } from '../domain/time.ts';
import { nextWithin, type WorkingRules, workingTimeOf } from '../domain/workingHours.ts';
import { codeInForce } from './codeInForce.ts';
import { dutyFor, limitFor, shownOf } from './dutyFor.ts';
import { StoreConflict } from './failures.ts';
import { heal, isCertified } from './heal.ts';
import { heldBack, notAway } from './heldBack.ts';
import { unlessUnusableLater } from './jobRun.ts';
import { type KeepDeps, keepObligation, returnReasonOf } from './keepObligation.ts';
import { refuseEarlierCycle } from './openCycle.ts';
import type { ObligationRecord, PeopleStore, PersonRecord, ProgrammeStore, Versioned } from './ports.ts';
import { type Earlier, replaceEarlier } from './replaceEarlier.ts';
import { type Owing, type RosterKeeper, rosterKeeper } from './rosterKeeper.ts';
import { type CycleSurvey, isOpen, surveyCycle } from './surveyCycle.ts';
import { updateObligation } from './updateObligation.ts';

export type IssueDeps = KeepDeps & {
  readonly people: PeopleStore;
  readonly programme: ProgrammeStore;
  /** Who signs a Code version anew that comes into force within a cycle. */
  readonly amendmentRules: AmendmentRules;
  readonly workingRules: WorkingRules;
  /** Of the open obligations, how many percent may be closed, or paused by the directory, in one run. */
  readonly mostClosedPercent: number;
};

export type IssueReport = {
  issued: number;
  closed: number;
  reopened: number;
  /** Went on leave, and came back. */
  paused: number;
  resumed: number;
  /** What lists show of somebody has changed. */
  relabelled: number;
  /** Hired in the future, or asked by a date of their own that is still far. */
  waiting: number;
  /** Certified, but a crash had left the obligation open. */
  healed: number;
  /** Would have been closed or paused, but they are too many to be believed: they were left as they are. */
  held: number;
};

/**
 * Gives every covered person their obligation in the open cycle, closes those of people who left and pauses those of
 * people on leave. Running it again changes nothing (promise 2).
 * @throws CycleIsOver when a newer cycle was opened before: nothing was done.
 */
export function issueObligations(deps: IssueDeps) {
  return async (): Promise<IssueReport> => {
    const report: IssueReport = {
      issued: 0,
      closed: 0,
      reopened: 0,
      paused: 0,
      resumed: 0,
      relabelled: 0,
      waiting: 0,
      healed: 0,
      held: 0,
    };
    const today = dateAt(deps.clock(), deps.timeZone);
    const cycle = cycleOn(today, deps.cycleRules);
    await refuseEarlierCycle(deps.programme, cycle);
    const amendment = await codeInForce(deps);
    const survey = await surveyCycle(deps.obligations, cycle, deps.code.hash);
    const round: Round = { cycle, today, report, amendment, survey };
    // What was found out when the roster was frozen in this run is not asked for again.
    const found = new Map<PersonId, Owing>();
    const roster = await rosterKeeper(deps, {
      cycle,
      counted: survey.counted,
      dutyOf: async (record) => {
        const owed = await unlessUnusableLater(() => owingOf(deps, record, round));
        if (owed) found.set(record.id, owed);
        return owed?.duty;
      },
    });
    const gone: [PersonRecord, Versioned<ObligationRecord>][] = [];
    const away: typeof gone = [];
    const comesAway: Owing[] = [];
    const left = new Map<PersonId, PersonRecord>();
    const earlier = [...survey.earlier];
    const restored: PersonId[] = [];
    for await (const batch of deps.people.all()) {
      const owing: Owing[] = [];
      for (const { value: record } of batch) {
        const known = survey.existing.get(record.id);
        if (!isCovered(record.coverage)) {
          left.set(record.id, record);
          if (known && isOpen(known)) gone.push([record, known]);
          else if (known) await keep(deps, record, known, { ...round, roster });
          else roster.notAsked(record);
        } else if (known) {
          restored.push(record.id);
          const leaves = leaveStep(known.value.obligation, isOnLeave(record.person, deps.leaveGroups));
          if (leaves === 'pause') away.push([record, known]);
          else await keep(deps, record, known, { ...round, roster });
        } else {
          const looked = await unlessUnusableLater(async () => ({
            owed: found.get(record.id) ?? (await owingOf(deps, record, round)),
          }));
          if (!looked) continue;
          const { owed } = looked;
          const standing = survey.standing.get(record.id);
          if (owed) owing.push(owed);
          else if (standing) {
            restored.push(record.id);
            await keep(deps, record, standing, { ...round, roster });
          } else report.waiting += 1;
        }
      }
      // Recorded before they are asked: whatever is not on the roster was not issued here.
      await roster.join(owing);
      for (const each of owing)
        if (isNewlyAway(deps, each)) comesAway.push(each);
        else earlier.push(...(await issue(deps, each, round)));
    }
    const { outdated } = survey;
    await supersede(
      deps,
      outdated.filter((known) => !left.has(known.value.obligation.personId)),
    );
    for (const known of outdated) {
      const record = left.get(known.value.obligation.personId);
      if (record) gone.push([record, known]);
    }
    const { open } = survey;
    const stay = await heldBack(deps, { cycle, open, people: gone.map(([record]) => record) });
    const awake = await notAway(deps, {
      cycle,
      open: open - outdated.length + report.issued + comesAway.length,
      people: [...away.map(([record]) => record), ...comesAway.map(({ record }) => record)],
    });
    for (const each of comesAway)
      earlier.push(...(await issue(deps, each, round, { awake: awake.has(each.record.id) })));
    report.held = stay.size + awake.size;
    for (const [record, known] of [...gone, ...away])
      if (!stay.has(record.id) && !awake.has(record.id))
        await keep(deps, record, known, { ...round, roster });
    for (const each of earlier) await unlessUnusableLater(() => replaceEarlier(deps, each));
    for (const id of restored) await unlessUnusableLater(() => restore(deps, survey.restorable.get(id)));
    await roster.recordLeavers();
    return report;
  };
}

type Round = {
  readonly cycle: Cycle;
  readonly today: CalendarDate;
  readonly report: IssueReport;
  readonly amendment: AmendmentDecision;
  readonly survey: CycleSurvey;
};

async function keep(
  deps: IssueDeps,
  record: PersonRecord,
  known: Versioned<ObligationRecord>,
  round: Round & { readonly roster: RosterKeeper },
): Promise<void> {
  const kept = await unlessUnusableLater(() => keepObligation(deps, record, known, round));
  if (!kept || kept === 'unchanged') return;
  round.report[kept] += 1;
  if (kept === 'closed') round.roster.closed(record);
  if (kept === 'reopened') round.roster.reopened(record);
}

/** What is to be issued to somebody who has nothing for the Code version in force; nothing where nothing is owed. */
async function owingOf(deps: IssueDeps, record: PersonRecord, round: Round): Promise<Owing | undefined> {
  const { amendment, survey, today } = round;
  const due = signsAnew(amendment, record.coverage)
    ? amendmentDueOn(amendment, today, { timeZone: deps.timeZone, least: deps.cycleRules.joinerDueAfterDays })
    : undefined;
  const previous = await healedHistory(deps, record.id);
  const before = survey.standing.get(record.id)?.value.obligation;
  const old = previous.find(({ value }) => value.obligation.id === before?.id)?.value.obligation;
  if (old && isUnsettled(old.state)) {
    const limit = limitFor(record, previous, deps.timeZone);
    const back = backFromLeave(deps, record, old, { today, limit });
    return { record, ...replacementOf(back, due ? { due } : undefined, today, limit) };
  }
  if (old?.state.status === 'excused') return undefined;
  if (old?.state.status === 'certified') {
    const limit = limitFor(record, previous, deps.timeZone);
    return (
      due && { record, duty: { reason: 'amendment', due, overdueAfter: limit ? earlier(due, limit) : due } }
    );
  }
  const amended = due && hasSignedOnlyEarlier(previous, deps.code.hash) ? { amendmentDue: due } : {};
  const duty = dutyFor(record, previous, { ...round, ...amended }, deps);
  if (!duty) return undefined;
  const reason = old?.state.status === 'left' ? returnReasonOf(old.state.because) : duty.reason;
  return {
    record,
    duty: { ...duty, reason },
    carried: pauseOf(previous, today, deps.clock()),
    wasAway: isAwayByDirectory(previous[0]),
  };
}

function isAwayByDirectory(newest: Versioned<ObligationRecord> | undefined): boolean {
  if (newest?.value.obligation.state.status !== 'paused') return false;
  return pausedBy(newest.value.obligation) === 'directory';
}

/** What compliance paused in an earlier cycle stays paused in the new one until compliance resumes it. */
function pauseOf(
  previous: readonly Versioned<ObligationRecord>[],
  today: CalendarDate,
  now: Instant,
): readonly ObligationEvent[] {
  const newest = previous[0]?.value.obligation;
  if (newest?.state.status !== 'paused') return [];
  const paused = newest.history.findLast(({ type }) => type === 'paused');
  if (paused?.type !== 'paused' || paused.by === 'directory') return [];
  return [{ ...paused, at: now, on: today }];
}

/** An obligation as it is once its person is back: what takes its place begins with that. */
function backFromLeave(
  deps: IssueDeps,
  { person }: PersonRecord,
  old: Obligation,
  { today, limit }: { readonly today: CalendarDate; readonly limit: CalendarDate | undefined },
): Obligation {
  if (leaveStep(old, isOnLeave(person, deps.leaveGroups)) !== 'resume') return old;
  const command = { type: 'resume', by: 'directory', because: LEAVE_OF_ABSENCE, on: today } as const;
  const events = decide(old, { ...command, noLaterThan: limit }, deps.clock());
  return isRefusal(events) ? old : evolveAll(old, events);
}

/** Whoever never signed is asked when their time comes: to them nothing was amended. */
function hasSignedOnlyEarlier(previous: readonly Versioned<ObligationRecord>[], codeHash: Sha256): boolean {
  const signed = previous
    .map(({ value }) => value.obligation)
    .filter(({ state }) => state.status === 'certified');
  return signed.length > 0 && signed.every((each) => each.codeHash !== codeHash);
}

/** Whom a group says to be on leave now, and who was not when they were asked last: there may be too many of them. */
function isNewlyAway({ leaveGroups }: IssueDeps, { record, carried = [], wasAway = false }: Owing): boolean {
  const isPaused = carried.some(({ type }) => type === 'paused');
  return !wasAway && !isPaused && isOnLeave(record.person, leaveGroups);
}

/** Returns what it takes the place of. `awake`: the group that says that they are on leave is not believed. */
async function issue(
  deps: IssueDeps,
  owing: Owing,
  { cycle, today, report, survey }: Round,
  { awake = false }: { readonly awake?: boolean } = {},
): Promise<readonly Earlier[]> {
  const { record, duty, carried = [] } = owing;
  const now = deps.clock();
  const sequence = (survey.sequences.get(record.id) ?? 0) + 1;
  const identity = { personId: record.id, cycle: cycle.id, codeHash: deps.code.hash, sequence };
  const promptAt = nextWithin(now, workingTimeOf(record.person, deps.workingRules));
  const { reason, due, overdueAfter } = duty;
  const issued = evolveAll(
    begin(identity, {
      type: 'issued',
      at: now,
      reason,
      due,
      overdueAfter,
      ...(promptAt > now && { promptAt }),
    }),
    carried,
  );
  const paused =
    !awake && leaveStep(issued, isOnLeave(record.person, deps.leaveGroups)) === 'pause'
      ? decide(issued, { type: 'pause', by: 'directory', because: LEAVE_OF_ABSENCE, on: today }, now)
      : [];
  const obligation = isRefusal(paused) ? issued : evolveAll(issued, paused);
  const outcome = await deps.obligations.create({ obligation, shown: shownOf(record) });
  if (outcome === 'created') report.issued += 1;
  const older = survey.counted.get(record.id);
  return older ? [{ personId: older.personId, id: older.obligationId, newer: obligation }] : [];
}

/** What had replaced it was itself superseded, by going back to an earlier version: it counts again. */
async function restore(deps: IssueDeps, known: Versioned<ObligationRecord> | undefined): Promise<void> {
  const found =
    known && (await deps.obligations.get(known.value.obligation.personId, known.value.obligation.id));
  if (!found) return;
  const { replacedBy: _, ...rest } = found.value;
  try {
    await deps.obligations.replace({ value: rest, etag: found.etag });
  } catch (error) {
    // Somebody else is changing it at this moment: the next run finds it as it is then.
    if (!(error instanceof StoreConflict)) throw error;
  }
}

/** All of somebody's obligations, after what a crash left open has been closed: a certificate must count. */
async function healedHistory(
  deps: IssueDeps,
  personId: PersonId,
): Promise<readonly Versioned<ObligationRecord>[]> {
  const found = await deps.obligations.ofPerson(personId);
  const healed = await Promise.all(
    found.filter(isOpen).map(async (known) => isCertified(await heal(deps, known))),
  );
  return healed.some(Boolean) ? await deps.obligations.ofPerson(personId) : found;
}

/** The Code changed within the cycle: what still asks for the earlier version asks no more. */
async function supersede(deps: IssueDeps, outdated: readonly Versioned<ObligationRecord>[]): Promise<void> {
  for (const known of outdated) {
    const { personId, id } = known.value.obligation;
    await unlessUnusableLater(async () => {
      if (isCertified(await heal(deps, known))) return;
      await updateObligation(deps.obligations, { personId, id, known }, (current) =>
        decide(current, { type: 'supersede', by: deps.code.hash }, deps.clock()),
      );
    });
  }
}
