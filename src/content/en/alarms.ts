import type { AlarmEvent, AlarmKind, NeededRole } from '../../domain/alarm.ts';
import type { LedgerFaultKind } from '../../domain/ledgerFault.ts';
import type { DifferenceKind } from '../../domain/roster.ts';

/** What the Compliance Office reads about alarms. Names, ids and rules arrive escaped. */
export const alarmTexts = {
  alarms: {
    title: 'Alarms',
    lead: (count: number) => (count === 1 ? '1 alarm is raised' : `${count} alarms are raised`),
    none: 'No alarm is raised.',
    since: (when: string) => `Since ${when}`,
    look: 'Look into it',
    back: 'All alarms',
    more: (count: number) => (count === 1 ? 'and 1 more' : `and ${count} more`),
    unknownPerson: 'somebody no longer known',
    /** One line for each kind, and what to do about it. */
    kinds: {
      'roster-differs': {
        headline: (count: string, cycle: string) =>
          `The roster of cycle ${cycle} and the obligations differ: ${count}`,
        todo: 'The numbers of this cycle cannot be relied on. Ask your administrator to run `npm run job -- reconcile`; the log names each difference. This alarm ends by itself when there is none.',
      },
      'ledger-fault': {
        headline: (count: string) =>
          `The ledger and the certificates that are kept differ (${count}): something was changed past this service`,
        faults: {
          'record-missing': 'removed: in the ledger, and not kept any more',
          'record-changed': 'changed: not what entered the ledger',
          'record-not-signed': 'without a signature of this programme',
          'record-put-in': 'put in: kept, and never entered the ledger',
          'checkpoint-differs': 'checkpoints that the ledger does not lead to, or that are gone',
          'checkpoint-not-signed': 'checkpoints without a signature of this programme',
          'index-differs': 'hashes or notes beside the ledger that do not fit it',
        } satisfies Record<LedgerFaultKind, string>,
        todo: 'Do not mend it by hand: somebody may have to explain it. Export the evidence of each cycle, run `npm run verify` on it with a checkpoint that the Audit Committee holds, and restore the store from a copy of before. This alarm ends by itself when a whole look finds nothing (`npm run job -- reconcile`).',
      },
      'waiver-to-disclose': {
        headline: (reference: string, due: string, overdue: boolean) =>
          overdue
            ? `${reference} was to be disclosed by ${due}`
            : `${reference} is to be disclosed by ${due}`,
        todo: 'Item 5.05 of Form 8-K gives four business days. Type `waivers` and record the disclosure; this alarm then ends by itself.',
      },
      'waiver-by-silence': {
        headline: (reference: string, due: string, overdue: boolean) =>
          `${reference}: a known departure about which nothing was done is a waiver now; ${overdue ? 'it was' : 'it is'} to be disclosed by ${due}`,
        todo: 'Tell the Audit Committee. Type `waivers` and record the disclosure; this alarm then ends by itself.',
      },
      'role-empty': {
        headline: {
          compliance: 'Nobody belongs to the Compliance Office any more',
          'audit-committee-chair': 'There is no chair of the Audit Committee',
        } satisfies Record<NeededRole, string>,
        todo: {
          compliance:
            'Nobody runs the programme, and nobody hears of what is overdue or wrong. Look whether the group named under `roles.compliance` in the programme file is empty, or its people’s accounts are disabled. This alarm ends by itself with the next sync that finds somebody.',
          'audit-committee-chair':
            'Nobody hears when the CEO or the CFO is overdue. Name the chair under `roles.auditCommitteeChair` in the programme file; a disabled account does not count. This alarm ends by itself with the next sync that finds the chair.',
        } satisfies Record<NeededRole, string>,
      },
      'office-vacant': {
        headline: (office: string) => `Nobody holds the office of ${office}`,
        todo: 'Name the holder in the programme file, or whoever performs similar functions; an acting holder counts. If the company has no such office, clear this and say so.',
      },
      'office-doubled': {
        headline: (office: string, people: string) =>
          `Several people hold the office of ${office}: ${people}`,
        todo: 'If only one of them does, mend the title in the directory or the rule in the programme file. If it is right so, clear this and say why.',
      },
      'office-newly-filled': {
        headline: (office: string, person: string, on: string) =>
          `${person} holds the office of ${office} since ${on}`,
        todo: 'They are asked to certify the same day. Clear this once you know that it is right.',
      },
      'office-vacated': {
        headline: (office: string, person: string, on: string) =>
          `${person} no longer holds the office of ${office} since ${on}`,
        todo: 'What they have signed stays. Clear this once you know that it is right.',
      },
      'population-fell': {
        headline: (lost: string, covered: string) =>
          `${lost} of the ${covered} people covered would not be covered any more`,
        todo: (limit: string) =>
          `More than ${limit} % at once is not believed: nobody’s coverage was changed, and nothing was closed. Look whether the directory or the programme file is wrong. If it is right so, confirm it: just these people, and no others, are let go.`,
      },
      'closing-held': {
        headline: (closing: string, open: string, cycle: string) =>
          `${closing} of the ${open} open obligations of cycle ${cycle} would be closed`,
        todo: (limit: string) =>
          `More than ${limit} % at once is not believed: none was closed. If it is right so, confirm it: just these, and no others, are closed.`,
      },
      'pausing-held': {
        headline: (pausing: string, open: string, cycle: string) =>
          `${pausing} of the ${open} open obligations of cycle ${cycle} would be paused: their people are on leave`,
        todo: (limit: string) =>
          `More than ${limit} % at once is not believed: none was paused. Look whether the group of those on leave is right. If it is so, confirm it: just these, and no others, are paused.`,
      },
      'rule-matches-nobody': {
        headline: (count: string) => `Rules of the programme file that fit nobody: ${count}`,
        todo: 'A misspelt department, or a group that is empty? Mend the programme file, or clear this and say why it is right.',
      },
      'rule-matches-everybody': {
        headline: (count: string) => `Rules of the programme file that fit everybody: ${count}`,
        todo: 'A pattern that is too wide? Mend the programme file, or clear this and say why it is right.',
      },
      'rules-contradict': {
        headline: (count: string) => `Rules of the programme file that contradict one another: ${count}`,
        todo: 'Decide which one is meant and mend the programme file, or clear this and say why it is right.',
      },
    } satisfies Record<AlarmKind, unknown>,
    differences: {
      'without-obligation': 'on the roster without an obligation',
      'not-on-roster': 'with an obligation, not on the roster',
      twice: 'counted twice',
      altered: 'parts of the record were altered',
    } satisfies Record<DifferenceKind, string>,
    rule: (rule: string, value: string) => (value ? `${rule}: ${value}` : rule),
    contradicts: (rule: string, other: string) => `${rule} against ${other}`,
    confirmed: (who: string, when: string) =>
      `${who} has confirmed it on ${when}. It is taken in by the next run, which ends this alarm.`,
    clear: {
      label: 'Why it can be cleared',
      missing: 'Say why: it is kept with your name.',
      submit: 'Clear this alarm',
      done: 'Cleared. The reason is kept with your name.',
    },
    confirm: {
      label: 'Why this is right',
      missing: 'Say why: it is kept with your name.',
      submit: 'This is right',
      done: 'Confirmed. It is being taken in now.',
    },
    history: 'What has happened',
    events: {
      raised: () => 'Raised',
      changed: () => 'It said something else from then on',
      told: (people: string) => `The Compliance Office was told (${people} reached)`,
      confirmed: (_people: string, who: string, because: string) => `${who} confirmed it: “${because}”`,
      cleared: (_people: string, who: string, because: string) => `${who} cleared it: “${because}”`,
      gone: () => 'Its cause was gone',
    } satisfies Record<AlarmEvent['type'], (people: string, who: string, because: string) => string>,
    digest: {
      title: (count: number) => (count === 1 ? 'A new alarm' : `${count} new alarms`),
      summary: (count: number) =>
        count === 1
          ? 'The certification programme has a new alarm'
          : `The certification programme has ${count} new alarms`,
      show: 'Show the alarms',
    },
  },
} as const;
