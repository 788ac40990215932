import type { PaperProblem } from '../../domain/paperCertificate.ts';
import type { RefusalCode } from '../../domain/refusal.ts';
import type { ScanProblem } from '../../teams/hashScan.ts';

/** Only what recording a paper or a correction can be refused for, to compliance, of somebody. */
const BECAUSE: Partial<Record<RefusalCode, string>> = {
  'unknown-obligation': 'nothing has been asked of them',
  'already-certified': 'they have signed here: correct that certificate instead',
  excused: 'they are excused, and nothing is asked of them',
  left: 'they have left what the Code covers',
  superseded: 'another certification has taken its place',
  'own-obligation': 'nobody records their own paper: somebody else of the Compliance Office has to',
  'not-yours': 'nobody corrects their own certificate: somebody else of the Compliance Office has to',
  'decision-changed': 'something else was recorded meanwhile: look again',
  'role-missing': 'you may not do that',
  'text-missing': 'the words are missing',
  'text-too-long': 'it is longer than 4,000 characters',
  'too-many': 'that certificate has twenty corrections already',
};

/** What compliance records of papers, what it corrects, and what the person sees of both. Names arrive escaped. */
export const paperTexts = {
  paper: {
    /** A record of a paper, wherever a status is shown. */
    status: (signed: string, by: string, recorded: string) =>
      `On paper, signed on ${signed}, recorded by ${by} on ${recorded}`,
    short: (signed: string) => `Certified on paper, signed ${signed}`,
    notElectronic:
      'This is a record that a signed sheet was received. It is not an electronic signature, and nobody signed for anybody.',
    /** For whoever signs, and types `paper`. */
    forSigner: (office: string, address: string) =>
      `You need not sign electronically: ask the ${office} (${address}) for the certificate on paper. They give you the sheet, and record it once you have signed it.`,
    how: {
      title: 'Record a certificate signed on paper',
      lead: 'Type `paper` and a name, for example `paper Maya Okafor`. The card gives you the sheet to print; once it is signed, come back to the same card.',
      steps: [
        'Print the sheet, have it signed in ink and dated.',
        'Scan it, and put the sheet where it is kept.',
        'Attach the scan to a message to me: I take its SHA-256 and let the file go. Where nothing can be attached, type the SHA-256.',
        'Confirm. The person is told, and whom to turn to if it is wrong.',
      ],
      correct: 'To correct the record of a paper, type the same command again.',
    },
    ask: (name: string) => `Record the paper that ${name} signed`,
    askAgain: (name: string) => `Correct the record of ${name}’s paper`,
    means:
      'It counts as their certificate for this cycle, marked as on paper everywhere. The service signs that the sheet was received; it is not their electronic signature. Records are never changed: a correction is a new one beside it.',
    meansAgain:
      'The earlier record stays as it is; this one names it and takes its place, and the person is told. If they did not sign at all, correct nothing: `reissue` asks them again, and the record stays beside it.',
    facts: {
      person: 'Signed by',
      title: 'Title',
      department: 'Department',
      cycle: 'Cycle',
      due: 'Due',
      status: 'Status',
      code: 'Code version',
      scan: 'Scan',
      scanHash: 'SHA-256 of the scan',
      keptAt: 'The sheet is kept at',
      because: 'Reason',
      recordedBy: 'Recorded by',
      recorded: 'Recorded',
      signed: 'Signed on',
      reference: 'Record',
      number: 'Certificate number',
      told: 'Told',
      corrects: 'In place of',
      windows: 'Windows',
      mac: 'macOS',
      linux: 'Linux',
      late: 'Late',
    },
    version: (title: string, label: string, hash: string) => `${title}, version ${label}, SHA-256 ${hash}…`,
    notAtHand: (hash: string) => `SHA-256 ${hash}…`,
    dateLabel: 'Date on the sheet',
    dateError: 'Give the date they wrote beside their signature.',
    scanLabel: 'SHA-256 of the scan',
    scanPlaceholder: '64 digits and letters a to f',
    scanError: 'Paste the SHA-256 of the scan: 64 digits and letters a to f.',
    scanHow:
      'Attach the scan to a message to me and open this card from there: the SHA-256 is then filled in. Or compute it:',
    commands: {
      windows: 'Get-FileHash scan.pdf (in PowerShell)',
      mac: 'shasum -a 256 scan.pdf',
      linux: 'sha256sum scan.pdf',
    },
    uploaded: (name: string, size: string) => `${name}, ${size}, hashed here`,
    hashedHere: 'hashed here from the file that was attached',
    hashedTyped: 'as typed',
    keptLabel: 'Where the sheet is kept',
    keptPlaceholder: 'For example: Legal, cabinet 4, folder 12',
    keptError: 'Say where the sheet can be found.',
    becauseLabel: 'Reason, where the date is before they were asked',
    becauseLabelAgain: 'What was wrong in the earlier record',
    becausePlaceholder: 'Part of the record; the person can read it.',
    becauseError: 'Say what was wrong: it is part of the record.',
    confirmLabel: 'Confirmation',
    confirm: (name: string) =>
      `I have the sheet with the four statements, signed and dated in ink by ${name}, and these entries agree with it.`,
    confirmError: 'Confirm it, or do not record it.',
    record: 'Record the paper',
    recordAgain: 'Record the correction',
    sheet: 'Get the blank sheet',
    typeHash: 'Type another SHA-256',
    cancel: 'Cancel',
    cancelledTitle: 'Nothing was recorded',
    cancelled: 'You can start again at any time.',
    problems: {
      'date-missing': 'The date on the sheet is missing.',
      'date-in-future': 'The date on the sheet lies in the future. Nobody signed then.',
      'reason-for-date':
        'The date is before they were asked, or before this Code version was in force. Give the reason.',
      'reason-missing': 'Say what was wrong in the earlier record.',
      'place-missing': 'Say where the sheet is kept.',
      'scan-unusable': 'That is no SHA-256: it has 64 digits and letters from a to f.',
      'scan-expired':
        'The scan was attached more than an hour ago. Attach it again, or confirm its SHA-256 as typed.',
      'text-too-long': 'A place or a reason has at most 500 characters.',
      'not-confirmed': 'Nothing was recorded: the confirmation is missing.',
    } satisfies Record<PaperProblem, string>,
    choose: {
      title: (name: string) => `${name}: which certification?`,
      lead: 'A paper can be recorded for each of these, or the record of one corrected.',
      open: (cycle: string, due: string) => `Cycle ${cycle}, due ${due}`,
      recorded: (cycle: string, signed: string) => `Correct: cycle ${cycle}, on paper of ${signed}`,
    },
    done: (name: string) => `Recorded: the paper of ${name}`,
    doneBefore: 'It had been recorded already; nothing was added.',
    doneTold:
      'They are told in Teams within their working hours, and whom to turn to if it is wrong. The same command shows whether they were: whoever cannot be reached, please tell yourself.',
    correctIt: 'Correct this record',
    telling: {
      told: (when: string) => `They were told ${when}`,
      waiting: 'They have not been told yet',
      because: (why: string) => `They could not be told yet: ${why}`,
    },
    because: (code: RefusalCode) => BECAUSE[code] ?? 'it is not possible from where they stand',
    refused: (because: string) => `Nothing was recorded: ${because}.`,
    scans: {
      title: 'The scan is hashed',
      lead: 'I have taken its SHA-256 and kept nothing of the file. For an hour you can record the paper with it.',
      whoseLabel: 'Whose paper is it?',
      whosePlaceholder: 'A name',
      whoseError: 'Type whose paper it is.',
      go: 'Continue',
      reading: 'I am reading the file. A card follows as soon as it is hashed.',
      notForYou:
        'I take no files, and did not look at this one. To sign on paper, ask the Compliance Office for the sheet.',
      one: 'One file at a time, please: put all pages of the scan into one file.',
      problems: {
        'address-refused': 'That file does not lie in this organisation’s OneDrive. I did not fetch it.',
        'not-there': 'The file could not be fetched: its link is over. Attach it again.',
        unreachable: 'The file could not be fetched just now. Attach it again in a minute.',
        'too-large': 'That file is larger than 50 MB: no scan of one sheet is. Nothing was recorded.',
        'too-slow': 'The file took longer than a minute to arrive. Attach it again, or type its SHA-256.',
        'no-scan': 'That file is no scan: I know PDF, JPEG, PNG, TIFF and HEIC. Nothing was recorded.',
      } satisfies Record<ScanProblem, string>,
    },
  },
  correction: {
    how: {
      title: 'Correct a certificate',
      lead: 'Type `correct` and a name, for example `correct Maya Okafor`. The certificate stays as it was signed; a correction stands beside it, says what is wrong and how it is right, and the person is told.',
      paper: 'To correct the record of a paper, type `paper` and the name.',
    },
    choose: (name: string) => `${name}: which certificate?`,
    chooseLead: 'The certificate stays as it was signed. A correction stands beside it.',
    none: (name: string) => `${name} has signed no certificate here: there is nothing to correct.`,
    ask: (name: string) => `Correct a certificate of ${name}`,
    means:
      'The certificate is never changed. What you write stands beside it from now on: in their certificates, in its PDF, in the evidence. It is signed by the service, with your name and the time, and cannot be taken back; a mistake is corrected by another one. They are told, and can read it.',
    label: 'What is wrong, and how it is right',
    placeholder: 'For example: The title at the time was Controller, not Accountant.',
    missing: 'Say what is wrong and how it is right.',
    problems: {
      missing: 'Say what is wrong and how it is right.',
      long: 'That is longer than 4,000 characters. Please shorten it.',
    },
    record: 'Record the correction',
    another: 'Add another correction',
    earlier: 'Corrected before',
    done: (name: string) => `Recorded: a correction of a certificate of ${name}`,
    line: (by: string, when: string) => `${by}, ${when}`,
    office: 'the Compliance Office',
    more: (count: number) =>
      count === 1 ? 'and 1 more, in the PDF' : `and ${count} more, all of them in the PDF`,
    heading: 'Corrections',
    lead: (count: number) =>
      count === 1
        ? 'The Compliance Office has recorded a correction beside this certificate, which stays as you signed it.'
        : `The Compliance Office has recorded ${count} corrections beside this certificate, which stays as you signed it.`,
    count: (count: number) => (count === 1 ? '1 correction' : `${count} corrections`),
  },
  notice: {
    summary: 'Something was recorded about a certificate of yours',
    titles: {
      paper: 'A paper you signed was recorded',
      paperAgain: 'The record of a paper of yours was corrected',
      correction: 'A certificate of yours was corrected',
      several: 'Recorded about your certificates',
    },
    paper: (by: string, recorded: string, signed: string, cycle: string) =>
      `${by} of the Compliance Office recorded on ${recorded} that you signed the Certificate of Compliance on paper on ${signed}. It counts as your certificate for cycle ${cycle}. It is not an electronic signature.`,
    paperAgain: (by: string, recorded: string, signed: string, cycle: string) =>
      `${by} of the Compliance Office corrected on ${recorded} the record of your paper for cycle ${cycle}: you signed it on ${signed}.`,
    because: (text: string) => `What was wrong: ${text}`,
    reason: (text: string) => `Reason given: ${text}`,
    correction: (by: string, recorded: string, number: string) =>
      `${by} of the Compliance Office recorded on ${recorded} a correction beside your certificate ${number}. The certificate itself stays as you signed it.`,
    says: 'It says:',
    somebody: 'Somebody',
    wrong: (office: string, address: string) =>
      `Is that wrong, or did you not sign? Tell the ${office} (${address}). If you would rather tell somebody else, \`report\` shows the other channels.`,
    wrongCorrection: (office: string, address: string) =>
      `Is that wrong? Tell the ${office} (${address}). If you would rather tell somebody else, \`report\` shows the other channels.`,
    mine: 'My certificates',
    report: 'Report',
  },
  myPapers: {
    heading: 'On paper',
    corrected: (times: number) => (times === 1 ? 'corrected once' : `corrected ${times} times`),
    title: 'Certified on paper',
    thanks: (name: string) => `Thank you, ${name}. Your certificate is recorded for the Audit Committee.`,
    wrong: (office: string, address: string) =>
      `If that is wrong, or you did not sign it, tell the ${office} (${address}).`,
  },
} as const;
