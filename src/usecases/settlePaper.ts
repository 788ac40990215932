import { decide } from '../domain/decide.ts';
import { onPaperOf, type PaperCertificate } from '../domain/paperCertificate.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { ObligationRecord, ObligationStore, Versioned } from './ports.ts';
import { updateObligation } from './updateObligation.ts';

/** Brings an obligation up to the record of a paper that exists: after writing it, and when healing a crash in between. */
export async function settlePaper(
  deps: { readonly obligations: ObligationStore },
  record: PaperCertificate,
  known: Versioned<ObligationRecord>,
): Promise<Versioned<ObligationRecord>> {
  const { countedFrom: certifiedAt, at, obligation } = record;
  const onPaper = onPaperOf(record);
  const result = await updateObligation(
    deps.obligations,
    { personId: record.personId, id: obligation.id, known },
    (current) => decide(current, { type: 'record-paper', certifiedAt, onPaper, late: obligation.late }, at),
  );
  if (isRefusal(result)) throw new Error(`An obligation refuses its paper: ${result.refused}.`);
  return result;
}
