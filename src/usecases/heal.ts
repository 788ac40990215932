import type { SealedCertificate } from '../domain/certificate.ts';
import type { Obligation } from '../domain/obligation.ts';
import type { CertificateStore, ObligationRecord, ObligationStore, Versioned } from './ports.ts';
import { recordCertificate } from './recordCertificate.ts';

type Deps = { readonly obligations: ObligationStore; readonly certificates: CertificateStore };
export type Healed = { readonly obligation: Obligation; readonly certificate: SealedCertificate | undefined };

/**
 * An obligation with its certificate, if there is one. A crash between the two writes of signing leaves a certificate
 * whose obligation is still open: that is closed here, whoever reads it first. A certificate can only exist where the
 * Code was opened; everyone else costs no read.
 */
export async function heal(deps: Deps, known: Versioned<ObligationRecord>): Promise<Healed> {
  const { obligation } = known.value;
  if (!obligation.openedAt) return { obligation, certificate: undefined };
  const certificate = await deps.certificates.get(obligation.personId, obligation.id);
  if (!certificate || obligation.state.status === 'certified') return { obligation, certificate };
  return { obligation: await recordCertificate(deps, certificate, known), certificate };
}
