import type { SealedCertificate } from '../domain/certificate.ts';
import { isSignedHere, type Obligation, unsettledPaper } from '../domain/obligation.ts';
import type { CertificateStore, ObligationRecord, ObligationStore, Versioned } from './ports.ts';
import { recordCertificate } from './recordCertificate.ts';
import { settlePaper } from './settlePaper.ts';

type Deps = { readonly obligations: ObligationStore; readonly certificates: CertificateStore };
export type Healed = { readonly obligation: Obligation; readonly certificate: SealedCertificate | undefined };

/** Whether it has been met: with a certificate, or with a paper that compliance recorded. */
export function isCertified({ obligation }: Pick<Healed, 'obligation'>): boolean {
  return obligation.state.status === 'certified';
}

/**
 * An obligation with its certificate, if there is one. A crash between the two writes of signing leaves a certificate
 * whose obligation is still open: that is closed here, whoever reads it first. A certificate can only exist where the
 * Code was opened; everyone else costs no read.
 */
export async function heal(deps: Deps, known: Versioned<ObligationRecord>): Promise<Healed> {
  const found = await withItsPaper(deps, known);
  const { obligation } = found.value;
  if (!obligation.openedAt) return { obligation, certificate: undefined };
  const certificate = await deps.certificates.get(obligation.personId, obligation.id);
  if (!certificate || isSignedHere(obligation.state)) return { obligation, certificate };
  return { obligation: await recordCertificate(deps, certificate, found), certificate };
}

/** The record of a paper is only looked for where one was begun and nobody knows what came of it. */
async function withItsPaper(
  deps: Deps,
  known: Versioned<ObligationRecord>,
): Promise<Versioned<ObligationRecord>> {
  const { personId } = known.value.obligation;
  const begun = unsettledPaper(known.value.obligation);
  const sealed = begun && (await deps.certificates.getRecord(personId, begun));
  const record = sealed ? sealed.record : undefined;
  if (record?.type !== 'paper-certificate') return known;
  return await settlePaper(deps, record, known);
}
