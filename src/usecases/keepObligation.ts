import { isDeepStrictEqual } from 'node:util';
import type { CodeVersion } from '../domain/code.ts';
import { isCovered, LAST_DAY_PASSED } from '../domain/coverage.ts';
import { decide, type ObligationCommand } from '../domain/decide.ts';
import { evolveAll } from '../domain/evolve.ts';
import type { CalendarDate, GroupId } from '../domain/ids.ts';
import { isOnLeave, LEAVE_OF_ABSENCE, leaveStep } from '../domain/leave.ts';
import {
  isSignedHere,
  type LeavingReason,
  type Obligation,
  type ObligationEvent,
  type ObligationReason,
} from '../domain/obligation.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { Cycle, CycleRules } from '../domain/schedule.ts';
import { dutyFor, limitFor, shownOf } from './dutyFor.ts';
import { StoreConflict } from './failures.ts';
import { heal } from './heal.ts';
import type {
  CertificateStore,
  Clock,
  ObligationRecord,
  ObligationStore,
  PersonRecord,
  Versioned,
} from './ports.ts';
import { updateObligation } from './updateObligation.ts';

export type KeepDeps = {
  readonly obligations: ObligationStore;
  readonly certificates: CertificateStore;
  readonly code: CodeVersion;
  readonly cycleRules: CycleRules;
  /** Whoever is in one of these is on leave. */
  readonly leaveGroups: readonly GroupId[];
  readonly timeZone: string;
  readonly clock: Clock;
};

export type Kept = 'unchanged' | 'relabelled' | 'healed' | 'closed' | 'reopened' | 'paused' | 'resumed';

type Round = { readonly cycle: Cycle; readonly today: CalendarDate };

/** Heals, closes, reopens, pauses, resumes or relabels an obligation: as the certificates and the directory say. */
export async function keepObligation(
  deps: KeepDeps,
  record: PersonRecord,
  known: Versioned<ObligationRecord>,
  round: Round,
): Promise<Kept> {
  const { obligation } = known.value;
  const shown = shownOf(record);
  let current = known;
  if (!isDeepStrictEqual(known.value.shown, shown) && isCovered(record.coverage)) {
    const relabelled = await relabel(deps, { etag: known.etag, value: { ...known.value, shown } });
    // Somebody else is changing it at this moment: the next run finds it as it is then.
    if (!relabelled) return 'unchanged';
    current = relabelled;
  }
  const { state } = obligation;
  const { obligation: healed } = isSignedHere(state) ? current.value : await heal(deps, current);
  if (healed.state.status === 'certified' && healed !== current.value.obligation) return 'healed';
  const target = { personId: record.id, id: obligation.id, known: current };
  const onLeave = isOnLeave(record.person, deps.leaveGroups);
  const comesBack = state.status === 'left' || leaveStep(obligation, onLeave) === 'resume';
  const previous = comesBack && isCovered(record.coverage) ? await deps.obligations.ofPerson(record.id) : [];
  const events = (o: Obligation): readonly ObligationEvent[] => changesOf(deps, record, o, previous, round);
  if (events(current.value.obligation).length === 0) return current === known ? 'unchanged' : 'relabelled';
  const changed = await updateObligation(deps.obligations, target, events);
  if (isRefusal(changed)) return 'unchanged';
  return keptAs(changed.value.obligation, current.value.obligation);
}

/** What was done last; who came back and is on leave came back. */
function keptAs(changed: Obligation, before: Obligation): Kept {
  const [first] = changed.history.slice(before.history.length);
  return (first && KEPT_AS[first.type]) ?? 'unchanged';
}

const KEPT_AS: Partial<Record<ObligationEvent['type'], Kept>> = {
  left: 'closed',
  reopened: 'reopened',
  paused: 'paused',
  resumed: 'resumed',
};

async function relabel(
  deps: KeepDeps,
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
  deps: KeepDeps,
  record: PersonRecord,
  obligation: Obligation,
  previous: readonly Versioned<ObligationRecord>[],
  { cycle, today }: Round,
): readonly ObligationEvent[] {
  if (!isCovered(record.coverage)) {
    const events = decide(obligation, { type: 'close', because: leavingReason(record) }, deps.clock());
    return isRefusal(events) ? [] : events;
  }
  const onLeave = isOnLeave(record.person, deps.leaveGroups);
  const byLeave = { by: 'directory', because: LEAVE_OF_ABSENCE, on: today } as const;
  const leaves = leaveStep(obligation, onLeave);
  if (leaves) {
    const noLaterThan = limitFor(record, previous, deps.timeZone);
    const command: ObligationCommand =
      leaves === 'pause' ? { type: 'pause', ...byLeave } : { type: 'resume', noLaterThan, ...byLeave };
    const events = decide(obligation, command, deps.clock());
    return isRefusal(events) ? [] : events;
  }
  if (obligation.state.status !== 'left') return [];
  const duty = dutyFor(record, previous, { cycle, today }, deps);
  if (!duty) return [];
  const reason = returnReasonOf(obligation.state.because);
  const events = decide(obligation, { type: 'reopen', ...duty, reason }, deps.clock());
  if (isRefusal(events)) return [];
  const reopened = evolveAll(obligation, events);
  if (leaveStep(reopened, onLeave) !== 'pause') return events;
  const paused = decide(reopened, { type: 'pause', ...byLeave }, deps.clock());
  return isRefusal(paused) ? events : [...events, ...paused];
}

/** Why somebody who is no longer covered is not. */
export function leavingReason({ person, coverage, removed }: PersonRecord): LeavingReason {
  if (removed) return removed.reason === 'deleted' ? 'account-deleted' : 'left-company';
  if (coverage.by.rule === LAST_DAY_PASSED) return 'left-company';
  return person.accountEnabled ? 'out-of-scope' : 'account-disabled';
}

/** For what somebody is asked who is covered again. */
export function returnReasonOf(because: LeavingReason): ObligationReason {
  return because === 'out-of-scope' ? 'transfer' : 'rehire';
}
