import type { CalendarDate } from '../../domain/ids.ts';
import {
  LONGEST_PAPER_TEXT,
  type PaperProblem,
  paperId,
  paperReference,
} from '../../domain/paperCertificate.ts';
import { tallyKeyOf } from '../../domain/progress.ts';
import type { PaperEntry } from '../../usecases/paperForm.ts';
import type { PersonRecord } from '../../usecases/ports.ts';
import type { Scan } from '../../usecases/scanReceipt.ts';
import type { Card, CardContext } from './context.ts';
import {
  type CardElement,
  card,
  execute,
  facts,
  notice,
  oneLine,
  paragraph,
  plain,
  title,
} from './elements.ts';
import { onPaperWords, paperOf, sizeWords, tellingWords, versionWords } from './paperFacts.ts';

type Fact = readonly [label: string, value: string];

/** What was entered before, so that nothing has to be typed twice. */
export type PaperEntered = {
  readonly signedOn?: CalendarDate;
  readonly keptAt: string;
  readonly scan: string;
  readonly because: string;
  readonly confirmed: boolean;
};

/** The form that records a paper, or corrects the record of one. */
export function paperFormCard(
  context: CardContext,
  input: {
    person: PersonRecord;
    entry: PaperEntry;
    entered?: PaperEntered | undefined;
    problem?: PaperProblem;
    /** A scan that was attached and hashed here, with what vouches for it. */
    upload?: { readonly scan: Scan; readonly receipt: string } | undefined;
  },
): Card {
  const t = context.texts.paper;
  const { person, entry, problem, upload } = input;
  const { obligation, number, earlier } = entry;
  const again = earlier !== undefined;
  const name = plain(person.person.displayName);
  const data = {
    record: paperId(obligation.id, number),
    ...(upload && { receipt: upload.receipt }),
  };
  const entered = input.entered ?? startWith(entry, upload?.scan);
  return card(
    [
      ...(problem ? [notice('attention', t.problems[problem])] : []),
      title(again ? t.askAgain(name) : t.ask(name)),
      paragraph(again ? t.meansAgain : t.means, { subtle: true }),
      facts(aboutIt(context, person, entry)),
      ...(upload ? [facts([[t.facts.scan, plain(uploadedWords(context, upload.scan))]])] : []),
      ...inputs(context, entered, { again, uploaded: upload !== undefined, name: person.person.displayName }),
    ],
    [
      execute(again ? t.recordAgain : t.record, 'paper.record', data, { style: 'positive' }),
      ...(again ? [] : [execute(t.sheet, 'paper.sheet', { record: data.record }, { quiet: true })]),
      execute(t.cancel, 'paper.cancel', {}, { quiet: true }),
    ],
  );
}

/** What the earlier record says; a hash that was taken here counts more than it. */
function startWith({ earlier }: PaperEntry, scan: Scan | undefined): PaperEntered {
  const { signedOn, keptAt = '', scan: known } = earlier?.record ?? {};
  return {
    ...(signedOn && { signedOn }),
    keptAt,
    scan: scan?.sha256 ?? known?.sha256 ?? '',
    because: '',
    confirmed: false,
  };
}

function aboutIt(context: CardContext, { person }: PersonRecord, entry: PaperEntry): readonly Fact[] {
  const { texts, dates } = context;
  const t = texts.paper.facts;
  const { obligation, earlier, telling } = entry;
  const paper = paperOf(obligation.state);
  const status = dates.isOverdue(obligation)
    ? texts.words.managerViews.overdue
    : texts.words.tally[tallyKeyOf(obligation)];
  return [
    ...(person.jobTitle ? [[t.title, plain(person.jobTitle)] as const] : []),
    ...(person.department ? [[t.department, plain(person.department)] as const] : []),
    [t.cycle, plain(obligation.cycle)],
    [t.due, dates.long(obligation.overdueAfter)],
    [t.status, paper ? onPaperWords(context, paper) : status],
    [t.code, versionWords(context, obligation.codeHash)],
    ...(earlier ? [[t.corrects, paperReference(earlier)] as const] : []),
    ...(telling ? [[t.told, tellingWords(context, telling)] as const] : []),
  ];
}

export function uploadedWords({ texts }: CardContext, { name, bytes }: Scan): string {
  return texts.paper.uploaded(oneLine(name), sizeWords(bytes));
}

function inputs(
  { texts, dates }: CardContext,
  entered: PaperEntered,
  about: { readonly again: boolean; readonly uploaded: boolean; readonly name: string },
): readonly CardElement[] {
  const t = texts.paper;
  const { again, uploaded } = about;
  const { commands } = t;
  return [
    {
      type: 'Input.Date',
      id: 'signedOn',
      label: t.dateLabel,
      max: dates.today,
      isRequired: true,
      errorMessage: t.dateError,
      ...(entered.signedOn && { value: entered.signedOn }),
    },
    {
      type: 'Input.Text',
      id: 'scan',
      label: t.scanLabel,
      placeholder: t.scanPlaceholder,
      maxLength: 120,
      isRequired: true,
      errorMessage: t.scanError,
      ...(entered.scan && { value: entered.scan }),
    },
    ...(uploaded
      ? []
      : [
          paragraph(t.scanHow, { subtle: true, small: true, spacing: 'Small' as const }),
          facts([
            [t.facts.windows, commands.windows],
            [t.facts.mac, commands.mac],
            [t.facts.linux, commands.linux],
          ]),
        ]),
    {
      type: 'Input.Text',
      id: 'keptAt',
      label: t.keptLabel,
      placeholder: t.keptPlaceholder,
      maxLength: LONGEST_PAPER_TEXT,
      isRequired: true,
      errorMessage: t.keptError,
      ...(entered.keptAt && { value: entered.keptAt }),
    },
    {
      type: 'Input.Text',
      id: 'because',
      label: again ? t.becauseLabelAgain : t.becauseLabel,
      placeholder: t.becausePlaceholder,
      isMultiline: true,
      maxLength: LONGEST_PAPER_TEXT,
      ...(again && { isRequired: true, errorMessage: t.becauseError }),
      ...(entered.because && { value: entered.because }),
    },
    {
      type: 'Input.Toggle',
      id: 'confirmed',
      label: t.confirmLabel,
      title: t.confirm(plain(about.name)),
      valueOn: 'confirmed',
      valueOff: 'no',
      value: entered.confirmed ? 'confirmed' : 'no',
      wrap: true,
      isRequired: true,
      errorMessage: t.confirmError,
    },
  ];
}
