import type { OverdueBracket, PackDisclosure } from '../../domain/pack.ts';

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);

/** Texts of the Audit Committee's pack. Dates arrive written out. */
export const pack = {
  ask: 'The pack for the Audit Committee, as a PDF and as a workbook.',
  title: 'Report to the Audit Committee',
  subject: 'Certification under the Code of Ethics',
  subtitle: (cycle: string, on: string) => `Code of Ethics certification, cycle ${cycle}, as of ${on}`,
  fileTitle: (cycle: string, on: string) => `Report to the Audit Committee, cycle ${cycle}, ${on}`,
  fileName: (cycle: string, day: string, ending: string) => `Audit Committee pack ${cycle} ${day}.${ending}`,
  confidential: 'Confidential. Prepared for the Audit Committee of the Board of Directors.',
  summary: (complete: number, total: number, percent: string) =>
    total === 0
      ? 'Nobody has been asked to certify in this cycle yet.'
      : `${complete} of ${people(total)} who must certify have done so (${percent}).`,
  summaryOffices: (complete: number, of: number) =>
    complete === of
      ? 'All Senior Officers who hold the six offices have certified.'
      : `Of the ${of} Senior Officers who hold the six offices, ${complete} have certified.`,
  summaryOverdue: (count: number) =>
    count === 0
      ? 'Nothing is overdue.'
      : count === 1
        ? '1 person is overdue.'
        : `${count} people are overdue.`,
  figures: {
    certified: 'certified',
    outstanding: 'outstanding',
    overdue: 'overdue',
    disclosures: 'exceptions and declines',
  },
  views: {
    complete: 'Certified',
    outstanding: 'Outstanding',
    overdue: 'Overdue',
    paused: 'Paused',
    'not-required': 'Not required',
    'not-asked': 'Not asked yet',
  },
  completion: 'Completion',
  chartAlt: (parts: string) => `A bar divided by status: ${parts}.`,
  offices: 'The six offices',
  officeColumns: { office: 'Office', holder: 'Holder', status: 'Status', date: 'Date' },
  vacant: 'Vacant or not found',
  due: (date: string) => `due ${date}`,
  late: 'late',
  onPaper: 'on paper',
  attention: 'For the Committee’s attention',
  nothing: 'Nothing calls for the Committee’s attention.',
  matters: {
    declines: (count: number) =>
      `${people(count)} declined to certify; the Compliance Office has the reasons.`,
    exceptions: (count: number) =>
      count === 1
        ? '1 certificate was given with an exception, disclosed to the Compliance Office.'
        : `${count} certificates were given with an exception, disclosed to the Compliance Office.`,
    officerOverdue: (office: string, name: string, since: string) =>
      `${name} (${office}) has been overdue since ${since}.`,
    officeUnclear: (office: string, holders: number) =>
      holders === 0
        ? `The office of ${office} has no holder.`
        : `The office of ${office} has ${holders} holders.`,
    oldest: (count: number) => `${people(count)} overdue for more than 30 days.`,
    unreached: (count: number) => `${people(count)} cannot be reached in Teams.`,
    late: (count: number) => `${people(count)} certified after the due date.`,
    waivers: (count: number) =>
      count === 1
        ? '1 entry in the register of waivers and amendments.'
        : `${count} entries in the register of waivers and amendments.`,
    differs: (count: number) =>
      `The roster and the obligations differ in ${count} ${count === 1 ? 'place' : 'places'}: these numbers cannot be relied on until that is explained.`,
  },
  equationTitle: 'Reconciliation',
  equation: (left: string, right: string) => `${left} = ${right}`,
  roster: (roster: number, joined: number) =>
    joined > 0 ? `${roster} on the roster + ${joined} joined` : `${roster} on the roster`,
  balances: 'The equation balances and the roster is what was frozen.',
  doesNotBalance: 'The equation does not balance.',
  rosterHash: (digits: string) => `Roster SHA-256 ${digits}`,
  detail: 'Detail',
  organisations: 'Completion by organisation',
  organisationsLead:
    'Organisations of the managers two levels below the top of the reporting line, largest first.',
  organisationColumns: {
    name: 'Organisation',
    complete: 'Certified',
    total: 'Of',
    overdue: 'Overdue',
    chart: '',
  },
  others: 'All others',
  barAlt: (name: string, complete: number, total: number) => `${name}: ${complete} of ${total} certified.`,
  disclosures: 'Exceptions and declines',
  disclosuresLead:
    'By reference only. The texts are sealed and held by the Compliance Office; names are in no report.',
  disclosureColumns: { reference: 'Reference', kind: 'Kind', on: 'Recorded' },
  kinds: { exception: 'Exception', decline: 'Decline' } satisfies Record<PackDisclosure['kind'], string>,
  none: 'None.',
  overdue: 'Overdue, by age',
  brackets: {
    '1-7': '1 to 7 days',
    '8-30': '8 to 30 days',
    '31-90': '31 to 90 days',
    'over-90': 'More than 90 days',
  } satisfies Record<OverdueBracket, string>,
  bracketColumns: { age: 'Age', people: 'People' },
  overdueColumns: { name: 'Name', organisation: 'Organisation', since: 'Overdue since', days: 'Days' },
  more: (count: number) => `and ${count} more, listed in the workbook.`,
  unreached: 'Could not be reached',
  unreachedColumns: { reason: 'Reason', people: 'People' },
  waivers: 'Waivers and amendments',
  waiverColumns: { reference: 'Reference', what: 'What', on: 'Date', state: 'State' },
  waiver: (kind: string, forWhom: string | undefined, what: string) =>
    `${kind}${forWhom ? ` for ${forWhom}` : ''}: ${what}`,
  code: 'The Code',
  codeText: (title: string, label: string) => `${title}, version ${label}.`,
  codeHash: (digits: string) => `SHA-256 ${digits}`,
  madePublic: (how: string) => `Made public (Item 406(c)): ${how}`,
  ledger: 'The ledger of certificates',
  checkpoint: (size: number, at: string) => `Newest checkpoint: ${size} certificates, ${at}.`,
  root: (digits: string) => `Root ${digits}`,
  key: (kid: string) => `Signed by key ${kid}`,
  noCheckpoint: 'No checkpoint has been published yet.',
  prepared: (at: string) =>
    `Prepared by the certification service on ${at} from its own records; nobody entered a number by hand. In lists, whoever declined is shown as outstanding.`,
  sheets: {
    summary: 'Summary',
    offices: 'Offices',
    organisations: 'Organisations',
    people: 'People',
    disclosures: 'Exceptions and declines',
    unreached: 'Not reached',
    waivers: 'Waivers and amendments',
  },
  peopleColumns: {
    name: 'Name',
    title: 'Title',
    organisation: 'Organisation',
    status: 'Status',
    due: 'Due',
    signed: 'Signed (UTC)',
    late: 'Late',
    days: 'Days overdue',
    unreached: 'Could not be reached because',
  },
  yes: 'yes',
};
