import {
  type PaperCertificate,
  paperId,
  paperNumber,
  paperReference,
} from '../../domain/paperCertificate.ts';
import type { SealedRecord } from '../../domain/signedRecord.ts';
import type { PaperForm } from '../../usecases/paperForm.ts';
import type { Scan } from '../../usecases/scanReceipt.ts';
import type { Card, CardContext } from './context.ts';
import { card, execute, facts, notice, paragraph, plain, title } from './elements.ts';
import { inGroups, paperOf, versionWords } from './paperFacts.ts';
import { uploadedWords } from './paperFormCard.ts';

/** How a paper is recorded: the command without a name. */
export function paperHowCard({ texts }: CardContext): Card {
  const t = texts.paper;
  return card([
    title(t.how.title),
    paragraph(t.how.lead),
    facts(t.how.steps.map((step, index) => [`${index + 1}.`, step])),
    paragraph(t.how.correct),
    paragraph(t.means, { subtle: true }),
  ]);
}

/** For which of somebody's certifications a paper is recorded, or which record is corrected. */
export function paperWhichCard(
  { texts, dates }: CardContext,
  input: { form: PaperForm; receipt?: string | undefined },
): Card {
  const t = texts.paper.choose;
  const { person, entries } = input.form;
  return card([
    title(t.title(plain(person.person.displayName))),
    paragraph(t.lead),
    {
      type: 'ActionSet',
      actions: entries.map(({ obligation, number }) => {
        const paper = paperOf(obligation.state);
        const label = paper
          ? t.recorded(obligation.cycle, dates.short(paper.signedOn))
          : t.open(obligation.cycle, dates.short(obligation.overdueAfter));
        return execute(label, 'paper.form', {
          person: person.id,
          record: paperId(obligation.id, number),
          ...(input.receipt && { receipt: input.receipt }),
        });
      }),
    },
  ]);
}

/** What was recorded, for whoever recorded it. */
export function paperDoneCard(
  context: CardContext,
  input: { sealed: SealedRecord<PaperCertificate>; before: boolean },
): Card {
  const { texts, dates } = context;
  const t = texts.paper;
  const { record } = input.sealed;
  const { scan, because, corrects, obligation } = record;
  return card(
    [
      title(t.done(plain(record.displayName))),
      ...(input.before ? [notice('emphasis', t.doneBefore)] : []),
      facts([
        [t.facts.reference, paperReference(input.sealed)],
        [t.facts.signed, dates.long(record.signedOn)],
        [t.facts.cycle, plain(obligation.cycle)],
        ...(obligation.late
          ? [
              [
                t.facts.late,
                texts.certification.receipt.lateText(dates.long(obligation.overdueAfter)),
              ] as const,
            ]
          : []),
        [t.facts.code, versionWords(context, record.code.sha256)],
        [t.facts.scanHash, `${inGroups(scan.sha256)} (${hashedWords(context, scan.hashed)})`],
        [t.facts.keptAt, plain(record.keptAt)],
        ...(because ? [[t.facts.because, plain(because)] as const] : []),
        ...(corrects ? [[t.facts.corrects, correctedReference(record)] as const] : []),
        [t.facts.recordedBy, plain(record.byName)],
        [t.facts.recorded, dates.moment(record.at)],
      ]),
      notice('emphasis', t.notElectronic),
      paragraph(t.doneTold, { subtle: true }),
    ],
    [
      execute(t.correctIt, 'paper.form', {
        person: record.personId,
        record: paperId(obligation.id, paperNumber(record.id) + 1),
      }),
    ],
  );
}

/** Of the record that another one takes the place of. */
export function correctedReference({ corrects, obligation }: PaperCertificate): string {
  return corrects ? paperReference({ record: { obligation }, sha256: corrects.sha256 }) : '';
}

export function hashedWords({ texts }: CardContext, hashed: PaperCertificate['scan']['hashed']): string {
  return hashed === 'from-upload' ? texts.paper.hashedHere : texts.paper.hashedTyped;
}

/** A scan that was hashed, for whoever attached it: whose paper is it? */
export function scanCard(
  context: CardContext,
  input: { scan: Scan; receipt: string; problem?: string },
): Card {
  const t = context.texts.paper;
  const { scan, receipt, problem } = input;
  return card(
    [
      ...(problem ? [notice('attention', problem)] : []),
      title(t.scans.title),
      paragraph(t.scans.lead),
      facts([
        [t.facts.scan, plain(uploadedWords(context, scan))],
        [t.facts.scanHash, inGroups(scan.sha256)],
      ]),
      {
        type: 'Input.Text',
        id: 'name',
        label: t.scans.whoseLabel,
        placeholder: t.scans.whosePlaceholder,
        maxLength: 160,
        isRequired: true,
        errorMessage: t.scans.whoseError,
      },
    ],
    [
      execute(t.scans.go, 'paper.find', { receipt }, { style: 'positive' }),
      execute(t.cancel, 'paper.cancel', {}, { quiet: true }),
    ],
  );
}

export function nothingRecordedCard({ texts }: CardContext): Card {
  return card([title(texts.paper.cancelledTitle), paragraph(texts.paper.cancelled)]);
}
