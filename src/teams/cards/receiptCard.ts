import { certificateNumber, isIntact, type SealedCertificate } from '../../domain/certificate.ts';
import type { CodeVersion } from '../../domain/code.ts';
import { versionWithHash } from '../../domain/codeLibrary.ts';
import type { SignedCorrection } from '../../usecases/myRecords.ts';
import type { Card, CardContext } from './context.ts';
import { correctionLines } from './correctionCards.ts';
import {
  type Action,
  badge,
  box,
  type CardElement,
  card,
  execute,
  facts,
  notice,
  open,
  paragraph,
  plain,
  subtitle,
  titleWithBadge,
} from './elements.ts';
import { inGroups } from './paperFacts.ts';

/**
 * What was signed, which Code version, when, under which number. It never carries what an exception says. One that is
 * not new was read from the store, and is compared with its hash.
 */
export function receiptCard(
  context: CardContext,
  input: {
    sealed: SealedCertificate;
    isNew?: boolean;
    note?: string;
    corrections?: readonly SignedCorrection[];
  },
): Card {
  const { texts, dates, library } = context;
  const t = texts.certification.receipt;
  const { certificate } = input.sealed;
  const { signer, code, obligation } = certificate;
  const list: [string, string][] = [
    [t.number, certificateNumber(input.sealed)],
    [t.signed, dates.moment(certificate.signedAt)],
    [t.by, plain(signer.displayName)],
    [t.signature, plain(signer.typedName)],
    [
      t.code,
      `${plain(code.title)}, ${texts.certification.reading.version(plain(code.label), `${code.sha256.slice(0, 16)}…`)}`,
    ],
    ...(certificate.exception ? ([[t.exception, t.exceptionRecorded]] as [string, string][]) : []),
    ...(obligation.late
      ? ([[t.late, t.lateText(dates.long(obligation.overdueAfter))]] as [string, string][])
      : []),
    [t.hash, `${inGroups(input.sealed.sha256.slice(0, 32))} …`],
  ];
  const statements: CardElement[] = certificate.statements.map(({ shown }) =>
    paragraph(`✓ ${plain(shown)}`, { spacing: 'Small' }),
  );
  return card(
    [
      ...(input.isNew || isIntact(input.sealed) ? [] : [notice('attention', t.altered)]),
      ...(input.note ? [notice('emphasis', input.note)] : []),
      ...titleWithBadge(t.title, badge(t.cycle(obligation.cycle), 'Good')),
      box('good', [paragraph(t.thanks(plain(signer.displayName)))]),
      facts(list),
      ...correctionLines(context, input.corrections ?? []),
      subtitle(t.statements),
      ...statements,
      box('emphasis', [
        subtitle(texts.certification.form.rightsHeading),
        paragraph(texts.protectedRights, { small: true }),
      ]),
      paragraph(t.again, { subtle: true, small: true }),
    ],
    [
      execute(texts.files.getPdf, 'certificate.file', { obligation: certificate.id }),
      ...readSigned(context, versionWithHash(library, code.sha256)),
    ],
  );
}

/** The text that was signed, which need not be the one that is certified now; none where it is not at hand. */
function readSigned({ texts, pageOf }: CardContext, signed: CodeVersion | undefined): Action[] {
  if (!signed) return [];
  const { document, label } = signed;
  const page = pageOf?.(signed);
  return [
    execute(texts.certification.receipt.readCode, 'code.read', {
      part: 1,
      apart: true,
      document,
      version: label,
    }),
    ...(page ? [open(texts.asking.openPage, page)] : []),
  ];
}
