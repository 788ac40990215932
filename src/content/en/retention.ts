import type { RefusalCode } from '../../domain/refusal.ts';
import type { ErasableKind, ErasureState, KeptBecause, LeftOut } from '../../domain/retention.ts';

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);
const years = (count: number) => (count === 1 ? 'one year' : `${count} years`);

/** Only what deciding about a list can be refused for; the role is asked before. */
const PROBLEMS: Partial<Record<RefusalCode, string>> = {
  'same-person':
    'Nothing was changed: somebody else of the Compliance Office has to confirm what you proposed.',
  'own-records':
    'Nothing was changed: your own records are on this list, and nobody decides about theirs. Somebody else confirms it; or it is withdrawn, and you propose what is due without yours.',
  'list-changed':
    'Nothing was changed: meanwhile something else is due. This is how it is now; please look again.',
  'already-confirmed': 'Somebody has confirmed it already. This is how it stands now.',
  'unknown-list': 'Nothing was changed: this list was withdrawn.',
  'being-executed':
    'Nothing was changed: an operator has begun to erase it, and what is begun is brought to its end. A legal hold still keeps whoever it names.',
  nothing: 'Nothing was changed: nothing of it is due any more.',
};

/** Legal holds, and what is erased after the retention period. Names and what people wrote arrive escaped. */
export const retention = {
  holds: {
    title: 'Legal holds',
    one: { inForce: 'Legal hold', released: 'Released legal hold' },
    lead: 'What is held is erased by nobody, whatever was decided and however old it is, until the hold is released.',
    none: 'No legal hold is in force.',
    inForce: (count: number) => (count === 1 ? '1 hold is in force.' : `${count} holds are in force.`),
    releasedTitle: 'Released legal holds',
    releasedNone: 'No legal hold has been released.',
    placed: (who: string, when: string) => `Placed by ${who}, ${when}`,
    released: (who: string, when: string, because: string) => `Released by ${who}, ${when}: “${because}”`,
    scopes: {
      all: 'Everything',
      cycle: (cycle: string) => `Cycle ${cycle}`,
      person: (name: string) => name,
    },
    look: 'Open',
    showReleased: 'Released holds',
    back: 'All legal holds',
    forAPerson: 'For one person, type `hold` and the name, for example `hold Maya Okafor`.',
    hold: { all: 'Hold everything…', cycle: 'Hold a cycle…' },
    form: {
      title: {
        all: 'Hold everything?',
        cycle: (cycle: string) => (cycle ? `Hold cycle ${cycle}?` : 'Hold a cycle?'),
        person: (name: string) => `Hold ${name}?`,
      },
      means: {
        all: 'Nothing of anybody is erased any more.',
        cycle:
          'Nothing of anybody who had to certify in that cycle is erased any more, their records of other cycles included.',
        person: 'Nothing of this person is erased any more.',
      },
      already: (count: number) =>
        count === 1
          ? '1 hold on the same is in force already.'
          : `${count} holds on the same are in force already.`,
      cycle: 'Cycle',
      cycleMissing: 'Choose a cycle.',
      reason: 'Reason (kept with your name)',
      placeholder: 'The matter, for example the name of a lawsuit or an inquiry',
      missing: 'Give a reason: it is part of the record, and a request for erasure is refused with it.',
      submit: 'Place the hold',
    },
    release: {
      ask: 'Release…',
      title: (what: string) => `Release the hold: ${what}?`,
      means:
        'What it kept may be erased again once its years are over: a list that is confirmed already can be executed at once.',
      others: (count: number) =>
        count === 1
          ? '1 other hold on the same stays in force.'
          : `${count} other holds on the same stay in force.`,
      reason: 'Why it can be released (kept with your name)',
      missing: 'Give a reason: it is part of the record.',
      submit: 'Release the hold',
    },
    done: {
      placed: 'The hold is in force from now on.',
      released: 'The hold is released.',
      before: 'This card has done its work before. This is how the hold stands now.',
    },
    facts: {
      what: 'Holds',
      why: 'Reason',
      placed: 'Placed',
      released: 'Released',
      whyReleased: 'Why released',
    },
    by: (who: string, when: string) => `${who}, ${when}`,
    problems: {
      'text-missing': 'Nothing was changed: the reason is missing.',
      'text-too-long': 'Nothing was changed: the reason is longer than 1,000 characters. Please shorten it.',
      'unknown-cycle': 'Nothing was changed: there is no such cycle.',
      'own-records':
        'Nothing was changed: this hold keeps your own records, and nobody decides about theirs. Somebody else of the Compliance Office can release it.',
    } as Partial<Record<RefusalCode, string>>,
    unknown: 'There is no such legal hold.',
    noSuchCycle: (cycle: string) => `There is no cycle ${cycle}. Type \`hold\` to see the cycles there are.`,
    noCycles: 'No cycle was opened yet, so there is none to hold.',
  },

  retention: {
    title: 'Retention and erasure',
    lead: (count: number) =>
      `Records are kept for ${years(count)} after the last thing that happened to them, and longer under a legal hold. Nothing is erased before two people of the Compliance Office have decided it and an operator has run it.`,
    found: (when: string) => `As found ${when}`,
    never: 'It has not been looked yet what is due: the job `retention` does it every night.',
    nothingDue: 'Nothing is due to be erased.',
    due: (count: number) => `The records of ${people(count)} are due to be erased.`,
    facts: {
      due: 'Due',
      since: 'First due',
      records: 'Records',
      held: 'Held',
      more: 'Beyond this list',
      state: 'State',
      origin: 'Why',
      proposed: 'Proposed',
      confirmed: 'Confirmed',
      withdrawn: 'Withdrawn',
      begun: 'Begun',
      executed: 'Last run',
      outcome: 'Erased',
      leftOut: 'Left out',
      hash: 'SHA-256',
      people: 'People',
    },
    people,
    held: (count: number) => `${people(count)}, due but for a legal hold`,
    more: (count: number) => `${people(count)} more: they come when these are gone`,
    kinds: {
      disclosure: ['exception or decline', 'exceptions and declines'],
      correction: ['correction', 'corrections'],
      'paper-certificate': ['record of a paper certificate', 'records of paper certificates'],
      certificate: ['certificate', 'certificates'],
      obligation: ['obligation with its history', 'obligations with their history'],
      person: ['person’s entry', 'people’s entries'],
    } satisfies Record<ErasableKind, readonly [string, string]>,
    count: (count: number, [one, many]: readonly [string, string]) => `${count} ${count === 1 ? one : many}`,
    noRecords: 'none',
    columns: { name: 'Name', since: 'Due since', records: 'Records' },
    nobody: (id: string) => `no longer known, ${id}`,
    shown: (from: number, to: number, of: number) => `${from} to ${to} of ${of}`,
    next: 'Show more',
    top: 'Back to the top',
    look: 'Look who it is',
    holds: 'Legal holds',
    dueTitle: 'Due to be erased',
    withoutOwn:
      'Your own records are due too and are not on this list: nobody decides about theirs. Somebody else proposes them.',
    onlyOwn: 'Only your own records are due. Nobody decides about theirs: somebody else proposes them.',
    propose: 'Propose to erase these',
    proposeMeans:
      'Another person of the Compliance Office then has to confirm exactly this list. Nothing is erased yet.',
    underWay: 'Lists under way',
    done: 'Done and withdrawn',
    showDone: 'Earlier lists',
    noneDone: 'No list was executed or withdrawn yet.',
    open: 'Open',
    back: 'Retention and erasure',
    listTitle: (id: string) => `List ${id}`,
    line: (count: number, state: string) => `${state} · ${people(count)}`,
    origins: { period: 'The retention period is over', request: 'Somebody asked for it' },
    states: {
      proposed: 'Waits for another person to confirm it',
      confirmed: 'Confirmed, waits for an operator',
      withdrawn: 'Withdrawn',
      begun: 'An operator has begun, and has not come to the end',
      executed: 'Executed',
    } satisfies Record<ErasureState, string>,
    executedInPart: (count: number) => `Executed, ${people(count)} left out`,
    by: (who: string, when: string) => `${who}, ${when}`,
    confirm: 'Confirm: erase exactly these',
    confirmMeans:
      'You confirm what this list names, by its hash: certificates, disclosures and the rest are erased for good, and tombstones take their place in the ledger. Until an operator has begun it can be withdrawn.',
    waitsForAnother:
      'Somebody else of the Compliance Office has to confirm it: whoever proposes does not confirm.',
    ownOnIt: 'Your own records are on this list: somebody else confirms it.',
    withdraw: 'Withdraw it',
    run: {
      title: 'What the operator has to run',
      how: 'Under an identity that may erase, which the service itself may not (`deployment/README.md`, “Erasing”):',
      command: (list: string) => `npm run retention -- execute ${list}`,
      again: 'It can be run again at any time: it goes on where it was cut short, and erases nobody twice.',
      leftOut: 'Run again it takes in whoever was left out, as soon as nothing keeps them any more.',
    },
    outcome: (count: number, records: number) =>
      `${people(count)}; ${records === 1 ? '1 record' : `${records} records`} in that run`,
    leftOut: {
      held: 'under a legal hold',
      active: 'covered again',
      'within-period': 'something happened since: their years are not over',
      nothing: 'nothing was left of them',
      changed: 'other records than those that were confirmed',
      'not-sealed': 'not in the ledger yet: run it again',
    } satisfies Record<LeftOut, string>,
    notes: {
      proposed: 'Proposed. Somebody else of the Compliance Office has to confirm it.',
      already: 'This list was proposed before. This is how it stands.',
      confirmed: 'Confirmed. It waits for an operator.',
      withdrawn: 'Withdrawn. What is due can be proposed again.',
    },
    problem: (code: RefusalCode) => PROBLEMS[code] ?? 'Nothing was changed.',
    unknown: 'There is no such list.',
    hint: (count: number) => `The records of ${people(count)} are due to be erased: type \`retention\`.`,
    digest: {
      title: 'Records due to be erased',
      lead: (count: number, since: string) =>
        `The records of ${people(count)} are due to be erased, the first since ${since}. Nothing is erased before two people of the Compliance Office have decided it.`,
      once: 'You are told once of each list that has somebody new on it.',
      summary: (count: number) => `Code of Ethics: the records of ${people(count)} are due to be erased`,
      show: 'Retention',
    },
  },

  erase: {
    how: 'Type `erase` and the name of whoever asks for the erasure of their records, for example `erase Maya Okafor`. You see what is kept and whether it may go; nothing is erased by that.',
    title: (name: string) => `Erase the records of ${name}?`,
    may: 'Nothing keeps these records any more. They become a list of one, which another person of the Compliance Office has to confirm.',
    submit: 'Make it a list to be confirmed',
    refusedTitle: (name: string) => `The records of ${name} stay`,
    also: 'Also',
    answer: 'What you can answer',
    own: 'Nobody decides about their own records: somebody else of the Compliance Office takes in your request.',
    changed:
      'Nothing was changed: meanwhile something else is kept. This is how it is now; please look again.',
    because: {
      held: 'A legal hold keeps them.',
      active: 'They are covered by the programme now, so their records go on.',
      'within-period': 'The retention period is not over.',
      nothing: 'Nothing that could be erased is kept of them.',
    } satisfies Record<KeptBecause['because'], string>,
    moreHolds: (count: number) =>
      count === 1 ? '1 more legal hold: type `hold`' : `${count} more legal holds: type \`hold\``,
    until: (date: string, count: number) =>
      `Until ${date}: ${years(count)} after the last thing that happened to them`,
    untilLabel: 'Kept',
    confidential: 'The reason of a hold may be confidential: the answer below does not give it.',
    /** Words for the requester: without what they have no right to know. */
    answers: {
      held: (since: string) =>
        `We cannot erase your certification records at present. Since ${since} we are legally required to preserve them. Once that ends, you can ask again.`,
      active:
        'We cannot erase your certification records at present: you are among those who certify to the Audit Committee, and we are required to keep evidence of that. You can ask again once you are not.',
      'within-period': (until: string, count: number) =>
        `We cannot erase your certification records yet. They are evidence that we keep for ${years(count)}, which in your case is until ${until}. From then on you can ask again; they are reviewed for erasure anyway.`,
      nothing:
        'We keep no certification records of you that could be erased. Your entry in the company directory is not part of this programme.',
    },
  },
} as const;
