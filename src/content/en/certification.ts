import type { RefusalCode } from '../../domain/refusal.ts';

/** Texts of the cards that lead to a signature. Dates arrive written out, names escaped. */
export const certification = {
  title: 'Code of Ethics certification',
  promptSummary: (due: string) => `Code of Ethics: your certification is due ${due}`,
  reminderSummary: (due: string, overdue: boolean) =>
    `Reminder: your Code of Ethics certification ${overdue ? 'was' : 'is'} due ${due}`,
  greeting: (name: string) => `Hello ${name}`,
  promptLead: (company: string) =>
    `${company} asks you to certify to its Audit Committee that you have read the Code of Ethics and will apply it. Read it first: about five minutes. Signing takes less than one.`,
  reminderLead: (due: string, overdue: boolean) =>
    overdue
      ? `Your certification was due ${due} and is still open.`
      : `Your certification is still open. It is due ${due}.`,
  facts: { code: 'Code', cycle: 'Cycle', due: 'Due', why: 'Why you', standing: 'Where you stand' },
  badge: { due: (days: string) => days, overdue: 'Overdue' },
  dueIn: (days: number) => {
    if (days < 0) return days === -1 ? '1 day overdue' : `${-days} days overdue`;
    if (days === 0) return 'due today';
    return days === 1 ? 'due tomorrow' : `due in ${days} days`;
  },
  askedAgain: 'The Compliance Office asks you to certify again. What you did before stays on record.',
  readTheCode: 'Read the Code',
  decline: 'I decline',
  reading: {
    progress: (part: number, of: number) => `Part ${part} of ${of}`,
    next: (title: string) => `Next: ${title}`,
    continued: (title: string) => `${title} (continued)`,
    back: 'Back',
    toSignature: 'Continue to the certificate',
    readAll: 'This is the end of the Code. The certificate is the last step.',
    version: (label: string, hash: string) => `Version ${label}, SHA-256 ${hash}`,
  },
  form: {
    title: 'Certificate of Compliance',
    toCommittee: (company: string) => `To the Audit Committee of ${company}`,
    certify: (title: string) => `As to the ${title}, I certify:`,
    statementLabel: (n: number) => `Statement ${n} of 4`,
    statementMissing: 'Confirm this statement, or decline or certify with an exception instead.',
    exceptionTitle: 'Certificate of Compliance with an exception',
    exceptionLead:
      'What you write is kept apart from the certificate and goes to the Compliance Office only. Your manager sees neither the text nor that there is an exception.',
    notAnonymous:
      'This chat is not anonymous: your name goes with what you write. To raise a concern confidentially or anonymously, use one of these channels instead:',
    exceptionLabel: 'The exception you disclose',
    exceptionPlaceholder: 'What the certificate does not cover, and why',
    exceptionMissing: 'Describe the exception, or go back and certify without one.',
    consentHeading: 'Electronic signature',
    consentLabel: 'Consent',
    consentToggle: 'I agree to sign electronically',
    consentMissing: 'Without this consent please ask the Compliance Office for a paper form.',
    nameLabel: (name: string) => `Type your full name to sign: ${name}`,
    namePlaceholder: 'Your full name',
    nameMissing: 'Type your full name. It is your signature.',
    sign: 'Sign the certificate',
    withException: 'Certify with an exception…',
    withoutException: 'Certify without an exception',
    rightsHeading: 'Your protected rights',
    backToCode: 'Read the Code again',
  },
  declining: {
    title: 'Decline to certify',
    lead: 'Your reason goes to the Compliance Office, who will talk to you. Your manager sees only that the certificate is outstanding. You can still sign later.',
    label: 'Why you decline',
    placeholder: 'In your own words',
    missing: 'Give a reason, so that the Compliance Office can help.',
    submit: 'Decline to certify',
    back: 'Back to the certificate',
  },
  receipt: {
    title: 'Certificate signed',
    thanks: (name: string) => `Thank you, ${name}. Your certificate is recorded for the Audit Committee.`,
    cycle: (cycle: string) => `Cycle ${cycle}`,
    number: 'Certificate number',
    signed: 'Signed',
    by: 'Signed by',
    signature: 'Signature',
    code: 'Code version',
    exception: 'Exception',
    exceptionRecorded: 'Disclosed to the Compliance Office',
    late: 'Late',
    lateText: (due: string) => `It was due ${due}`,
    hash: 'Record (SHA-256)',
    altered:
      'This record is not what was signed: its content and its hash disagree. Please tell the Compliance Office.',
    statements: 'You certified',
    again: 'You can see it again at any time: type **my certificates**.',
    readCode: 'Read the Code you signed',
  },
  standing: {
    declinedTitle: 'You declined to certify',
    declined: (when: string) =>
      `Recorded ${when}. The Compliance Office will be in touch. If you change your mind you can still sign.`,
    pausedTitle: 'Your certification is paused',
    paused: 'You do not have to do anything for now. You will be asked again when it resumes.',
    excusedTitle: 'You are excused this time',
    excused: 'Compliance has recorded that you do not have to certify in this cycle.',
    leftTitle: 'Nothing is asked of you',
    left: 'Your role is no longer one the Code asks to certify.',
    supersededTitle: 'This certification has been replaced',
    superseded: 'A newer one has taken its place.',
    nothingTitle: 'Nothing is asked of you',
    nothing:
      'You are not among those who certify to the Audit Committee. You can read the Code and ask about it here. This chat is not anonymous: for concerns, type **report**.',
    waiting: (when: string) => `You will be asked when you start on ${when}.`,
    unknown:
      'I do not know you yet. New accounts are found at the next look into the directory; please try again later.',
  },
  refusals: {
    'unknown-obligation': 'This card does not belong to any certification of yours. Nothing was changed.',
    'not-yours': 'This card is somebody else’s. Only they can use it. Nothing was changed.',
    'not-covered': 'You are not among those who certify. Nothing was changed.',
    'already-certified': 'You have already signed. This is your receipt.',
    'already-declined': 'You have already declined. Nothing was changed.',
    paused: 'Your certification is paused. Nothing was changed.',
    excused: 'You are excused in this cycle. Nothing was changed.',
    left: 'This certification is closed. Nothing was changed.',
    superseded: 'This card is from an earlier certification. Here is where you stand now.',
    'not-paused': 'It is not paused. Nothing was changed.',
    'still-open': 'It is still open. Nothing was changed.',
    'own-obligation': 'Nobody decides about their own certification. Nothing was changed.',
    'not-excused': 'It is not excused. Nothing was changed.',
    'not-extended': 'It is not extended. Nothing was changed.',
    'not-later': 'That is not later than the due date. Nothing was changed.',
    'twelve-months':
      'More than twelve months since the last certificate is overdue whatever the due date. Nothing was changed.',
    'role-missing': 'You may not do that. Nothing was changed.',
    'too-many': 'Those are too many at once. Nothing was changed.',
    'not-now': 'That did not work just now. Nothing was changed.',
    'reminded-today': 'There has been a message today. Nothing was changed.',
    'code-not-opened': 'Open the Code first: the certificate says that you have read it.',
    'statements-not-confirmed':
      'Nothing is signed yet: confirm all four statements, or decline, or certify with an exception.',
    'consent-missing': 'Nothing is signed yet: agree to sign electronically, or ask for a paper form.',
    'name-missing': 'Nothing is signed yet: type your full name.',
    'name-differs': 'Nothing is signed yet: the name is not the one the company knows you by.',
    'text-missing': 'Nothing is recorded yet: some words are needed.',
    'text-too-long': 'Nothing is recorded yet: that is longer than 4,000 characters. Please shorten it.',
    automatic: 'Nothing was changed.',
    'unknown-cycle': 'There is no such cycle. Nothing was exported.',
    'unknown-alarm': 'There is no such alarm. Nothing was changed.',
    'alarm-is-over': 'This alarm is over already. Nothing was changed.',
    'alarm-changed': 'Meanwhile the alarm says something else: read it again. Nothing was changed.',
    'alarm-clears-itself':
      'This alarm ends when its cause is gone; nobody can clear it. Nothing was changed.',
    'reason-too-long': 'Nothing is recorded yet: that is longer than 500 characters. Please shorten it.',
  } satisfies Record<RefusalCode, string>,
} as const;
