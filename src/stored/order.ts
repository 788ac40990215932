import type { SealedCertificate } from '../domain/certificate.ts';
import { orderOf } from '../domain/obligation.ts';
import type { ObligationRecord, Versioned } from '../usecases/ports.ts';

/** Newest cycle first, and within a cycle the one issued last. */
export function newestObligationFirst(
  a: Versioned<ObligationRecord>,
  b: Versioned<ObligationRecord>,
): number {
  return descending(keyOfObligation(a), keyOfObligation(b));
}

/** The one signed last first. */
export function newestCertificateFirst(a: SealedCertificate, b: SealedCertificate): number {
  return descending(keyOfCertificate(a), keyOfCertificate(b));
}

function keyOfObligation({ value: { obligation } }: Versioned<ObligationRecord>): string {
  return `${obligation.cycle}|${orderOf(obligation)}|${obligation.id}`;
}

function keyOfCertificate({ certificate }: SealedCertificate): string {
  return `${certificate.signedAt}|${certificate.id}`;
}

function descending(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? 1 : -1;
}
