import { isCovered } from '../domain/coverage.ts';
import { decide } from '../domain/decide.ts';
import { begin } from '../domain/evolve.ts';
import type { CalendarDate, PersonId } from '../domain/ids.ts';
import { type Cycle, cycleOn } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import { dutyFor, shownOf } from './dutyFor.ts';
import { heal } from './heal.ts';
import { type KeepDeps, keepObligation } from './keepObligation.ts';
import type { ObligationRecord, PeopleStore, PersonRecord, Versioned } from './ports.ts';
import { updateObligation } from './updateObligation.ts';

export type IssueDeps = KeepDeps & {
  readonly people: PeopleStore;
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
    const { existing, outdated, open } = await obligationsByPerson(deps, round.cycle);
    const gone: [PersonRecord, Versioned<ObligationRecord>][] = [];
    const left = new Map<PersonId, PersonRecord>();
    for await (const batch of deps.people.all()) {
      for (const { value: record } of batch) {
        const known = existing.get(record.id);
        if (!isCovered(record.coverage)) left.set(record.id, record);
        if (!known && isCovered(record.coverage)) await issue(deps, record, round);
        else if (known && !isCovered(record.coverage) && isOpen(known)) gone.push([record, known]);
        else if (known) count(report, await keepObligation(deps, record, known, round));
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
    // A directory that answers with far fewer people than before must not close anything by itself.
    if (gone.length > Math.max(FEW, (open * deps.mostClosedPercent) / 100)) report.held = gone.length;
    else for (const [record, known] of gone) count(report, await keepObligation(deps, record, known, round));
    return report;
  };
}

type Round = { readonly cycle: Cycle; readonly today: CalendarDate; readonly report: IssueReport };

function count(report: IssueReport, kept: Awaited<ReturnType<typeof keepObligation>>): void {
  if (kept !== 'unchanged') report[kept] += 1;
}

function isOpen({ value }: Versioned<ObligationRecord>): boolean {
  return ['outstanding', 'declined', 'paused'].includes(value.obligation.state.status);
}

async function obligationsByPerson(deps: IssueDeps, cycle: Cycle) {
  const existing = new Map<PersonId, Versioned<ObligationRecord>>();
  const outdated: Versioned<ObligationRecord>[] = [];
  let open = 0;
  for await (const batch of deps.obligations.ofCycle(cycle.id)) {
    for (const record of batch) {
      const { obligation } = record.value;
      if (obligation.codeHash === deps.code.hash) existing.set(obligation.personId, record);
      else if (isOpen(record)) outdated.push(record);
      open += isOpen(record) ? 1 : 0;
    }
  }
  return { existing, outdated, open };
}

async function issue(deps: IssueDeps, record: PersonRecord, { cycle, today, report }: Round): Promise<void> {
  const previous = await healedHistory(deps, record.id);
  const duty = dutyFor(record, previous, { cycle, today }, deps);
  if (!duty) {
    report.waiting += 1;
    return;
  }
  const identity = { personId: record.id, cycle: cycle.id, codeHash: deps.code.hash };
  const obligation = begin(identity, { type: 'issued', at: deps.clock(), ...duty });
  const outcome = await deps.obligations.create({ obligation, shown: shownOf(record) });
  if (outcome === 'created') report.issued += 1;
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
