import type { Texts } from '../content/en/index.ts';
import { STATEMENT_IDS } from '../domain/certificate.ts';
import type { CodeVersion } from '../domain/code.ts';
import type { Office } from '../domain/coverage.ts';
import type { Obligation } from '../domain/obligation.ts';
import { facts, HASH, inGroups, masthead, rights, STATEMENT, statementList } from './certificateParts.ts';
import type { CertificatePdfDeps } from './certificatePdf.ts';
import { INK, openDocument, SOFT, type TypesetDocument } from './pdf/openDocument.ts';

export type PaperSheet = {
  readonly company: string;
  readonly displayName: string;
  readonly jobTitle?: string | undefined;
  readonly offices: readonly Office[];
  readonly obligation: Obligation;
  /** The version to be certified; only its hash is printed where it is not at hand. */
  readonly version: CodeVersion | undefined;
  /** Whom to give it to. */
  readonly complianceOffice: string;
};

/**
 * A blank Certificate of Compliance for one person and one obligation, to be signed in ink: the four statements, the Code
 * version with its hash, and lines for a signature and a date. One page, unless a name or title is longer than they are. The same obligation gives the same bytes.
 */
export async function paperSheetPdf(deps: CertificatePdfDeps, sheet: PaperSheet): Promise<Uint8Array> {
  const { texts } = deps;
  const t = texts.documents.sheet;
  const { company, displayName, obligation, version } = sheet;
  const code = version?.title ?? '';
  const page = openDocument({
    title: t.fileTitle(displayName),
    author: company,
    subject: texts.documents.certificate.subject(code),
    keywords: obligation.id,
    language: texts.language,
    at: obligation.issuedAt,
    paper: deps.paper,
    margins: { top: 50, bottom: 54, left: 82, right: 82 },
  });
  masthead(page, { company, title: texts.documents.certificate.title, code });
  page.text('P', t.onPaper, { face: 'semibold', size: 9.5, color: SOFT, align: 'center' });
  page.space(16);
  page.text('P', texts.documents.certificate.to, { face: 'semibold', size: 11.5 });
  page.text('P', company, { size: 11.5 });
  page.space(12);
  page.text('P', t.certify(code), STATEMENT);
  page.space(6);
  statementList(
    page,
    STATEMENT_IDS.map((id) => texts.certificateWording.statements[id].shown),
  );
  lines(page, texts);
  about(page, deps, sheet);
  page.space(7);
  page.text('P', t.how(sheet.complianceOffice), { size: 9, leading: 12.6 });
  page.space(4);
  page.text('P', t.after(sheet.complianceOffice), { size: 9, leading: 12.6 });
  rights(page, texts);
  return await page.finish(({ number, of, label }) => {
    const foot = { y: page.bottom + 16, width: page.width, x: page.left };
    label(`${company}  ·  ${t.foot}`, foot, { size: 7.5, color: SOFT });
    label(texts.documents.page(number, of), foot, { size: 7.5, color: SOFT, align: 'right' });
  });
}

/** Room to sign in, and for the date beside it. */
function lines(page: TypesetDocument, { documents: { sheet: t } }: Texts): void {
  page.room(70);
  page.space(44);
  const wide = page.width * 0.62;
  const x = page.left + wide + 22;
  page.rule({ color: INK, weight: 0.7, width: wide });
  page.rule({ color: INK, weight: 0.7, x, width: page.width - wide - 22 });
  page.space(4);
  const style = { size: 8.5, color: SOFT };
  const top = page.y;
  page.textAt(page.section('P'), t.signature, { x: page.left, y: top, width: wide }, style);
  page.space(page.textAt(page.section('P'), t.date, { x, y: top, width: page.width - wide - 22 }, style));
  page.space(12);
}

/** Who is to sign what, so that a sheet is never taken for another's. */
function about(page: TypesetDocument, { texts, dates }: CertificatePdfDeps, sheet: PaperSheet): void {
  const t = texts.documents.sheet;
  const { labels } = t;
  const { obligation, version, offices, jobTitle } = sheet;
  facts(
    page,
    [
      [labels.name, sheet.displayName],
      ...(jobTitle ? [[labels.title, jobTitle] as const] : []),
      ...(offices.length > 0
        ? [[labels.office, offices.map((office) => texts.words.offices[office]).join(', ')] as const]
        : []),
      [
        labels.cycle,
        t.cycleAndDue(
          obligation.cycle,
          texts.documents.certificate.reasons[obligation.reason],
          dates.long(obligation.overdueAfter),
        ),
      ],
      ...(version ? [[labels.code, t.version(version.title, version.label)] as const] : []),
      [labels.codeHash, inGroups(obligation.codeHash), HASH],
      [labels.reference, obligation.id],
    ],
    { labelWidth: 96, size: 9 },
  );
}
