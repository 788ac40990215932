import { evolveAll } from '../domain/evolve.ts';
import type { ObligationId, PersonId } from '../domain/ids.ts';
import type { Obligation, ObligationEvent } from '../domain/obligation.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { StoreConflict } from './failures.ts';
import type { ObligationRecord, ObligationStore, Versioned } from './ports.ts';

type Decision = (obligation: Obligation) => readonly ObligationEvent[] | Refusal;

/** More would mean that somebody writes to one person's obligation without pause. */
const ATTEMPTS = 5;

/**
 * Decides on an obligation and stores what follows; when somebody else was faster, reads again and decides again.
 * `known` saves the first read where the caller has just made it.
 * @throws StoreConflict after five attempts in a row.
 */
export async function updateObligation(
  obligations: ObligationStore,
  target: { personId: PersonId; id: ObligationId; known?: Versioned<ObligationRecord> },
  decideOn: Decision,
): Promise<Versioned<ObligationRecord> | Refusal> {
  let found = target.known;
  for (let attempt = 1; ; attempt += 1) {
    found ??= await obligations.get(target.personId, target.id);
    if (!found) return refuse('unknown-obligation');
    const { obligation } = found.value;
    const events = decideOn(obligation);
    if (isRefusal(events)) return events;
    if (events.length === 0) return found;
    try {
      const value = { ...found.value, obligation: evolveAll(obligation, events) };
      return await obligations.replace({ value, etag: found.etag });
    } catch (error) {
      if (!(error instanceof StoreConflict) || attempt >= ATTEMPTS) throw error;
      found = undefined;
    }
  }
}
