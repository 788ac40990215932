import { isDeepStrictEqual } from 'node:util';
import type { CodeVersion } from '../domain/code.ts';
import { isCovered } from '../domain/coverage.ts';
import { decide } from '../domain/decide.ts';
import { begin } from '../domain/evolve.ts';
import type { CalendarDate, PersonId } from '../domain/ids.ts';
import type { LeavingReason, Obligation, ObligationEvent } from '../domain/obligation.ts';
import { isRefusal } from '../domain/refusal.ts';
import { type Cycle, type CycleRules, cycleOn, type Duty, dutyOf } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import { StoreConflict } from './failures.ts';
import { heal } from './heal.ts';
import type {
  CertificateStore,
  Clock,
  ObligationRecord,
  ObligationStore,
  PeopleStore,
  PersonRecord,
  Versioned,
} from './ports.ts';
import { updateObligation } from './updateObligation.ts';

export type IssueDeps = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly certificates: CertificateStore;
  readonly code: CodeVersion;
  readonly cycleRules: CycleRules;
  readonly timeZone: string;
  readonly clock: Clock;
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
};

/**
 * Gives every covered person their obligation in the open cycle and closes those of people who left. Running it
 * again changes nothing (promise 2).
 */
export function issueObligations(deps: IssueDeps) {
  return async (): Promise<IssueReport> => {
    const report: IssueReport = { issued: 0, closed: 0, reopened: 0, relabelled: 0, waiting: 0, healed: 0 };
    const today = dateAt(deps.clock(), deps.timeZone);
    const cycle = cycleOn(today, deps.cycleRules);
    const existing = await obligationsByPerson(deps, cycle);
    for await (const batch of deps.people.all()) {
      for (const { value: record } of batch) {
        const known = existing.get(record.id);
        if (known) await keepUp(deps, record, known, { cycle, today, report });
        else if (isCovered(record.coverage)) await issue(deps, record, { cycle, today, report });
      }
    }
    return report;
  };
}

type Round = { readonly cycle: Cycle; readonly today: CalendarDate; readonly report: IssueReport };

async function obligationsByPerson(
  deps: IssueDeps,
  cycle: Cycle,
): Promise<Map<PersonId, Versioned<ObligationRecord>>> {
  const existing = new Map<PersonId, Versioned<ObligationRecord>>();
  for await (const batch of deps.obligations.ofCycle(cycle.id)) {
    for (const record of batch) {
      if (record.value.obligation.codeHash === deps.code.hash)
        existing.set(record.value.obligation.personId, record);
    }
  }
  return existing;
}

async function issue(deps: IssueDeps, record: PersonRecord, { cycle, today, report }: Round): Promise<void> {
  const previous = await deps.obligations.ofPerson(record.id);
  const duty = duties(record, previous, { cycle, today }, deps);
  if (!duty) {
    report.waiting += 1;
    return;
  }
  const identity = { personId: record.id, cycle: cycle.id, codeHash: deps.code.hash };
  const obligation = begin(identity, { type: 'issued', at: deps.clock(), ...duty });
  const outcome = await deps.obligations.create({ obligation, shown: shownOf(record) });
  if (outcome === 'created') report.issued += 1;
}

/** Closes, reopens or relabels an obligation so that it agrees with the directory. */
async function keepUp(
  deps: IssueDeps,
  record: PersonRecord,
  known: Versioned<ObligationRecord>,
  round: Round,
): Promise<void> {
  const { obligation } = known.value;
  const shown = shownOf(record);
  let current = known;
  if (!isDeepStrictEqual(known.value.shown, shown) && isCovered(record.coverage)) {
    const relabelled = await relabel(deps, { etag: known.etag, value: { obligation, shown } });
    // Somebody else is changing it at this moment: the next run finds it as it is then.
    if (!relabelled) return;
    round.report.relabelled += 1;
    current = relabelled;
  }
  const { state } = obligation;
  if (state.status !== 'certified' && (await heal(deps, current)).certificate) {
    round.report.healed += 1;
    return;
  }
  const target = { personId: record.id, id: obligation.id, known: current };
  const comesBack = obligation.state.status === 'left' && isCovered(record.coverage);
  const previous = comesBack ? await deps.obligations.ofPerson(record.id) : [];
  const events = (o: Obligation): readonly ObligationEvent[] => changesOf(deps, record, o, previous, round);
  if (events(current.value.obligation).length === 0) return;
  const changed = await updateObligation(deps.obligations, target, events);
  if (isRefusal(changed)) return;
  if (changed.value.obligation.state.status === 'left') round.report.closed += 1;
  else round.report.reopened += 1;
}

async function relabel(
  deps: IssueDeps,
  record: Versioned<ObligationRecord>,
): Promise<Versioned<ObligationRecord> | undefined> {
  try {
    return await deps.obligations.replace(record);
  } catch (error) {
    if (error instanceof StoreConflict) return undefined;
    throw error;
  }
}

function changesOf(
  deps: IssueDeps,
  record: PersonRecord,
  obligation: Obligation,
  previous: readonly Versioned<ObligationRecord>[],
  { cycle, today }: Round,
): readonly ObligationEvent[] {
  if (!isCovered(record.coverage)) {
    const events = decide(obligation, { type: 'close', because: leavingReason(record) }, deps.clock());
    return isRefusal(events) ? [] : events;
  }
  if (obligation.state.status !== 'left') return [];
  const duty = duties(record, previous, { cycle, today }, deps);
  if (!duty) return [];
  const reason = obligation.state.because === 'out-of-scope' ? 'transfer' : 'rehire';
  const events = decide(obligation, { type: 'reopen', ...duty, reason }, deps.clock());
  return isRefusal(events) ? [] : events;
}

function duties(
  record: PersonRecord,
  previous: readonly Versioned<ObligationRecord>[],
  when: { cycle: Cycle; today: CalendarDate },
  deps: IssueDeps,
): Duty | undefined {
  const certified = previous.flatMap(({ value }) =>
    value.obligation.state.status === 'certified' ? [value.obligation.state.certifiedAt] : [],
  );
  const last = certified.sort().at(-1);
  const { person, firstSeenOn } = record;
  return dutyOf(
    {
      coverage: record.coverage,
      firstSeenOn,
      inBaseline: record.inBaseline,
      coveredSince: record.coveredSince ?? firstSeenOn,
      ...(person.employeeHireDate && { hiredOn: person.employeeHireDate }),
      ...(last && { lastCertifiedOn: dateAt(last, deps.timeZone) }),
    },
    when.cycle,
    when.today,
    deps.cycleRules,
  );
}

function shownOf({ person, managerChain }: PersonRecord): ObligationRecord['shown'] {
  return {
    displayName: person.displayName,
    ...(person.jobTitle && { jobTitle: person.jobTitle }),
    managerChain,
  };
}

function leavingReason({ person, removed }: PersonRecord): LeavingReason {
  if (removed) return removed.reason === 'deleted' ? 'account-deleted' : 'left-company';
  return person.accountEnabled ? 'out-of-scope' : 'account-disabled';
}
