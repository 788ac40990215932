import type { Texts } from '../content/en/index.ts';
import { certificateNumber, type SealedCertificate } from '../domain/certificate.ts';
import { canonicalJson } from '../domain/digest.ts';
import type { Instant } from '../domain/ids.ts';
import { keyIdOf } from '../domain/keyIdOf.ts';
import type { SignedCorrection } from '../usecases/myRecords.ts';
import { facts, HASH, inGroups, masthead, rights, STATEMENT, statementList } from './certificateParts.ts';
import {
  type Attachment,
  INK,
  NAVY,
  openDocument,
  type Paper,
  SOFT,
  type TextStyle,
  type TypesetDocument,
} from './pdf/openDocument.ts';

export type CertificatePdfInput = {
  readonly sealed: SealedCertificate;
  /** What was said to be wrong in it since, in order, with who said so. */
  readonly corrections?: readonly SignedCorrection[];
  /** What the ledger adds once the certificate is in it, such as its inclusion proof. */
  readonly attachments?: readonly Attachment[];
};

export type CertificatePdfDeps = {
  readonly texts: Texts;
  readonly paper: Paper;
  /** `23 November 2026 at 09:15 EST`, and a day in words, in the company's calendar. */
  readonly dates: { moment(at: Instant): string; long(date: string): string };
};

/**
 * The certificate as a PDF/A-3a document, with the record attached that it shows: `certificate.json`, byte for byte
 * what was hashed, and `certificate.jws` where a key signed it. The same certificate gives the same bytes.
 */
export async function certificatePdf(
  deps: CertificatePdfDeps,
  input: CertificatePdfInput,
): Promise<Uint8Array> {
  const { sealed } = input;
  const { certificate } = sealed;
  const t = deps.texts.documents.certificate;
  const number = certificateNumber(sealed);
  const page = openDocument({
    title: t.fileTitle(number),
    author: certificate.company,
    subject: t.subject(certificate.code.title),
    keywords: sealed.sha256,
    language: deps.texts.language,
    at: certificate.signedAt,
    paper: deps.paper,
    margins: { top: 74, bottom: 74, left: 82, right: 82 },
  });
  const corrections = input.corrections ?? [];
  const attachments = [
    ...recordFiles(deps, sealed),
    ...corrections.map((each, index) => correctionFile(deps, each, index + 1)),
    ...(input.attachments ?? []),
  ];
  face(page, deps, sealed);
  particulars(page, deps, sealed, attachments);
  corrected(page, deps, corrections);
  for (const attachment of attachments) page.attach(attachment);
  return await page.finish(({ number: n, of, label }) => {
    const foot = { y: page.bottom + 22, width: page.width, x: page.left };
    const small: TextStyle = { size: 7.5, color: SOFT };
    label(`${certificate.company}  ·  ${t.fileTitle(number)}`, foot, small);
    label(deps.texts.documents.page(n, of), foot, { ...small, align: 'right' });
  });
}

/** The certificate's own files: what was hashed, and the key's signature over it. */
export function recordFiles(
  { texts }: Pick<CertificatePdfDeps, 'texts'>,
  sealed: SealedCertificate,
): Attachment[] {
  const t = texts.documents.certificate.attachments;
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const record: Attachment = {
    name: 'certificate.json',
    mime: 'application/json',
    description: t.record,
    bytes: utf8(canonicalJson(sealed.certificate)),
    relationship: 'Source',
  };
  if (sealed.jws === null) return [record];
  const jws: Attachment = {
    name: 'certificate.jws',
    mime: 'application/jose',
    description: t.jws,
    bytes: utf8(sealed.jws),
    relationship: 'Supplement',
  };
  return [record, jws];
}

/** A correction as it was signed, with the signature over it. */
function correctionFile(
  { texts }: CertificatePdfDeps,
  { record, sha256, jws }: SignedCorrection,
  number: number,
): Attachment {
  return {
    name: `correction-${number}.json`,
    mime: 'application/json',
    description: texts.documents.certificate.attachments.correction,
    bytes: new TextEncoder().encode(canonicalJson({ record, sha256, jws })),
    relationship: 'Supplement',
  };
}

/** What was said to be wrong, beside the certificate, which stays as it was signed. */
function corrected(
  page: TypesetDocument,
  { texts, dates }: CertificatePdfDeps,
  corrections: readonly SignedCorrection[],
): void {
  if (corrections.length === 0) return;
  const t = texts.documents.certificate.corrections;
  page.space(22);
  page.room(90);
  page.text('H2', t.title, { size: 17, color: NAVY, leading: 22 });
  page.space(4);
  page.text('P', t.lead, { face: 'italic', size: 9.5, color: SOFT });
  for (const { record, byName } of corrections) {
    page.space(10);
    page.room(40);
    page.text('P', t.by(byName ?? record.by, dates.moment(record.at)), { face: 'semibold', size: 9.5 });
    for (const paragraph of record.says.split(/\n+/)) page.text('P', paragraph, { size: 9.5 });
  }
}

/** The page somebody would frame: what is certified, to whom, by whom, when. */
function face(page: TypesetDocument, deps: CertificatePdfDeps, sealed: SealedCertificate): void {
  const { certificate } = sealed;
  const { texts, dates } = deps;
  const t = texts.documents.certificate;
  masthead(page, { company: certificate.company, title: t.title, code: certificate.code.title });
  page.space(34);
  page.text('P', t.to, { face: 'semibold', size: 11.5 });
  page.text('P', certificate.company, { size: 11.5 });
  page.space(16);
  page.text('P', t.certify(certificate.code.title), { size: 11.5, leading: 16.5 });
  page.space(8);
  statements(page, deps, sealed);
  if (certificate.exception) {
    page.space(6);
    page.text('P', t.withException, { face: 'italic', size: 11.5, leading: 16.5 });
  }
  page.space(30);
  signature(page, deps, sealed, dates.moment(certificate.signedAt));
  rights(page, texts);
}

/** As they were shown, and in English where that was another language. */
function statements(
  page: TypesetDocument,
  { texts }: CertificatePdfDeps,
  { certificate }: SealedCertificate,
): void {
  const translated = certificate.statements.some(({ shown, english }) => shown !== english);
  statementList(
    page,
    certificate.statements.map(({ shown }) => shown),
  );
  if (!translated) return;
  page.space(4);
  page.text('P', texts.documents.certificate.shownIn(certificate.language), {
    ...STATEMENT,
    face: 'italic',
  });
  statementList(
    page,
    certificate.statements.map(({ english }) => english),
  );
}

/** The typed name on its line, with who that is beside it. */
function signature(
  page: TypesetDocument,
  { texts }: CertificatePdfDeps,
  { certificate }: SealedCertificate,
  when: string,
): void {
  const t = texts.documents.certificate;
  const { signer } = certificate;
  page.room(140);
  const half = page.width * 0.62;
  const name: TextStyle = { face: 'italic', size: 21, color: NAVY, leading: 27 };
  const owner = page.section('P');
  page.space(page.textAt(owner, signer.typedName, { x: page.left, y: page.y, width: half }, name) + 2);
  page.rule({ color: INK, weight: 0.7, width: half });
  page.space(4);
  page.text('P', t.signedElectronically, { size: 8.5, color: SOFT });
  page.space(8);
  const offices = (signer.office ?? '').split(', ').filter(Boolean);
  const words: Readonly<Record<string, string>> = texts.words.offices;
  const rows: [string, string][] = [
    [t.roles.signer, signer.displayName],
    ...(offices.length > 0
      ? [[t.roles.office, offices.map((id) => words[id] ?? id).join(', ')] as [string, string]]
      : []),
    ...(signer.jobTitle ? [[t.roles.title, signer.jobTitle] as [string, string]] : []),
    [t.roles.signed, when],
  ];
  facts(page, rows, { labelWidth: 58, size: 10.5, ruled: false });
}

function particulars(
  page: TypesetDocument,
  deps: CertificatePdfDeps,
  sealed: SealedCertificate,
  attachments: readonly Attachment[],
): void {
  const { certificate, sha256 } = sealed;
  const { texts, dates } = deps;
  const t = texts.documents.certificate;
  const { labels } = t;
  const { code, signer, obligation, consent, exception, authentication, software } = certificate;
  page.newPage();
  page.text('H2', t.particulars, { size: 17, color: NAVY, leading: 22 });
  page.space(4);
  page.text('P', t.particularsLead, { face: 'italic', size: 9.5, color: SOFT });
  page.space(12);
  facts(page, [
    [labels.number, certificateNumber(sealed)],
    [labels.cycle, t.cycleAndReason(obligation.cycle, t.reasons[obligation.reason])],
    [labels.due, t.due(dates.long(obligation.overdueAfter), obligation.late)],
    [labels.code, t.versionLabel(code.title, code.label, code.passages)],
    [labels.codeHash, inGroups(code.sha256), HASH],
    [labels.opened, dates.moment(certificate.openedAt)],
    [labels.signed, dates.moment(certificate.signedAt)],
    [labels.signedUtc, certificate.signedAt],
    [labels.signer, signer.id],
    [labels.tenant, signer.tenant],
    [labels.authenticated, `${t.authenticated[authentication.method]}, ${authentication.at}`],
    [labels.consent(consent.version), consent.shown],
    ...(exception
      ? ([
          [labels.exception, exception.id],
          [labels.exceptionHash, inGroups(exception.sha256), HASH],
        ] as [string, string, number?][])
      : []),
    [labels.hash, inGroups(sha256), HASH],
    [labels.key, (sealed.jws !== null && keyIdOf(sealed.jws)) || labels.noKey],
    [labels.software, `${software.name} ${software.version}`],
    [labels.attached, attachments.map(({ name, description }) => `${name} (${description})`).join('; ')],
  ]);
  page.space(14);
  page.text('P', t.verify, { size: 9.5, color: SOFT });
  if (page.leftOut) {
    page.space(6);
    page.text('P', texts.documents.notShown, { face: 'italic', size: 9.5, color: SOFT });
  }
}
