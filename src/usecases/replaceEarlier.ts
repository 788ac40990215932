import { decide } from '../domain/decide.ts';
import type { ObligationId, PersonId } from '../domain/ids.ts';
import { isUnsettled, type Obligation } from '../domain/obligation.ts';
import { StoreConflict } from './failures.ts';
import { heal, isCertified } from './heal.ts';
import type { CertificateStore, Clock, ObligationStore } from './ports.ts';
import { updateObligation } from './updateObligation.ts';

type Deps = {
  readonly obligations: ObligationStore;
  readonly certificates: CertificateStore;
  readonly clock: Clock;
};

/** An obligation, and another one of the same person and cycle that was issued after it. */
export type Earlier = {
  readonly personId: PersonId;
  readonly id: ObligationId;
  readonly newer: Obligation;
};

/**
 * Lets a newer obligation of the same cycle take the place of an earlier one, so that everybody is asked and counted
 * once (promise 5). What was settled stays as it is, a certificate above all: only counts and lists take it for
 * superseded. Doing it again changes nothing; at most four store calls.
 */
export async function replaceEarlier(deps: Deps, { personId, id, newer }: Earlier): Promise<void> {
  const found = await deps.obligations.get(personId, id);
  if (!found || found.value.replacedBy || found.value.obligation.state.status === 'superseded') return;
  const { obligation } = found.value;
  const certified = obligation.state.status === 'certified' || isCertified(await heal(deps, found));
  if (certified) return await mark(deps.obligations, personId, id, newer.id);
  const reissue = reissueOf(newer);
  if (reissue?.of === id) {
    const { by, because } = reissue;
    const command = { type: 'reissue', by, because, as: newer.id } as const;
    await updateObligation(deps.obligations, { personId, id, known: found }, (current) =>
      decide(current, command, deps.clock()),
    );
  } else if (!isUnsettled(obligation.state)) await mark(deps.obligations, personId, id, newer.id);
  // An amended Code supersedes what is open: the `issue` job does.
}

function reissueOf({ history: [issued] }: Obligation) {
  return issued?.type === 'issued' ? issued.reissue : undefined;
}

async function mark(
  obligations: ObligationStore,
  personId: PersonId,
  id: ObligationId,
  replacedBy: ObligationId,
): Promise<void> {
  const found = await obligations.get(personId, id);
  if (!found || found.value.replacedBy) return;
  try {
    await obligations.replace({ value: { ...found.value, replacedBy }, etag: found.etag });
  } catch (error) {
    // Somebody else is changing it at this moment: the next `issue` job finds it as it is then.
    if (!(error instanceof StoreConflict)) throw error;
  }
}
