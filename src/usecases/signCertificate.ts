import {
  type Authentication,
  type Certificate,
  type Disclosure,
  type DisclosureRef,
  type SealedCertificate,
  type ShownText,
  STATEMENT_IDS,
  type StatementId,
  seal,
} from '../domain/certificate.ts';
import { type CodeVersion, passagesOf } from '../domain/code.ts';
import { decide } from '../domain/decide.ts';
import { canonicalJson } from '../domain/digest.ts';
import type { Instant, ObligationId, PersonId, TenantId } from '../domain/ids.ts';
import { isNameOf } from '../domain/names.ts';
import type { Obligation } from '../domain/obligation.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import type { CycleRules } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import { isOfEarlierCycle } from './currentCycle.ts';
import { DISCLOSURE_LIMIT, sealDisclosure } from './disclosures.ts';
import { Failure } from './failures.ts';
import type {
  CertificateStore,
  Clock,
  ObligationRecord,
  ObligationStore,
  PeopleStore,
  PersonRecord,
  ProgrammeStore,
  Signer,
  Versioned,
} from './ports.ts';
import { recordCertificate } from './recordCertificate.ts';
import { signJws } from './signJws.ts';

/** The wording that is signed, in the language it was shown in. */
export type CertificateWording = {
  readonly language: string;
  readonly statements: Readonly<Record<StatementId, ShownText>>;
  readonly consent: { readonly version: string } & ShownText;
  /** In English, what each method of authentication means. */
  readonly authentication: Readonly<Record<Authentication['method'], string>>;
};

export type SignCommand = {
  /** From the verified token, never from a card. */
  readonly signer: PersonId;
  readonly obligationId: ObligationId;
  readonly typedName: string;
  readonly confirmed: readonly StatementId[];
  readonly consents: boolean;
  /** What the signer discloses; undefined for a clean certificate. */
  readonly exception?: string;
  readonly authentication: Authentication;
  readonly channel: Certificate['channel'];
};

export type SignDeps = {
  readonly people: PeopleStore;
  readonly programme: ProgrammeStore;
  readonly obligations: ObligationStore;
  readonly certificates: CertificateStore;
  readonly code: CodeVersion;
  readonly wording: CertificateWording;
  readonly company: string;
  readonly tenant: TenantId;
  readonly software: Certificate['software'];
  readonly cycleRules: CycleRules;
  readonly timeZone: string;
  readonly clock: Clock;
  readonly nonce: () => string;
  readonly signer: Signer;
};

type Facts = { readonly obligation: Obligation; readonly person: PersonRecord; readonly now: Instant };

export type Signed = {
  readonly certificate: SealedCertificate;
  readonly obligation: Obligation;
  /** It was signed now; else it is the one signed before. */
  readonly isNew: boolean;
};

/**
 * Makes the certificate, then closes the obligation: four store calls, five with an exception. The certificate's id
 * is the obligation's, so that a second click, a retry or another instance finds the first signature. A crash in
 * between is healed when the obligation is next read. It is signed before anything is kept.
 */
export function signCertificate(deps: SignDeps) {
  return async (command: SignCommand): Promise<Signed | Refusal> => {
    const [found, person] = await Promise.all([
      deps.obligations.get(command.signer, command.obligationId),
      deps.people.get(command.signer),
    ]);
    if (!found) return refuse('unknown-obligation');
    if (!person) return refuse('not-covered');
    const now = deps.clock();
    const { obligation } = found.value;
    const refusal = await whyNot(deps, command, obligation, person.value, now);
    if (refusal) return refusal;

    const facts = { obligation, person: person.value, now };
    const made = await signedRecord(deps, command, facts);
    const isNew = (await deps.certificates.create(made)) === 'created';
    const certificate = isNew ? made : await deps.certificates.get(command.signer, obligation.id);
    if (!certificate) throw new Error(`Certificate ${obligation.id} exists and cannot be read.`);
    return { certificate, obligation: await closed(deps, certificate, found), isNew };
  };
}

/**
 * The signature is safe once the certificate is stored: an obligation that cannot be closed now is healed when it is
 * next read, and the signer is told the truth, which is that they have signed.
 */
async function closed(
  deps: SignDeps,
  certificate: SealedCertificate,
  found: Versioned<ObligationRecord>,
): Promise<Obligation> {
  try {
    return await recordCertificate(deps, certificate, found);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return found.value.obligation;
  }
}

/**
 * The certificate, signed. With an exception its text is kept on the way: after the signature, so that a key that
 * cannot be reached leaves nothing behind, and before the certificate that refers to it.
 */
async function signedRecord(deps: SignDeps, command: SignCommand, facts: Facts): Promise<SealedCertificate> {
  const sign = async (exception?: DisclosureRef): Promise<SealedCertificate> => {
    const certificate = certificateOf(deps, command, { ...facts, exception });
    const payload = canonicalJson(certificate);
    const jws = await signJws(deps.signer, { payload, typ: 'coec-certificate+json' });
    return seal(certificate, jws, payload);
  };
  if (!command.exception?.trim()) return await sign();
  let made: SealedCertificate | undefined;
  await sealDisclosure(deps, disclosureOf(deps, command, facts.obligation, facts.now), async (reference) => {
    made = await sign(reference);
  });
  if (!made) throw new Error('A disclosure was kept and no certificate signed for it.');
  return made;
}

/** Characters. */
const LONGEST_NAME = 200;

async function whyNot(
  deps: SignDeps,
  command: SignCommand,
  obligation: Obligation,
  { person }: PersonRecord,
  now: Instant,
): Promise<Refusal | undefined> {
  if (obligation.personId !== command.signer) return refuse('not-yours');
  const decision = decide(obligation, { type: 'certify' }, now);
  if (isRefusal(decision)) return decision;
  if (obligation.codeHash !== deps.code.hash) return refuse('superseded');
  if (await isOfEarlierCycle(deps, obligation.cycle)) return refuse('superseded');
  if (!STATEMENT_IDS.every((id) => command.confirmed.includes(id))) return refuse('statements-not-confirmed');
  if (!command.consents) return refuse('consent-missing');
  if (command.typedName.trim() === '') return refuse('name-missing');
  if (command.typedName.length > LONGEST_NAME || !isNameOf(command.typedName, person))
    return refuse('name-differs');
  if (command.exception !== undefined && command.exception.trim() === '') return refuse('text-missing');
  if ((command.exception?.length ?? 0) > DISCLOSURE_LIMIT) return refuse('text-too-long');
  return undefined;
}

function disclosureOf(
  deps: SignDeps,
  command: SignCommand,
  obligation: Obligation,
  at: Instant,
): Omit<Disclosure, 'id'> {
  return {
    personId: command.signer,
    obligationId: obligation.id,
    kind: 'exception',
    text: command.exception?.trim() ?? '',
    nonce: deps.nonce(),
    at,
  };
}

function certificateOf(
  deps: SignDeps,
  command: SignCommand,
  facts: Facts & { exception: DisclosureRef | undefined },
): Certificate {
  const { obligation, person: record, exception, now } = facts;
  const { person, coverage } = record;
  const { code, wording } = deps;
  return {
    schema: 2,
    type: 'electronic',
    id: obligation.id,
    addressedTo: 'Audit Committee',
    company: deps.company,
    statements: STATEMENT_IDS.map((id) => ({ id, ...wording.statements[id] })),
    language: wording.language,
    code: { title: code.title, label: code.label, sha256: code.hash, passages: passagesOf(code).length },
    consent: wording.consent,
    signer: {
      id: person.id,
      tenant: deps.tenant,
      displayName: person.displayName,
      typedName: command.typedName.trim(),
      role: coverage.kind === 'senior-officer' ? 'senior-officer' : 'finance-staff',
      ...(coverage.kind === 'senior-officer' && { office: coverage.offices.join(', ') }),
      ...(person.jobTitle && { jobTitle: person.jobTitle }),
    },
    ...(exception && { exception }),
    obligation: {
      id: obligation.id,
      reason: obligation.reason,
      cycle: obligation.cycle,
      due: obligation.due,
      overdueAfter: obligation.overdueAfter,
      late: dateAt(now, deps.timeZone) > obligation.overdueAfter,
    },
    ...(obligation.lastMessageAt && { shownAt: obligation.lastMessageAt }),
    openedAt: obligation.openedAt ?? now,
    signedAt: now,
    channel: command.channel,
    authentication: {
      ...command.authentication,
      description: wording.authentication[command.authentication.method],
    },
    software: deps.software,
  };
}
