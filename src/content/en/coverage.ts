import type { Role } from '../../usecases/ports.ts';

/** Why somebody is covered or not, and who is not reached: texts for compliance. Names and values arrive escaped. */
export const coverage = {
  why: {
    title: (name: string) => `Why ${name}`,
    how: 'Type `why` and a name, for example `why Maya Okafor`. An Entra object id will do, too.',
    nobody: 'Nobody in the directory has that name. Try a part of it, or the Entra object id.',
    severalTitle: 'Who is meant?',
    several: 'Several people have that name. Choose one.',
    more: 'There are more: type more of the name, or the Entra object id.',
    kinds: {
      'senior-officer': 'Covered as a Senior Officer',
      'finance-staff': 'Covered as finance staff',
      'not-covered': 'Not covered',
    },
    person: {
      title: 'Title',
      department: 'Department',
      account: 'Account',
      hired: 'Hire date',
      leaves: 'Last day',
      timeZone: 'Time zone',
      id: 'Entra object id',
      unknown: 'not given in the directory',
    },
    accounts: {
      enabled: 'Enabled',
      disabled: 'Disabled',
      guest: 'Guest',
      removed: (when: string) => `No longer in the directory since ${when}`,
    },
    cover: {
      heading: 'Coverage',
      offices: 'Office',
      rule: 'Rule',
      key: 'In the programme file',
      since: 'Covered since',
      roles: 'Roles here',
      noRoles: 'none',
    },
    roles: {
      manager: 'manager',
      compliance: 'compliance',
      'audit-committee': 'Audit Committee',
      'audit-committee-chair': 'chair of the Audit Committee',
    } satisfies Record<Role, string>,
    /** By the key of the rule; an office's key is without the office. `value` is what met the rule. */
    rules: {
      'offices.people': () => 'The programme file names them as the holder',
      'offices.groups': (value: string) => `They belong to the group ${value}, which holds the office`,
      'offices.titles': (value: string) => `Their title, “${value}”, is the office’s`,
      'financeStaff.groups': (value: string) => `They belong to the group ${value}, directly or nested`,
      'financeStaff.departments': (value: string) => `Their department is “${value}”`,
      'financeStaff.costCenters': (value: string) => `Their cost centre is “${value}”`,
      'financeStaff.divisions': (value: string) => `Their division is “${value}”`,
      'financeStaff.titles': (value: string) => `Their title is “${value}”`,
      'exclusions.people': () => 'The programme file leaves them out by name',
      'exclusions.groups': (value: string) => `They belong to the group ${value}, which is left out`,
      'exclusions.employeeTypes': (value: string) => `Their employee type, “${value}”, is left out`,
      'exclusions.userPrincipalNames': (value: string) =>
        `Their account’s name is one of “${value}”, which are no people`,
      guests: () => 'Guests are never covered',
      'last day has passed': (value: string) => `Their last day, ${value}, has passed`,
      'disabled accounts': () => 'Their account is disabled',
      'no longer in the directory': () => 'Their account is no longer in the directory',
      'not yet classified': () => 'They are new: the next `sync` job decides',
      'no rule': () => 'No rule of the programme file fits them: no office, group, department, or title',
    } as Readonly<Record<string, (value: string) => string>>,
    lastDaysHidden:
      'The directory shows nobody’s last day: it keeps none, or the bot may not read them (permission User-LifeCycleInfo.Read.All). Whoever has left counts as employed until their account is disabled or removed.',
    /** `*` in a value stands for any characters. */
    pattern: (words: string) => `${words} (\\* stands for any characters)`,
    obligation: {
      heading: (cycle: string) => `Cycle ${cycle}`,
      reason: 'Reason',
      due: 'Due',
      status: 'Status',
      reached: 'Reached',
      none: 'Nothing is asked of them in this cycle.',
      notYet: 'They are not asked yet: the next `issue` job does.',
      waits: (when: string) => `They start on ${when} and are asked then.`,
      at: (when: string) => `Yes, last on ${when}`,
      nothingSent: 'Nothing has been sent yet',
      not: (because: string, since: string) => `No: ${because}. Since ${since}`,
    },
  },
  unreached: {
    title: 'Not reached',
    lead: (count: number, cycle: string) =>
      count === 1
        ? `1 person with an open certificate could not be reached · cycle ${cycle}`
        : `${count} people with an open certificate could not be reached · cycle ${cycle}`,
    empty: (cycle: string) => `Nobody: no message of cycle ${cycle} is waiting for somebody to be reachable.`,
    columns: { name: 'Name', because: 'Why', since: 'Since' },
  },
} as const;
