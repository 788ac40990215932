import { canonicalJson, digestOf, sha256 } from './digest.ts';
import type {
  CalendarDate,
  CertificateId,
  CycleId,
  Instant,
  ObligationId,
  PersonId,
  Sha256,
  TenantId,
} from './ids.ts';
import { payloadOf } from './jws.ts';
import type { ObligationReason } from './obligation.ts';

/** The four things the Code has a signer certify ("Certifications to Audit Committee"), in its order. */
export const STATEMENT_IDS = ['received', 'read', 'understands', 'applies'] as const;
export type StatementId = (typeof STATEMENT_IDS)[number];

/** A sentence exactly as it was shown, and in English where it was shown in another language. */
export type ShownText = { readonly shown: string; readonly english: string };

/** Points to the sealed text of an exception or a decline without carrying it. */
export type DisclosureRef = { readonly id: string; readonly sha256: Sha256 };

/**
 * What someone disclosed while certifying, or why they declined: for compliance alone, kept apart from the
 * certificate and the obligation, which carry only its hash. The nonce keeps short texts from being guessed.
 */
export type Disclosure = {
  readonly id: string;
  readonly personId: PersonId;
  readonly obligationId: ObligationId;
  readonly kind: 'exception' | 'decline';
  readonly text: string;
  readonly nonce: string;
  readonly at: Instant;
};

/** How the signer was known to be who they are (L11). */
export type Authentication = {
  /** `teams`: Entra ID single sign-on in Teams, carried by the channel's signed token. `local`: none, a trial on one machine. */
  readonly method: 'teams' | 'local';
  readonly at: Instant;
};

/**
 * The signed record (promise 3; ESIGN 15 USC 7001, UETA 7 and 9): one object that holds what was certified, by
 * whom, when and how known. It is hashed in RFC 8785 form and never changes.
 */
export type Certificate = {
  /** 2 since there is a signing key. What schema 1 did not hold is optional below. */
  readonly schema: 1 | 2;
  readonly type: 'electronic';
  readonly id: CertificateId;
  readonly addressedTo: 'Audit Committee';
  readonly company: string;
  readonly statements: readonly ({ readonly id: StatementId } & ShownText)[];
  readonly language: string;
  readonly code: {
    readonly title: string;
    readonly label: string;
    readonly sha256: Sha256;
    readonly passages: number;
  };
  readonly consent: { readonly version: string } & ShownText;
  readonly signer: {
    readonly id: PersonId;
    readonly tenant: TenantId;
    readonly displayName: string;
    readonly typedName: string;
    /** Why the signer was asked, at the time. From schema 2 on. */
    readonly role?: 'senior-officer' | 'finance-staff';
    readonly office?: string;
    readonly jobTitle?: string;
  };
  readonly exception?: DisclosureRef;
  readonly obligation: {
    readonly id: ObligationId;
    readonly reason: ObligationReason;
    readonly cycle: CycleId;
    readonly due: CalendarDate;
    /** The due date, or earlier: twelve months after the certificate before. Signed on a later day, it is late. */
    readonly overdueAfter: CalendarDate;
    readonly late: boolean;
  };
  /** When the prompt was sent (absent if the person came by themselves), the Code opened, the certificate signed. */
  readonly shownAt?: Instant;
  readonly openedAt: Instant;
  readonly signedAt: Instant;
  readonly channel: {
    readonly id: string;
    readonly conversationId: string;
    readonly activityId: string;
  };
  /** The description says in English what the method means, for whoever reads it years later; from schema 2 on. */
  readonly authentication: Authentication & { readonly description?: string };
  readonly software: { readonly name: string; readonly version: string };
};

/** A certificate as kept and exported. Only those of schema 1 may have no `jws`: no key was in service then. */
export type SealedCertificate = {
  readonly certificate: Certificate;
  readonly sha256: Sha256;
  readonly jws: string | null;
};

/** `canonical` is the certificate's canonical form, where it has just been made. */
export function seal(
  certificate: Certificate,
  jws: string | null = null,
  canonical = canonicalJson(certificate),
): SealedCertificate {
  return { certificate, sha256: sha256(canonical), jws };
}

/** Whether a kept certificate is still what was signed, as far as can be told without the key. */
export function isIntact({ certificate, sha256: kept, jws }: SealedCertificate): boolean {
  const canonical = canonicalJson(certificate);
  if (sha256(canonical) !== kept) return false;
  return jws === null ? certificate.schema === 1 : payloadOf(jws) === canonical;
}

export function disclosureRef(disclosure: Disclosure): DisclosureRef {
  return { id: disclosure.id, sha256: digestOf(disclosure) };
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The number people quote, for example `2026-7F3K-92QD`. It identifies for people; machines use the id. */
export function certificateNumber(sealed: SealedCertificate): string {
  return recordNumber(sealed.certificate.obligation.cycle, sealed.sha256);
}

/** A cycle and the first 40 bits of a record's hash in Crockford's base 32. */
export function recordNumber(cycle: CycleId, hash: Sha256): string {
  let bits = BigInt(`0x${hash.slice(0, 10)}`);
  let text = '';
  for (let i = 0; i < 8; i += 1) {
    text = CROCKFORD[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return `${cycle}-${text.slice(0, 4)}-${text.slice(4)}`;
}
