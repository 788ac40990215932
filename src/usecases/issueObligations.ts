import { type Alarm, digestOfPeople } from '../domain/alarm.ts';
import { isCovered } from '../domain/coverage.ts';
import { decide } from '../domain/decide.ts';
import { begin } from '../domain/evolve.ts';
import type { CalendarDate, PersonId } from '../domain/ids.ts';
import { isUnsettled, type Obligation } from '../domain/obligation.ts';
import { countedOf, statusFactOf } from '../domain/roster.ts';
import { type Cycle, cycleOn, type Duty } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import { alarms } from './alarms.ts';
import { dutyFor, shownOf } from './dutyFor.ts';
import { heal } from './heal.ts';
import { type KeepDeps, keepObligation } from './keepObligation.ts';
import { refuseEarlierCycle } from './openCycle.ts';
import type { ObligationRecord, PeopleStore, PersonRecord, ProgrammeStore, Versioned } from './ports.ts';
import { type Earlier, replaceEarlier } from './replaceEarlier.ts';
import { type Counted, type Owing, type RosterKeeper, rosterKeeper } from './rosterKeeper.ts';
import { updateObligation } from './updateObligation.ts';

export type IssueDeps = KeepDeps & {
  readonly people: PeopleStore;
  readonly programme: ProgrammeStore;
  /** Of the open obligations, how many percent may be closed in one run. */
  readonly mostClosedPercent: number;
};

export type IssueReport = {
  issued: number;
  closed: number;
  reopened: number;
  /** What lists show of somebody has changed. */
  relabelled: number;
  /** Hired in the future. */
  waiting: number;
  /** Certified, but a crash had left the obligation open. */
  healed: number;
  /** Would have been closed, but they are too many to be believed: nothing was closed. */
  held: number;
};

/** So few may always be closed, whatever their share. */
const FEW = 5;

/**
 * Gives every covered person their obligation in the open cycle and closes those of people who left. Running it
 * again changes nothing (promise 2).
 * @throws CycleIsOver when a newer cycle was opened before: nothing was done.
 */
export function issueObligations(deps: IssueDeps) {
  return async (): Promise<IssueReport> => {
    const report: IssueReport = {
      issued: 0,
      closed: 0,
      reopened: 0,
      relabelled: 0,
      waiting: 0,
      healed: 0,
      held: 0,
    };
    const today = dateAt(deps.clock(), deps.timeZone);
    const round: Round = { cycle: cycleOn(today, deps.cycleRules), today, report };
    await refuseEarlierCycle(deps.programme, round.cycle);
    const { existing, outdated, open, counted, earlier } = await obligationsByPerson(deps, round.cycle);
    const roster = await rosterKeeper(deps, {
      ...round,
      counted,
      dutyOf: (record) => dutyOf(deps, record, round),
    });
    const gone: [PersonRecord, Versioned<ObligationRecord>][] = [];
    const left = new Map<PersonId, PersonRecord>();
    for await (const batch of deps.people.all()) {
      const owing: Owing[] = [];
      for (const { value: record } of batch) {
        const known = existing.get(record.id);
        if (!isCovered(record.coverage)) left.set(record.id, record);
        if (!known && isCovered(record.coverage)) {
          const duty = roster.dutyOf(record.id) ?? (await dutyOf(deps, record, round));
          if (duty) owing.push({ record, duty });
          else report.waiting += 1;
        } else if (known && !isCovered(record.coverage) && isOpen(known)) gone.push([record, known]);
        else if (known) await keep(deps, record, known, { ...round, roster });
        else roster.notAsked(record);
      }
      // Recorded before they are asked: whatever is not on the roster was not issued here.
      await roster.join(owing);
      for (const each of owing) {
        const newer = await issue(deps, each, round);
        const older = counted.get(each.record.id);
        if (older) earlier.push({ personId: older.personId, id: older.obligationId, newer });
      }
    }
    await supersede(
      deps,
      outdated.filter((known) => !left.has(known.value.obligation.personId)),
    );
    for (const known of outdated) {
      const record = left.get(known.value.obligation.personId);
      if (record) gone.push([record, known]);
    }
    const held = await heldBack(deps, round, { gone, open });
    report.held = held.size;
    for (const [record, known] of gone)
      if (!held.has(record.id)) await keep(deps, record, known, { ...round, roster });
    for (const each of earlier) await replaceEarlier(deps, each);
    await roster.recordLeavers();
    return report;
  };
}

/**
 * Whose obligations are not closed: a directory that answers with far fewer people than before must not close anything
 * by itself. Those whom somebody has let go, in the sync or here, are not among them.
 */
async function heldBack(
  deps: IssueDeps,
  { cycle }: Round,
  { gone, open }: { gone: readonly (readonly [PersonRecord, unknown])[]; open: number },
): Promise<ReadonlySet<PersonId>> {
  const { settle, confirmation } = alarms(deps);
  const limitPercent = deps.mostClosedPercent;
  const doubtful = gone.flatMap(([{ id, letGo }]) => (letGo ? [] : [id]));
  const tooMany = doubtful.length > Math.max(FEW, (open * limitPercent) / 100);
  const sha256 = digestOfPeople(doubtful);
  const facts = { cycle: cycle.id, open, closing: doubtful.length, limitPercent, sha256 };
  const alarm: Alarm = { kind: 'closing-held', ...facts };
  if (!tooMany || (await confirmation(alarm))) {
    await settle(['closing-held'], []);
    return new Set();
  }
  await settle(['closing-held'], [alarm]);
  return new Set(doubtful);
}

type Round = { readonly cycle: Cycle; readonly today: CalendarDate; readonly report: IssueReport };

async function keep(
  deps: IssueDeps,
  record: PersonRecord,
  known: Versioned<ObligationRecord>,
  round: Round & { readonly roster: RosterKeeper },
): Promise<void> {
  const kept = await keepObligation(deps, record, known, round);
  if (kept === 'unchanged') return;
  round.report[kept] += 1;
  if (kept === 'closed') round.roster.closed(record);
  if (kept === 'reopened') round.roster.reopened(record);
}

function isOpen({ value }: Versioned<ObligationRecord>): boolean {
  return isUnsettled(value.obligation.state);
}

async function obligationsByPerson(deps: IssueDeps, cycle: Cycle) {
  const existing = new Map<PersonId, Versioned<ObligationRecord>>();
  const outdated: Versioned<ObligationRecord>[] = [];
  const counted = new Map<PersonId, Counted>();
  const earlier: Earlier[] = [];
  const latest = new Map<PersonId, ObligationRecord>();
  let open = 0;
  for await (const batch of deps.obligations.ofCycle(cycle.id)) {
    for (const record of batch) {
      const { obligation } = record.value;
      const before = latest.get(obligation.personId);
      const [older, newer] = inOrder(before, record.value);
      latest.set(obligation.personId, newer);
      if (older && !older.replacedBy && older.obligation.state.status !== 'superseded')
        earlier.push({ personId: obligation.personId, id: older.obligation.id, newer: newer.obligation });
      if (obligation.codeHash === deps.code.hash) {
        const known = existing.get(obligation.personId)?.value.obligation;
        if (!known || known.issuedAt < obligation.issuedAt) existing.set(obligation.personId, record);
      } else if (isOpen(record)) outdated.push(record);
      open += isOpen(record) ? 1 : 0;
      const each = { ...statusFactOf(obligation), reason: obligation.reason, state: obligation.state };
      const known = counted.get(obligation.personId);
      const newest = countedOf(known ? [known, each] : [each]);
      if (newest) counted.set(obligation.personId, newest);
    }
  }
  return { existing, outdated, open, counted, earlier };
}

function inOrder(
  before: ObligationRecord | undefined,
  record: ObligationRecord,
): [ObligationRecord | undefined, ObligationRecord] {
  const later = before && before.obligation.issuedAt > record.obligation.issuedAt;
  return later ? [record, before] : [before, record];
}

async function dutyOf(deps: IssueDeps, record: PersonRecord, round: Round): Promise<Duty | undefined> {
  return dutyFor(record, await healedHistory(deps, record.id), round, deps);
}

async function issue(
  deps: IssueDeps,
  { record, duty }: Owing,
  { cycle, report }: Round,
): Promise<Obligation> {
  const identity = { personId: record.id, cycle: cycle.id, codeHash: deps.code.hash };
  const obligation = begin(identity, { type: 'issued', at: deps.clock(), ...duty });
  const outcome = await deps.obligations.create({ obligation, shown: shownOf(record) });
  if (outcome === 'created') report.issued += 1;
  return obligation;
}

/** All of somebody's obligations, after what a crash left open has been closed: a certificate must count. */
async function healedHistory(
  deps: IssueDeps,
  personId: PersonId,
): Promise<readonly Versioned<ObligationRecord>[]> {
  const found = await deps.obligations.ofPerson(personId);
  const healed = await Promise.all(
    found.filter(isOpen).map(async (known) => (await heal(deps, known)).certificate),
  );
  return healed.some(Boolean) ? await deps.obligations.ofPerson(personId) : found;
}

/** The Code changed within the cycle: what still asks for the earlier version asks no more. */
async function supersede(deps: IssueDeps, outdated: readonly Versioned<ObligationRecord>[]): Promise<void> {
  for (const known of outdated) {
    const { personId, id } = known.value.obligation;
    if ((await heal(deps, known)).certificate) continue;
    await updateObligation(deps.obligations, { personId, id, known }, (current) =>
      decide(current, { type: 'supersede', by: deps.code.hash }, deps.clock()),
    );
  }
}
