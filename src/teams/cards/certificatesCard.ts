import { certificateNumber, type SealedCertificate } from '../../domain/certificate.ts';
import type { Card, CardContext } from './context.ts';
import { card, execute, facts, paragraph, title } from './elements.ts';

/** How many a card offers to open; older ones are listed. */
const BUTTONS = 5;

/** What one person has signed, newest first; each opens as its receipt. */
export function certificatesCard(
  { texts, dates }: CardContext,
  input: { certificates: readonly SealedCertificate[] },
): Card {
  const t = texts.certificates;
  if (input.certificates.length === 0) return card([title(t.title), paragraph(t.none)]);
  return card(
    [
      title(t.title),
      facts(
        input.certificates.map((sealed) => {
          const { certificate } = sealed;
          const exception = certificate.exception ? `, ${t.exception}` : '';
          return [certificateNumber(sealed), `${dates.moment(certificate.signedAt)}${exception}`];
        }),
      ),
    ],
    input.certificates
      .slice(0, BUTTONS)
      .map((sealed) =>
        execute(certificateNumber(sealed), 'certificate.show', { obligation: sealed.certificate.id }),
      ),
  );
}
