import { isDeepStrictEqual } from 'node:util';
import type { CodeVersion } from '../domain/code.ts';
import { isCovered } from '../domain/coverage.ts';
import { decide } from '../domain/decide.ts';
import type { CalendarDate } from '../domain/ids.ts';
import type { LeavingReason, Obligation, ObligationEvent } from '../domain/obligation.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { Cycle, CycleRules } from '../domain/schedule.ts';
import { dutyFor, shownOf } from './dutyFor.ts';
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
  readonly timeZone: string;
  readonly clock: Clock;
};

export type Kept = 'unchanged' | 'relabelled' | 'healed' | 'closed' | 'reopened';

type Round = { readonly cycle: Cycle; readonly today: CalendarDate };

/** Heals, closes, reopens or relabels an obligation so that it agrees with the certificates and the directory. */
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
  if (state.status !== 'certified' && (await heal(deps, current)).certificate) {
    return 'healed';
  }
  const target = { personId: record.id, id: obligation.id, known: current };
  const comesBack = obligation.state.status === 'left' && isCovered(record.coverage);
  const previous = comesBack ? await deps.obligations.ofPerson(record.id) : [];
  const events = (o: Obligation): readonly ObligationEvent[] => changesOf(deps, record, o, previous, round);
  if (events(current.value.obligation).length === 0) return current === known ? 'unchanged' : 'relabelled';
  const changed = await updateObligation(deps.obligations, target, events);
  if (isRefusal(changed)) return 'unchanged';
  return changed.value.obligation.state.status === 'left' ? 'closed' : 'reopened';
}

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
  if (obligation.state.status !== 'left') return [];
  const duty = dutyFor(record, previous, { cycle, today }, deps);
  if (!duty) return [];
  const reason = obligation.state.because === 'out-of-scope' ? 'transfer' : 'rehire';
  const events = decide(obligation, { type: 'reopen', ...duty, reason }, deps.clock());
  return isRefusal(events) ? [] : events;
}

/** Why somebody who is no longer covered is not. */
export function leavingReason({ person, removed }: PersonRecord): LeavingReason {
  if (removed) return removed.reason === 'deleted' ? 'account-deleted' : 'left-company';
  return person.accountEnabled ? 'out-of-scope' : 'account-disabled';
}
