import type { Action, ListName } from '../../domain/actions.ts';
import type { RefusalCode } from '../../domain/refusal.ts';

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`);

/** Only what an action can be refused for. */
const BECAUSE: Partial<Record<RefusalCode, string>> = {
  'unknown-obligation': 'nothing is asked of them in this cycle',
  'not-covered': 'no rule covers them any more',
  'already-certified': 'they have certified',
  'already-declined': 'they have declined',
  paused: 'it is paused',
  excused: 'they are excused',
  left: 'they have left',
  superseded: 'another one has taken its place',
  'not-paused': 'it is not paused',
  'still-open': 'it is still open',
  'own-obligation': 'nobody decides about their own certification',
  'not-excused': 'they are not excused',
  'not-extended': 'it is not extended, or its date has moved since',
  'not-later': 'the new date is not later than the one they have, or has passed',
  'twelve-months': 'twelve months since their last certificate end first, and no due date changes that',
  'reminded-today': 'a message went out to them today, or is on its way',
  'role-missing': 'you may not do that',
  'too-many': 'those are more than 20,000 people at once: narrow it down',
  'not-now': 'it could not be kept just now: do it again',
  'text-missing': 'the reason is missing',
  'text-too-long': 'the reason is too long',
};

/** What compliance and managers do about obligations. Names and values arrive escaped. */
export const actions = {
  actions: {
    /** The heading of the card that asks for a confirmation. `whom` is a name or `3 people`. */
    ask: {
      excuse: (whom) => `Excuse ${whom}?`,
      extend: (whom) => `Extend the due date of ${whom}?`,
      pause: (whom) => `Pause ${whom}?`,
      resume: (whom) => `Resume ${whom}?`,
      remind: (whom) => `Remind ${whom}?`,
      reissue: (whom) => `Ask ${whom} again?`,
      'withdraw-excuse': (whom) => `Withdraw the excuse of ${whom}?`,
      'withdraw-extension': (whom) => `Withdraw the extension of ${whom}?`,
    } satisfies Record<Action, (whom: string) => string> as Record<Action, (whom: string) => string>,
    means: {
      excuse: 'They do not have to certify in this cycle and get no more messages. You can withdraw it.',
      extend:
        'They get until the new date, and reminders follow it. More than twelve months since somebody’s last certificate stays overdue whatever the date. You can withdraw it.',
      pause:
        'The clock stands still and no messages go out, for leave for example. Resuming gives back the days that were left. Twelve months since the last certificate go on.',
      resume: 'The clock goes on with the days that were left, and they are asked again.',
      remind:
        'Each gets one reminder within their working hours, and nobody more than one message a day. Who declined is not reminded.',
      reissue:
        'A new obligation asks for a signature again, from reading the Code on. What was signed or declined before stays on record as it is. To take it back, excuse them.',
      'withdraw-excuse': 'They are again where they were before they were excused.',
      'withdraw-extension': 'The date before the extension is theirs again, and they may be overdue at once.',
    } satisfies Record<Action, string>,
    done: {
      excuse: (count) => `Excused: ${people(count)}`,
      extend: (count) => `Extended: ${people(count)}`,
      pause: (count) => `Paused: ${people(count)}`,
      resume: (count) => `Resumed: ${people(count)}`,
      remind: (count) => `A reminder goes out to ${people(count)}`,
      reissue: (count) => `Asked again: ${people(count)}`,
      'withdraw-excuse': (count) => `Excuse withdrawn: ${people(count)}`,
      'withdraw-extension': (count) => `Extension withdrawn: ${people(count)}`,
    } satisfies Record<Action, (count: number) => string> as Record<Action, (count: number) => string>,
    buttons: {
      excuse: 'Excuse',
      extend: 'Extend',
      pause: 'Pause',
      resume: 'Resume',
      remind: 'Remind',
      reissue: 'Ask again',
      'withdraw-excuse': 'Withdraw the excuse',
      'withdraw-extension': 'Withdraw the extension',
    } satisfies Record<Action, string>,
    lists: {
      outstanding: 'outstanding',
      overdue: 'overdue',
      unreached: 'not reached',
      paused: 'paused',
      declined: 'declined',
      excused: 'excused',
    } satisfies Record<ListName, string>,
    people,
    selected: (list: string) => `Everyone ${list}`,
    office: (office: string) => `holding the office ${office}`,
    department: (department: string) => `in the department ${department}`,
    below: (manager: string) => `in the organisation of ${manager}`,
    earlier: 'Those of the earlier action',
    columns: { name: 'Name', status: 'Status', due: 'Due' },
    facts: {
      selected: 'Selected',
      status: 'Status',
      due: 'Due',
      because: 'Reason',
      newDue: 'New due date',
      when: 'When',
      who: 'Who',
    },
    shown: (from: number, to: number, of: number) => `${from} to ${to} of ${of}`,
    next: 'Show more',
    top: 'Back to the top',
    leftOut: (count: number, because: string) => `${people(count)} left out: ${because}`,
    reasonLabel: 'Reason (kept with your name)',
    reasonPlaceholder: 'Why. Managers never see it; the records of the programme do.',
    reasonMissing: 'Give a reason: it is part of the record.',
    reasonTooLong: 'That is longer than 1,000 characters. Please shorten it.',
    dueLabel: 'New due date',
    dueMissing: 'Choose a date later than the due date.',
    cancel: 'Cancel',
    cancelledTitle: 'Nothing was changed',
    cancelled: 'You can start again at any time.',
    changed: 'Meanwhile something has changed. Nothing was done: please look again and confirm.',
    underWay: 'This is being done already. Press the button again in a few minutes to see what came of it.',
    nobodyTitle: 'Nothing to do',
    nobody: 'Nobody is selected.',
    notDone: (count: number) => `Not done for ${people(count)}:`,
    notDoneLine: (name: string, because: string) => `${name}: ${because}`,
    moreNotDone: (count: number) => `and ${count} more`,
    who: (names: string, more: number) => (more > 0 ? `${names} and ${more} more` : names),
    extendedUntil: (date: string) =>
      `New due date ${date}; sooner for anybody whose twelve months since the last certificate end before it.`,
    undo: 'Take it back',
    tryAnother: 'What you can do instead',
    how: {
      title: (button: string) => `${button}: whom?`,
      lead: (verb: string) =>
        `Type \`${verb}\` and a name, for example \`${verb} Maya Okafor\`. Or a list: \`${verb} overdue\`, \`${verb} outstanding in Treasury\`, \`${verb} outstanding below Katherine Voss\`. You see who it is before anything happens.`,
      reissue:
        'Type `reissue` and a name, for example `reissue Maya Okafor`, for somebody who declined, was excused, or signed by mistake. You see who it is before anything happens.',
      everyone: (list: string) => `Everyone ${list}`,
      team: 'My organisation',
    },
    choose: {
      title: 'Who is meant?',
      lead: 'Several people have that name. Choose one.',
      more: 'There are more: type more of the name, or the Entra object id.',
    },
    unknown: 'Nobody in the directory has that name. Try a part of it, or the Entra object id.',
    notAsked: 'Nothing is asked of them in this cycle.',
    managerOnlyTeam: 'As a manager, type `remind` to remind everyone outstanding in your organisation.',
    managerNobody: 'Nobody in your organisation is outstanding or overdue who has not been reminded today.',
    managerAsk: (count: number) => `Remind ${people(count)} of your organisation?`,
    managerMeans:
      'They are outstanding or overdue. Each gets at most one message a day, within their working hours.',
    managerDone: (count: number) => `Reminders asked for: ${people(count)}`,
    managerToday: (count: number) => `${people(count)} had a message today, or had signed meanwhile.`,
    remindTeam: 'Remind who is outstanding',
    /** Why something was not done, to compliance, of somebody. */
    because: (code: RefusalCode) => BECAUSE[code] ?? 'it is not possible from where they stand',
  },
  cases: {
    title: 'Declines and exceptions',
    lead: (cycle: string) => `As they stand now · cycle ${cycle}`,
    empty: (cycle: string) =>
      `Nobody has declined, and nobody has certified with an exception, in cycle ${cycle}.`,
    kinds: { decline: 'Declined', exception: 'Certified with an exception' },
    line: (name: string, kind: string, when: string) => `${name}: ${kind}, ${when}`,
    record: 'Record',
    open: (name: string) => `What ${name} wrote`,
    apart:
      'What they wrote stands on no card: cards are copied into the company’s archives. The button gives it to you as a file; that you opened it is noted. Everybody else sees neither.',
    file: {
      title: 'Code of Ethics certification: for the Compliance Office only',
      name: 'Name',
      what: 'What',
      when: 'When',
      record: 'Record',
      hash: 'SHA-256 of the record',
      fileName: (record: string) => `${record}.txt`,
    },
  },
} as const;
