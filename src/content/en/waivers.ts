import type { Approver, DisclosureWay, WAIVER_REFUSALS, WaiverKind } from '../../domain/waiver.ts';

const days = (count: number) => (count === 1 ? '1 day' : `${count} days`);

/** Texts of the register of waivers and amendments. Dates arrive written out, what people wrote escaped. */
export const waivers = {
  title: 'Waivers and amendments',
  lead: 'The register under Item 406 and Item 5.05 of Form 8-K. Entries are never removed; what happens to them is added.',
  none: 'The register is empty.',
  older: (count: number) => `${count} older entries are in the Audit Committee’s report: type \`pack\`.`,
  kinds: {
    waiver: 'Waiver',
    implicit: 'Known departure, nothing done yet',
    amendment: 'Amendment of the Code',
  } satisfies Record<WaiverKind, string>,
  approvers: {
    board: 'The board of directors',
    'board-committee': 'A committee of the board',
    other: 'Somebody else',
  } satisfies Record<Approver, string>,
  ways: {
    'form-8-k': 'Form 8-K, Item 5.05',
    website: 'The company’s website',
  } satisfies Record<DisclosureWay, string>,
  record: {
    waiver: 'Record a waiver',
    implicit: 'Record a known departure',
    amendment: 'Record an amendment',
  } satisfies Record<WaiverKind, string>,
  leads: {
    waiver:
      'A waiver is the approval of a material departure from the Code. For an executive officer only the board or a committee of it can approve one.',
    implicit:
      'A departure that is known and about which nothing is done becomes a waiver by silence after a reasonable time.',
    amendment:
      'Every amendment is disclosed within four business days, unless it is technical, administrative or otherwise not substantive.',
  } satisfies Record<WaiverKind, string>,
  labels: {
    what: {
      waiver: 'What was departed from, and why',
      implicit: 'What is known',
      amendment: 'What was amended',
    },
    forWhom: 'Whom it is for (name and office)',
    executiveOfficer: 'Principal executive, financial or accounting officer, controller, or similar?',
    yes: 'Yes',
    no: 'No',
    approver: { waiver: 'Who approved it', implicit: '', amendment: 'Who adopted it' },
    on: { waiver: 'Granted on', implicit: 'Known since', amendment: 'Adopted on' },
    notReportable: 'Only if it is not substantive: why it need not be disclosed',
    way: 'How it was disclosed',
    where: 'Where: the filing, or the web address',
    disclosedOn: 'Disclosed on',
    because: 'What was done about it',
    missing: 'This is needed.',
  },
  save: 'Put it into the register',
  saved: (reference: string) => `${reference} is in the register.`,
  disclose: 'Record the disclosure',
  actOn: 'Record what was done',
  look: 'Open',
  back: 'Back to the register',
  facts: {
    kind: 'Kind',
    forWhom: 'For',
    approver: 'Approved by',
    on: 'Date',
    state: 'State',
    why: 'Not reportable because',
  },
  history: 'History',
  events: {
    recorded: 'Recorded',
    disclosed: (way: string, on: string, where: string) => `Disclosed ${on}: ${way}, ${where}`,
    'acted-on': (because: string) => `Acted on: ${because}`,
  },
  states: {
    'not-reportable': 'Not reportable',
    'acted-on': 'Something was done about it',
    known: (until: string, left: number) => `A waiver by silence after ${until} (${days(Math.max(0, left))})`,
    due: (due: string, left: number) =>
      left < 0
        ? `Disclosure overdue since ${due}`
        : left === 0
          ? `Disclose today, ${due}`
          : `Disclose by ${due} (${days(left)})`,
    disclosed: (on: string, late: boolean) => `Disclosed ${on}${late ? ', late' : ''}`,
    website: (until: string, kept: string) => `on the website until ${until}, kept until ${kept}`,
  },
  refusals: {
    'what-missing': 'Nothing was recorded: say what it is about.',
    'who-missing': 'Nothing was recorded: say whom it is for.',
    'approver-missing': 'Nothing was recorded: say who approved it.',
    'board-only':
      'Nothing was recorded: for an executive officer only the board of directors or a committee of it can approve a waiver (Nasdaq 5610, NYSE 303A.10).',
    'date-ahead': 'Nothing was recorded: the date lies ahead.',
    'reason-only-for-amendments': 'Nothing was recorded: only an amendment can be technical.',
    'already-disclosed': 'It is disclosed already. Nothing was changed.',
    'not-reportable': 'It need not be disclosed. Nothing was changed.',
    'where-missing': 'Nothing was recorded: say where it was disclosed.',
    'before-it-happened': 'Nothing was recorded: that is before it happened.',
    'nothing-to-act-on': 'There is nothing to act on. Nothing was changed.',
  } satisfies Record<(typeof WAIVER_REFUSALS)[number], string>,
  unknown: 'There is no such entry in the register.',
};
