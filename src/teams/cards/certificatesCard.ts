import { certificateNumber, type SealedCertificate } from '../../domain/certificate.ts';
import { paperReference } from '../../domain/paperCertificate.ts';
import { type MyRecords, papersThatCount } from '../../usecases/myRecords.ts';
import type { Card, CardContext } from './context.ts';
import { type CardElement, card, execute, facts, paragraph, plain, subtitle, title } from './elements.ts';

/** How many a card offers to open; older ones are listed. */
const BUTTONS = 5;

/**
 * What one person has signed, newest first; each opens as its receipt. Beside it what others recorded: papers, marked as
 * such, and corrections.
 */
export function certificatesCard(
  context: CardContext,
  input: { certificates: readonly SealedCertificate[]; records?: MyRecords },
): Card {
  const { texts } = context;
  const t = texts.certificates;
  const { papers, corrections } = input.records ?? { papers: [], corrections: [] };
  if (input.certificates.length + papers.length === 0) return card([title(t.title), paragraph(t.none)]);
  return card(
    [
      title(t.title),
      ...signedLines(context, input.certificates, corrections),
      ...paperLines(context, papers),
    ],
    input.certificates
      .slice(0, BUTTONS)
      .map((sealed) =>
        execute(certificateNumber(sealed), 'certificate.show', { obligation: sealed.certificate.id }),
      ),
  );
}

function signedLines(
  { texts, dates }: CardContext,
  certificates: readonly SealedCertificate[],
  corrections: MyRecords['corrections'],
): CardElement[] {
  if (certificates.length === 0) return [];
  return [
    facts(
      certificates.map((sealed) => {
        const { id, signedAt, exception } = sealed.certificate;
        const times = corrections.filter(({ record }) => record.corrects.id === id).length;
        const said = [
          dates.moment(signedAt),
          ...(exception ? [texts.certificates.exception] : []),
          ...(times > 0 ? [texts.correction.count(times)] : []),
        ];
        return [certificateNumber(sealed), said.join(', ')];
      }),
    ),
  ];
}

/** The papers that were recorded, each as it stands now. */
function paperLines({ texts, dates, contacts }: CardContext, papers: MyRecords['papers']): CardElement[] {
  const t = texts.myPapers;
  if (papers.length === 0) return [];
  const { name, address } = contacts.complianceOffice;
  return [
    subtitle(t.heading),
    facts(
      papersThatCount(papers).map(({ counts, earlier }) => {
        const { signedOn, byName, at } = counts.record;
        const said = texts.paper.status(dates.short(signedOn), plain(byName), dates.day(at));
        return [paperReference(counts), earlier > 0 ? `${said} (${t.corrected(earlier)})` : said];
      }),
    ),
    paragraph(texts.paper.notElectronic, { subtle: true, small: true }),
    paragraph(t.wrong(plain(name), plain(address)), { subtle: true, small: true }),
  ];
}
