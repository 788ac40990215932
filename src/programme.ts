import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { Problem } from './config.ts';
import { type AmendmentRules, SIGNED_ANEW_BY } from './domain/amendment.ts';
import { WEEKDAYS } from './domain/calendar.ts';
import { type CoverageRules, OFFICES } from './domain/coverage.ts';
import type { EscalationRules } from './domain/escalation.ts';
import type { GroupId, PersonId } from './domain/ids.ts';
import type { ReminderRules } from './domain/ladder.ts';
import type { CycleRules } from './domain/schedule.ts';
import { isTimeZone } from './domain/timeZone.ts';
import type { WorkingRules } from './domain/workingHours.ts';
import { isCronTime } from './jobs/cronTime.ts';

const guid = (what: string) =>
  z.guid({ error: `${what}'s Entra object id, a GUID` }).transform((id) => id.toLowerCase());
const person = guid('a person').transform((id) => id as PersonId);
const group = guid('a group').transform((id) => id as GroupId);
const text = z.string().trim().min(1, { error: 'a text that is not empty' });
const folder = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/i, { error: 'the name of a folder' });
const texts = z.array(text).default([]);
const people = z.array(person).default([]);
const groups = z.array(group).default([]);
const days = (least: number, most: number) =>
  z
    .int({ error: `a whole number of days from ${least} to ${most}` })
    .min(least)
    .max(most);

const Office = z
  .strictObject({
    people: people.describe('Holders by name, as Entra object ids; outrank nothing, add to the rest.'),
    groups: groups.describe('Groups whose members hold the office.'),
    titles: texts.describe('Job titles that mean the office, any case.'),
  })
  .refine((office) => office.people.length + office.groups.length + office.titles.length > 0, {
    error: 'at least one of people, groups, titles',
  });

const Channel = z.strictObject({
  name: text.describe('What people call it.'),
  address: text.describe('A telephone number, e-mail or web address, as it is to be shown.'),
  link: z
    .url({ protocol: /^(https|mailto|tel)$/ })
    .optional()
    .describe('Opened by a button: https:, mailto: or tel:.'),
  anonymous: z.boolean().describe('Whether one can use it without giving a name.'),
});

const timeZone = z.string().refine(isTimeZone, { error: 'an IANA time zone such as America/New_York' });
const country = z.string().regex(/^[A-Z]{2}$/, { error: 'a country by its ISO 3166 code, such as US' });
const weekend = z
  .array(z.enum(WEEKDAYS, { error: `days of the week: ${WEEKDAYS.join(', ')}` }))
  .max(6, { error: 'at most six days: there must be one to write on' });
const hour = (least: number, most: number) =>
  z
    .int({ error: `a whole hour from ${least} to ${most}` })
    .min(least)
    .max(most);

/** What everybody has who says nothing else: nine to five. */
const WORKING_HOURS = { start: 9, end: 17 };
/** So long at least, or the hour that daylight saving skips could be all there is. Hours. */
const SHORTEST_DAY = 4;

const Shape = z.strictObject({
  company: text.describe('The company as certificates name it.'),
  timeZone: timeZone.describe('Where the company keeps its calendar: due dates and job times are in it.'),
  code: z.strictObject({
    document: folder.describe('Folder of the Code under src/content/code.'),
    version: folder.describe('Label of the Code version that is certified now: a folder in it.'),
    amendment: z
      .strictObject({
        signedAnewBy: z
          .enum(SIGNED_ANEW_BY, { error: SIGNED_ANEW_BY.join(', ') })
          .describe(
            'Who signs it anew, of those who signed an earlier version, before their next certificate.',
          ),
        dueAfterDays: days(1, 180).describe('Days from coming into force to the due date.'),
      })
      .default({ signedAnewBy: 'everyone', dueAfterDays: 30 })
      .describe('What a version asks for that comes into force within a cycle (everyone, in 30 days).'),
  }),
  offices: z
    .strictObject(
      Object.fromEntries(OFFICES.map((office) => [office, Office])) as Record<
        (typeof OFFICES)[number],
        typeof Office
      >,
    )
    .describe('Who holds each of the six offices the Code names.'),
  titleModifiers: texts.describe('Words beside an office in a title that do not change it, such as Interim.'),
  financeStaff: z
    .strictObject({
      groups: groups.describe('Groups, with nested ones, whose members are finance staff.'),
      departments: texts.describe('Departments; * stands for any characters.'),
      costCenters: texts.describe('Cost centres; * stands for any characters.'),
      divisions: texts.describe('Divisions; * stands for any characters.'),
      titles: texts.describe('Job titles; * stands for any characters.'),
    })
    .describe('Other corporate finance and accounting employees; any one rule is enough.'),
  exclusions: z
    .strictObject({
      people: people.describe('Never covered, whatever else says so.'),
      groups: groups.describe('Members are not covered as finance staff.'),
      employeeTypes: texts.describe(
        'Employee types that are not covered as finance staff, such as Contractor.',
      ),
      userPrincipalNames: texts.describe('Accounts that are no people; * stands for any characters.'),
    })
    .describe('Who is left out. Guests and disabled accounts always are.'),
  cycles: z.strictObject({
    anchor: z
      .enum(['annual-date', 'anniversary'], { error: 'annual-date or anniversary' })
      .default('annual-date')
      .describe(
        'What annual certificates hang on: the opening, or twelve months since each person signed last, ' +
          'for whoever never did the anniversary of their hire (annual-date).',
      ),
    annualOpensOn: z
      .string()
      .refine(isMonthDay, { error: 'a month and day as MM-DD' })
      .describe('The day on which each annual cycle opens, MM-DD.'),
    annualDueAfterDays: days(1, 364).describe(
      'Days from the opening to the due date; by anniversary, days before it on which people are asked.',
    ),
    joinerDueAfterDays: days(1, 90).describe('Days a joiner has from hire or from joining the population.'),
    hireWindowDays: days(1, 365).describe(
      'Someone hired at most so many days before first seen is a new hire.',
    ),
    hireServesAnnualWithinDays: days(0, 120)
      .default(30)
      .describe(
        "A joiner's signature at most so many days before an opening serves that cycle too: they are next " +
          'asked when their twelve months end (30; 0 for never).',
      ),
  }),
  leaveOfAbsence: z
    .strictObject({
      groups: groups.describe(
        'Whoever is in one, also nested, is on leave: what they owe waits until they are back.',
      ),
    })
    .default({ groups: [] })
    .describe('Who is on leave (nobody).'),
  limits: z.strictObject({
    mostClosedPercent: z
      .int({ error: 'a whole number from 1 to 100' })
      .min(1)
      .max(100)
      .describe(
        'Of the open obligations, how many percent may be closed, or paused for leave, in one run: more is not believed.',
      ),
    mostLostPercent: z
      .int({ error: 'a whole number from 1 to 100' })
      .min(1)
      .max(100)
      .default(20)
      .describe(
        'Of those covered, how many percent one sync may find to be covered no more: more is not believed.',
      ),
  }),
  ledger: z
    .strictObject({
      checkpointEveryDays: days(1, 365).describe(
        "Days from one checkpoint sent to the Audit Committee's people to the next; none without new records.",
      ),
    })
    .default({ checkpointEveryDays: 7 })
    .describe('The log that shows that no certificate was changed, removed or put in afterwards.'),
  workingHours: z
    .strictObject({
      start: hour(0, 20).describe("Messages go out from this hour of the person's own day."),
      end: hour(4, 24).describe('And before this one.'),
    })
    .refine(({ start, end }) => end - start >= SHORTEST_DAY, {
      error: `an end at least ${SHORTEST_DAY} hours after the start`,
    })
    .default(WORKING_HOURS)
    .describe('When people may be written to (9 to 17).'),
  calendar: z
    .strictObject({
      weekend: weekend.default(['saturday', 'sunday']).describe('Days on which nobody is written to.'),
      holidays: z
        .array(
          z.strictObject({
            date: z
              .string()
              .refine(isHolidayDate, { error: 'a day as YYYY-MM-DD, or MM-DD for every year' })
              .describe('YYYY-MM-DD, or MM-DD for every year.'),
            name: text.describe('What it is called.'),
            countries: z.array(country).min(1).optional().describe('Who keeps it; everybody without.'),
          }),
        )
        .default([])
        .describe('Days off. They move messages, never a due date.'),
      countries: z
        .record(
          country,
          z.strictObject({
            timeZone: timeZone.optional().describe('Time zone of people there whose own is not known.'),
            weekend: weekend.optional().describe('Weekend there.'),
          }),
        )
        .default({})
        .describe('What is different in a country, by its ISO 3166 code.'),
    })
    .default({ weekend: ['saturday', 'sunday'], holidays: [], countries: {} })
    .describe('Weekends and holidays.'),
  reminders: z.strictObject({
    daysBeforeDue: z.array(days(1, 364)).describe('Days before the due date on which a reminder is sent.'),
    onDueDate: z.boolean().describe('Whether one is sent on the due date.'),
    daysAfterDue: z
      .array(days(1, 90))
      .default([])
      .describe('Days after the due date on which one is sent before they become regular (none).'),
    everyDaysAfterDue: days(1, 90).describe('Days between reminders after those.'),
    hour: hour(0, 23).describe(
      "Hour of the person's own day at which reminders are sent; within workingHours.",
    ),
  }),
  escalation: z
    .strictObject({
      managerAfterDays: days(1, 364).describe(
        'Days overdue after which the manager is told; about the CEO and the CFO the Audit Committee chair.',
      ),
      complianceAfterDays: days(1, 364).describe('Days overdue after which compliance is told.'),
    })
    .default({ managerAfterDays: 7, complianceAfterDays: 14 })
    .describe('Who hears of what is overdue, and when (7 and 14).'),
  roles: z.strictObject({
    compliance: z.strictObject({ groups, people }).describe('Who runs the programme.'),
    auditCommittee: z.strictObject({ groups, people }).describe('Who receives the certificates.'),
    auditCommitteeChair: person.optional().describe('Who receives escalations about the CEO and CFO.'),
  }),
  contacts: z.strictObject({
    complianceOffice: Channel.describe('Whom to ask about the Code.'),
    speakUp: z.array(Channel).min(1).describe('Where to report a concern, in the order they are shown.'),
  }),
  waivers: z
    .strictObject({
      implicitAfterDays: days(1, 365).describe(
        'Days after which a known departure by an executive officer, about which nothing is done, counts as a waiver.',
      ),
    })
    .default({ implicitAfterDays: 30 })
    .describe('What the register of waivers goes by.'),
  documents: z
    .strictObject({
      paper: z.enum(['A4', 'Letter'], { error: '`A4` or `Letter`' }).describe('Page size of PDF files.'),
    })
    .default({ paper: 'Letter' })
    .describe('How the files look that leave the service.'),
  retention: z
    .strictObject({
      years: z
        .int({ error: 'a whole number of years from 1 to 100' })
        .min(1)
        .max(100)
        .describe(
          "Years that somebody's records are kept after their last certificate, or whatever came last.",
        ),
    })
    .default({ years: 7 })
    .describe('How long records are kept; what is due goes only after two people of compliance said so (7).'),
  jobs: z.strictObject({
    sync: cron().describe('When people are read from the directory (cron, in timeZone).'),
    issue: cron().describe('When obligations are issued and closed (cron, in timeZone).'),
    escalate: cron()
      .default('45 5 * * *')
      .describe('When it is found who must hear of what is overdue (cron, in timeZone; 45 5 * * *).'),
    deliver: cron().describe('When prompts, reminders, escalations and notices go out (cron, in timeZone).'),
    reconcile: cron().describe(
      'When the roster is compared with the obligations, and the ledger with the certificates (cron, in timeZone).',
    ),
    seal: cron().describe('When what was signed enters the ledger (cron, in timeZone).'),
    retention: cron()
      .default('15 3 * * *')
      .describe('When it is listed whose records are due to be erased (cron, in timeZone; 15 3 * * *).'),
  }),
});

/** The programme file. Each key's description is the documentation an operator reads. */
export const ProgrammeFile = Shape.superRefine(({ reminders, workingHours }, context) => {
  const isReported =
    reminders.hour < 0 || reminders.hour > 23 || workingHours.end - workingHours.start < SHORTEST_DAY;
  if (isReported) return;
  if (reminders.hour < workingHours.start || reminders.hour >= workingHours.end)
    context.addIssue({
      code: 'custom',
      path: ['reminders', 'hour'],
      message: `an hour within workingHours, from ${workingHours.start} to ${workingHours.end - 1}`,
    });
});

export type ProgrammeFile = z.infer<typeof ProgrammeFile>;

/** The programme file, and what the domain takes from it. */
export type Programme = ProgrammeFile & {
  readonly coverageRules: CoverageRules;
  readonly cycleRules: CycleRules;
  readonly reminderRules: ReminderRules;
  readonly escalationRules: EscalationRules;
  readonly workingRules: WorkingRules;
  readonly amendmentRules: AmendmentRules;
  readonly leaveGroups: readonly GroupId[];
};

/** Reads and checks a programme file. Never throws: a file that cannot be used gives every problem in it. */
export function readProgramme(file: string): Programme | readonly Problem[] {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return [{ where: file, problem: `cannot be read (${code})`, expected: 'a programme file in YAML' }];
  }
  return parseProgramme(source, file);
}

export function parseProgramme(source: string, file: string): Programme | readonly Problem[] {
  const document = parseDocument(source);
  if (document.errors.length > 0) {
    return document.errors.map((error) => ({
      where: `${file}, line ${error.linePos?.[0].line ?? '?'}`,
      problem: error.message.split('\n')[0] ?? 'is not YAML',
      expected: 'YAML',
    }));
  }
  const content = contentOf(document);
  if (content === undefined)
    return [
      {
        where: file,
        problem: 'has an alias (a word after *) that leads nowhere or has no end',
        expected: 'quotes around a text that begins with *',
      },
    ];
  const parsed = ProgrammeFile.safeParse(content.value);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) => ({
      where: `${file}: ${issue.path.join('.') || '(top level)'}`,
      problem:
        issue.code === 'unrecognized_keys' ? `has unknown keys: ${issue.keys.join(', ')}` : 'cannot be used',
      expected: issue.message,
    }));
  }
  return withRules(parsed.data);
}

/** Undefined where aliases cannot be resolved. */
function contentOf(document: ReturnType<typeof parseDocument>): { value: unknown } | undefined {
  try {
    return { value: document.toJS() };
  } catch {
    return undefined;
  }
}

function withRules(file: ProgrammeFile): Programme {
  return {
    ...file,
    coverageRules: {
      offices: OFFICES.map((office) => ({ office, ...file.offices[office] })),
      titleModifiers: file.titleModifiers,
      financeStaff: file.financeStaff,
      exclusions: file.exclusions,
    },
    cycleRules: file.cycles,
    reminderRules: file.reminders,
    amendmentRules: file.code.amendment,
    leaveGroups: file.leaveOfAbsence.groups,
    escalationRules: file.escalation,
    workingRules: { timeZone: file.timeZone, hours: file.workingHours, ...file.calendar },
  };
}

/** The groups whose membership the rules and roles ask for. */
export function groupsOf(programme: Programme): readonly GroupId[] {
  const { coverageRules: rules, roles } = programme;
  return [
    ...new Set([
      ...rules.offices.flatMap((office) => office.groups),
      ...rules.financeStaff.groups,
      ...rules.exclusions.groups,
      ...programme.leaveGroups,
      ...roles.compliance.groups,
      ...roles.auditCommittee.groups,
    ]),
  ];
}

/** 29 February is one: in a common year its cycle opens on the 28th. */
function isMonthDay(text: string): boolean {
  const day = new Date(`2024-${text}T00:00:00Z`);
  return /^\d\d-\d\d$/.test(text) && !Number.isNaN(day.valueOf()) && day.toISOString().slice(5, 10) === text;
}

function isHolidayDate(written: string): boolean {
  if (/^\d\d-\d\d$/.test(written)) return isMonthDay(written);
  return z.iso.date().safeParse(written).success;
}

function cron() {
  return z.string().refine(isCronTime, { error: 'five cron fields, such as 0 6 * * *' });
}
