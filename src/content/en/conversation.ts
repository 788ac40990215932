import type { HelpGroup } from '../../teams/cards/helpCard.ts';
import type { CommandName } from '../../teams/commands.ts';

/** Texts of everything that is not the certificate itself. */
export const conversation = {
  help: {
    title: 'What I can do for you',
    lead: 'Type a command, or ask anything about the Code in your own words.',
    notAnonymous:
      'I know who you are: this chat is not anonymous. Please raise concerns through the channels that `report` shows.',
    /** What the commands are about; `how` where they are typed in a way that does not go without saying. */
    groups: {
      own: { heading: 'Yourself', how: '' },
      team: { heading: 'Your organisation', how: '' },
      standing: { heading: 'Where the programme stands', how: '' },
      people: {
        heading: 'What to do about people',
        how: 'With a name or a list: `extend Maya Okafor`, `remind overdue`. You confirm before anything happens.',
      },
      evidence: { heading: 'Evidence', how: '' },
      service: {
        heading: 'How it runs',
        how: 'To see why a question was answered as it was: `why this answer` and the question.',
      },
      always: { heading: 'Also', how: '' },
    } satisfies Record<HelpGroup, { heading: string; how: string }>,
    commands: {
      status: 'Where you stand',
      sign: 'Sign your certificate',
      code: 'Read the Code',
      'my certificates': 'What you have signed',
      report: 'Where to raise a concern',
      help: 'This list',
      team: 'Where your people stand',
      programme: 'The whole population',
      offices: 'The six offices, who holds them',
      unreached: 'Who is not reached, and why',
      jobs: 'What ran, runs and will run',
      alarms: 'What needs your decision',
      amendment: 'Who signs the Code version anew',
      cases: 'Declines and exceptions',
      excuse: 'Need not certify this cycle',
      extend: 'More time',
      pause: 'The clock stands still',
      resume: 'The clock goes on',
      reissue: 'Ask again',
      remind: 'Remind who is outstanding',
      paper: 'A certificate signed on paper',
      correct: 'What is wrong in a certificate',
      roster: 'Who had to certify, as frozen',
      preview: 'What a changed programme file does',
      why: 'Which rule covers somebody',
      waivers: 'Waivers and amendments',
      hold: 'Legal holds: what nobody erases',
      retention: 'What is due to be erased',
      erase: 'Somebody asks for erasure',
      pack: 'The Audit Committee’s report',
      export: 'Evidence of a cycle: `export 2026`',
      questions: 'What people ask about, counted',
      'act as': 'Be another person (local mode)',
    } satisfies Record<CommandName, string>,
    askExample: 'For example: “My brother-in-law’s firm is bidding for our contract. What do I do?”',
  },
  below: 'Here it is, below.',
  didYouMean: (command: string) =>
    `Did you mean \`${command}\`? Type it again, or ask a question about the Code.`,
  noRole: {
    team: 'Nobody who certifies reports to you, so there is no team to show.',
    compliance: 'Only the Compliance Office can see that.',
    action: 'Only the Compliance Office can do that. Nothing was changed.',
    remind: 'Only managers of people who certify, and the Compliance Office, can do that.',
    offices: 'Only the Compliance Office and the Audit Committee can see that.',
    local: 'That works only in local mode.',
  },
  team: {
    title: 'Your organisation',
    lead: (complete: number, total: number, cycle: string) =>
      `${complete} of ${total} complete · cycle ${cycle}`,
    chartTitle: 'Completion',
    columns: { name: 'Name', status: 'Status', due: 'Due' },
    counts: { status: 'Status', people: 'People' },
    more: 'Show more',
    first: 'Back to the top',
    empty: 'Nobody in your organisation is asked to certify in this cycle.',
  },
  programme: {
    title: 'The programme',
    lead: (complete: number, total: number, cycle: string) =>
      `${complete} of ${total} complete · cycle ${cycle}`,
    dates: (opens: string, due: string) => `Opened ${opens}, due ${due}`,
    overdue: (count: number) => (count === 1 ? '1 person is overdue' : `${count} people are overdue`),
    rosterDiffers: (since: string) =>
      `The roster and the obligations differ since ${since}: these numbers cannot be relied on. Ask your administrator to run \`npm run job -- reconcile\`, which names the differences.`,
    alarms: (count: number) =>
      count === 1
        ? '1 alarm waits for the Compliance Office: type `alarms`.'
        : `${count} alarms wait for the Compliance Office: type \`alarms\`.`,
    equation: (total: number, parts: string) => `${total} on the roster = ${parts}`,
    read: (when: string) => `Directory last read ${when}`,
    columns: { name: 'Name', status: 'Status', due: 'Due', reach: 'Reached' },
    notReached: 'Not reached',
    empty: 'Nobody is asked to certify in this cycle yet. The next `sync` and `issue` jobs change that.',
  },
  offices: {
    title: 'The six offices',
    lead: 'Who holds the offices the Code names, and where each stands.',
    columns: { office: 'Office', holder: 'Holder', status: 'Certificate' },
    vacant: 'Vacant or not found',
    doubled: (count: number) => `${count} holders`,
    warning: 'A vacant or doubled office needs a decision: name the holder in the programme file.',
    none: 'Not asked yet',
    certified: (when: string) => `Certified ${when}`,
    notCertified: (due: string, overdue: boolean) =>
      overdue ? `Overdue since ${due}` : `Outstanding, due ${due}`,
  },
  certificates: {
    title: 'Your certificates',
    none: 'You have not signed a certificate yet.',
    line: (number: string, when: string) => `${number}, signed ${when}`,
    exception: 'with an exception',
  },
  answers: {
    title: 'What the Code says',
    lead: 'In the Code’s own words:',
    inContext: 'Read it in context',
    related: 'Related',
    notAddressedTitle: 'The Code does not address this',
    notAddressed:
      'Where the Senior Officers Code is silent, the Code of Business Conduct is to be consulted. The Compliance Office can help you with it.',
    unclearTitle: 'I did not understand that',
    unclear:
      'Ask about the Code in a sentence, or type `help` to see what I can do. This chat is not anonymous: for concerns, type `report`.',
    askCompliance: (name: string) => `Ask the ${name}`,
    privacy: 'This bot does not keep what you ask.',
    version: (title: string, label: string) => `${title}, version ${label}`,
  },
  speakUp: {
    title: 'Where to raise a concern',
    notAnonymous:
      '**This chat is not anonymous.** It knows who you are, so please do not describe your concern here. What you have typed is not kept by this bot and goes to nobody.',
    channels: 'These channels are for you. You choose which.',
    anonymous: 'anonymous if you wish',
    named: 'not anonymous',
    protection: 'What the Code says',
  },
  local: {
    youAre: (name: string, title: string) => `You are now **${name}**${title ? `, ${title}` : ''}.`,
    nobody: (name: string) => `Nobody in the sample organisation is called “${name}”. Try one of these:`,
    several: (name: string) => `Several people match “${name}”. Which one?`,
    hint: 'Type `help` to see what this person can do.',
  },
  problems: {
    personalOnly: 'Please write to me in a personal chat: certificates are nobody else’s business.',
    tryAgain: 'That did not work just now, and nothing was changed. Please try again in a minute.',
    stillWorking: 'This takes longer than usual. The card changes by itself as soon as it is done.',
    nothingDone: 'Something was missing, and nothing was changed. Type `sign` to begin again.',
    unusableCard: 'I cannot use what this card sent, and nothing was changed. Type `status` for a fresh one.',
  },
} as const;
