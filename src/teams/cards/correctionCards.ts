import { certificateNumber } from '../../domain/certificate.ts';
import type { Correction } from '../../domain/signedRecord.ts';
import type { Correctable, CorrectionForm } from '../../usecases/correctionForm.ts';
import type { SignedCorrection } from '../../usecases/myRecords.ts';
import type { PersonRecord } from '../../usecases/ports.ts';
import { LONGEST_CORRECTION } from '../../usecases/recordCorrection.ts';
import type { Card, CardContext } from './context.ts';
import {
  box,
  type CardElement,
  card,
  execute,
  facts,
  notice,
  paragraph,
  plain,
  shortened,
  subtitle,
  title,
  verbatim,
} from './elements.ts';
import { tellingWords } from './paperFacts.ts';

/** Of a correction so much is shown on a card that lists several. UTF-16 units. */
const SHOWN = 1_000;
/** Of many corrections the newest. */
const MOST_SHOWN = 3;

/** How a certificate is corrected: the command without a name. */
export function correctionHowCard({ texts }: CardContext): Card {
  const t = texts.correction;
  return card([
    title(t.how.title),
    paragraph(t.how.lead),
    paragraph(t.how.paper),
    paragraph(t.means, { subtle: true }),
  ]);
}

/** Which of somebody's certificates is corrected. */
export function correctionWhichCard({ texts, dates }: CardContext, input: { form: CorrectionForm }): Card {
  const t = texts.correction;
  const { person, certificates } = input.form;
  const shown = certificates.slice(0, 6);
  return card([
    title(t.choose(plain(person.person.displayName))),
    paragraph(t.chooseLead),
    facts(
      shown.map(({ sealed, corrections }) => [
        certificateNumber(sealed),
        [
          dates.moment(sealed.certificate.signedAt),
          ...(corrections.length > 0 ? [t.count(corrections.length)] : []),
        ].join(', '),
      ]),
    ),
    {
      type: 'ActionSet',
      actions: shown.map(({ sealed }) =>
        execute(certificateNumber(sealed), 'correction.form', {
          person: person.id,
          certificate: sealed.certificate.id,
        }),
      ),
    },
  ]);
}

/** What is wrong in a certificate and how it is right, to be said and confirmed. */
export function correctionFormCard(
  context: CardContext,
  input: { person: PersonRecord; about: Correctable; says?: string; problem?: string },
): Card {
  const { texts, dates } = context;
  const t = texts.correction;
  const { facts: labels } = texts.paper;
  const { sealed, corrections } = input.about;
  const { certificate } = sealed;
  const name = plain(input.person.person.displayName);
  return card(
    [
      ...(input.problem ? [notice('attention', input.problem)] : []),
      title(t.ask(name)),
      paragraph(t.means, { subtle: true }),
      facts([
        [labels.number, certificateNumber(sealed)],
        [labels.person, plain(certificate.signer.displayName)],
        ...(certificate.signer.jobTitle ? [[labels.title, plain(certificate.signer.jobTitle)] as const] : []),
        [labels.signed, dates.moment(certificate.signedAt)],
        [labels.cycle, plain(certificate.obligation.cycle)],
        [
          labels.code,
          texts.paper.version(
            plain(certificate.code.title),
            plain(certificate.code.label),
            certificate.code.sha256.slice(0, 16),
          ),
        ],
      ]),
      ...(corrections.length > 0
        ? [
            subtitle(t.earlier),
            ...corrections
              .slice(-MOST_SHOWN)
              .flatMap(({ record, telling }): CardElement[] => [
                verbatim(shortened(record.says, SHOWN)),
                paragraph(
                  [dates.moment(record.at), ...(telling ? [tellingWords(context, telling)] : [])].join('. '),
                  { subtle: true, small: true, spacing: 'None' },
                ),
              ]),
          ]
        : []),
      {
        type: 'Input.Text',
        id: 'says',
        label: t.label,
        placeholder: t.placeholder,
        isMultiline: true,
        maxLength: LONGEST_CORRECTION,
        isRequired: true,
        errorMessage: t.missing,
        ...(input.says && { value: input.says }),
      },
    ],
    [
      execute(t.record, 'correction.record', { certificate: certificate.id }, { style: 'positive' }),
      execute(texts.paper.cancel, 'paper.cancel', {}, { quiet: true }),
    ],
  );
}

/** What was recorded, for whoever recorded it. */
export function correctionDoneCard(
  { texts, dates }: CardContext,
  input: { person: PersonRecord; about: Correctable; record: Correction },
): Card {
  const t = texts.correction;
  const { facts: labels, doneTold } = texts.paper;
  const { person, about, record } = input;
  return card(
    [
      title(t.done(plain(person.person.displayName))),
      facts([
        [labels.number, certificateNumber(about.sealed)],
        [labels.recorded, dates.moment(record.at)],
      ]),
      box('emphasis', [verbatim(record.says)]),
      paragraph(doneTold, { subtle: true }),
    ],
    [
      execute(t.another, 'correction.form', {
        person: person.id,
        certificate: about.sealed.certificate.id,
      }),
    ],
  );
}

/** What was said to be wrong in a certificate, on the card that shows it; nothing where nothing was. */
export function correctionLines(
  { texts, dates }: CardContext,
  corrections: readonly SignedCorrection[],
): readonly CardElement[] {
  const t = texts.correction;
  if (corrections.length === 0) return [];
  const shown = corrections.slice(-MOST_SHOWN);
  return [
    box('warning', [
      subtitle(t.heading),
      paragraph(t.lead(corrections.length)),
      ...shown.flatMap(({ record, byName }): CardElement[] => [
        verbatim(shortened(record.says, SHOWN)),
        paragraph(t.line(byName ? plain(byName) : t.office, dates.moment(record.at)), {
          subtle: true,
          small: true,
          spacing: 'None',
        }),
      ]),
      ...(corrections.length > shown.length ? [paragraph(t.more(corrections.length - shown.length))] : []),
    ]),
  ];
}
