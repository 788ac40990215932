import type { DisclosureRef } from '../domain/certificate.ts';
import type { CycleId, Instant, ObligationId, PersonId } from '../domain/ids.ts';
import { isSignedHere } from '../domain/obligation.ts';
import type { CycleRules } from '../domain/schedule.ts';
import { currentCycle } from './currentCycle.ts';
import type {
  CertificateStore,
  Clock,
  ObligationRecord,
  ObligationStore,
  Page,
  ProgrammeStore,
} from './ports.ts';

/** A decline or a certificate with an exception. The text is kept apart; this is what names it. */
export type DisclosedCase = {
  readonly obligationId: ObligationId;
  readonly personId: PersonId;
  readonly displayName: string;
  readonly kind: 'decline' | 'exception';
  readonly at: Instant;
  readonly record: DisclosureRef;
};

export type DisclosedCases = { readonly cycle: CycleId; readonly list: Page<DisclosedCase> };

type Deps = {
  readonly obligations: ObligationStore;
  readonly certificates: CertificateStore;
  readonly programme: ProgrammeStore;
  readonly cycleRules: CycleRules;
  readonly timeZone: string;
  readonly clock: Clock;
};

/**
 * Who declined, and who certified with an exception, in the current cycle, as they stand now: for compliance alone
 * (promise 7). Never the text itself. Two store calls, and one for each exception.
 */
export function disclosedCases(deps: Deps) {
  return async (page: { limit: number; after?: string }): Promise<DisclosedCases> => {
    const { id: cycle } = await currentCycle(deps);
    const parts = ['declined', 'certified-with-exception'] as const;
    const { items, next } = await deps.obligations.list({ cycle, parts }, page);
    const cases = await Promise.all(items.map((record) => caseOf(deps, record)));
    return {
      cycle,
      list: { items: cases.flatMap((found) => (found ? [found] : [])), ...(next && { next }) },
    };
  };
}

async function caseOf(
  { certificates }: Deps,
  { obligation, shown }: ObligationRecord,
): Promise<DisclosedCase | undefined> {
  const { id: obligationId, personId, state } = obligation;
  const whose = { obligationId, personId, displayName: shown.displayName };
  if (state.status === 'declined')
    return { ...whose, kind: 'decline', at: state.declinedAt, record: state.record };
  if (!isSignedHere(state)) return undefined;
  const record = (await certificates.get(personId, state.certificateId))?.certificate.exception;
  return record && { ...whose, kind: 'exception', at: state.certifiedAt, record };
}
