import type { LeavingReason } from '../../domain/obligation.ts';

/** Who has to certify: the roster, and what a changed programme file would do. Names and values arrive escaped. */
export const population = {
  roster: {
    title: (cycle: string) => `The roster of cycle ${cycle}`,
    noneTitle: 'The roster',
    none: 'No roster is frozen yet. The first `issue` job of a cycle freezes it.',
    lead: (count: number) =>
      count === 1
        ? '1 person had to certify when it was frozen'
        : `${count} people had to certify when it was frozen`,
    facts: {
      opened: 'Cycle opened',
      frozen: 'Frozen',
      code: 'Code version',
      sha256: 'SHA-256 of the list',
      joined: 'Joined since',
      left: 'Left since',
      compared: 'Last compared',
      never: 'not yet: the `reconcile` job does, every night',
    },
    people: (count: number) => (count === 1 ? '1 person' : `${count} people`),
    leavers: (left: number, returned: number) =>
      returned > 0 ? `${left}, and ${returned} came back` : String(left),
    equation: (roster: number, joined: number, parts: string) =>
      joined > 0
        ? `${roster} on the roster + ${joined} joined = ${parts}`
        : `${roster} on the roster = ${parts}`,
    unbalanced: 'This does not add up: these numbers cannot be relied on. Type `alarms`.',
    order: 'In the order in which the list is hashed: by Entra object id. Whoever joined later comes last.',
    columns: { name: 'Name', rule: 'Covered because', since: 'Since then' },
    joined: (when: string) => `Joined ${when}`,
    left: (when: string, because: string) => `Left ${when}: ${because}`,
    unknown: 'no longer known',
    leaving: {
      'left-company': 'no longer in the directory',
      'account-disabled': 'account disabled',
      'account-deleted': 'account deleted',
      'out-of-scope': 'no rule covers them any more',
    } satisfies Record<LeavingReason, string>,
  },
  preview: {
    title: 'What a changed programme file would do',
    notSet:
      'There is no changed programme file to compare with. Put it where the service can read it, and its path into the setting `PROGRAMME_PREVIEW_FILE`. It is read when you ask; nothing of it takes effect.',
    unusable: 'The changed programme file cannot be used. What has to be mended:',
    problem: (where: string, problem: string, expected: string) =>
      `${where}: ${problem}. Expected: ${expected}.`,
    nothing: 'Nothing has changed: nobody was asked, let go, or written to.',
    lead: (now: number, then: number) => `${now} people are covered by the file in force, ${then} would be`,
    same: 'Nobody would join, and nobody would leave.',
    joins: (count: number) => (count === 1 ? '1 person would join' : `${count} people would join`),
    leaves: (count: number) => (count === 1 ? '1 person would leave' : `${count} people would leave`),
    moves: (count: number) =>
      count === 1 ? '1 person would be covered otherwise' : `${count} people would be covered otherwise`,
    tooMany:
      'So many at once are not believed (`limits.mostLostPercent`): the next sync would stop, and ask you to confirm it under `alarms`.',
    offices: 'Offices',
    comes: (office: string, who: string) => `${office}: ${who} would hold it`,
    goes: (office: string, who: string) => `${office}: ${who} would no longer hold it`,
    vacant: (office: string) => `${office}: nobody would hold it`,
    rules: 'By rule',
    nobody: (rule: string) => `Fits nobody: ${rule}`,
    everybody: (rule: string) => `Fits everybody: ${rule}`,
    contradict: (rules: string) => `Contradicts: ${rules}`,
    missingGroup: (id: string) => `There is no group ${id} in the directory.`,
    others: (keys: string) => `Other settings that differ: ${keys}`,
    odd: 'Rules to look at',
    columns: { name: 'Name', what: 'Would', rule: 'Because' },
    what: { joins: 'join', leaves: 'leave', moves: 'be covered otherwise' },
    until: (rule: string) => `Until now: ${rule}`,
    more: (count: number) => (count === 1 ? 'and 1 more' : `and ${count} more`),
    asOf: (when: string) => `By what the directory said ${when}.`,
  },
} as const;
