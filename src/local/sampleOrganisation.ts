import { z } from 'zod';
import type { CalendarDate, GroupId, PersonId, TenantId } from '../domain/ids.ts';
import type { Tenant } from './graphEmulator/emulation.ts';
import type { EmulatedGroup } from './graphEmulator/groups.ts';
import type { EmulatedUser } from './graphEmulator/people.ts';
import sampleFile from './sampleOrganisation.json' with { type: 'json' };

const DAY = 24 * 60 * 60 * 1000;
const PERSONAS = [
  'newcomer',
  'manager',
  'compliance',
  'chiefFinancialOfficer',
  'auditCommitteeChair',
] as const;
const GROUPS = [
  'financeStaff',
  'plantControllers',
  'complianceOffice',
  'auditCommittee',
  'auditCommitteeChair',
  'leaveOfAbsence',
  'programmeExclusions',
] as const;
export type Persona = (typeof PERSONAS)[number];
export type SampleGroup = (typeof GROUPS)[number];

const handle = z.string().regex(/^[a-z][a-z0-9.-]*$/);
const person = z.strictObject({
  id: z.guid(),
  /** The local part of the user principal name; other entries refer to the person by it. */
  handle,
  displayName: z.string(),
  givenName: z.string().optional(),
  surname: z.string().optional(),
  jobTitle: z.string().optional(),
  department: z.string().optional(),
  site: z.string().optional(),
  costCenter: z.string().optional(),
  division: z.string().optional(),
  employeeId: z.string().optional(),
  employeeType: z.string().default('Employee'),
  hired: z.iso.date().optional(),
  /** Days before the emulator's first start; negative for somebody who has yet to begin. */
  hiredDaysAgo: z.int().optional(),
  /** Their last day, in days after the emulator's first start. */
  leavesInDays: z.int().optional(),
  manager: handle.optional(),
  accountEnabled: z.boolean().default(true),
  userType: z.enum(['Member', 'Guest']).default('Member'),
  userPrincipalName: z.string().optional(),
  /** `false` for an account without a mailbox. */
  mail: z.union([z.string(), z.literal(false)]).optional(),
});
const site = z.strictObject({
  city: z.string(),
  country: z.string(),
  usageLocation: z.string().length(2),
  preferredLanguage: z.string(),
  /** As Outlook keeps it: the zone's Windows name, or its IANA name. */
  mailboxTimeZone: z.string(),
});
const group = z.strictObject({
  id: z.guid(),
  key: z.enum(GROUPS),
  displayName: z.string(),
  description: z.string(),
  members: z.array(handle),
  /** Groups nested in this one. */
  groups: z.array(z.enum(GROUPS)).default([]),
});
const file = z.strictObject({
  organisation: z.strictObject({
    id: z.guid(),
    displayName: z.string(),
    domain: z.string(),
    city: z.string(),
    country: z.string(),
  }),
  sites: z.record(z.string(), site),
  personas: z.record(z.enum(PERSONAS), handle),
  groups: z.array(group),
  people: z.array(person),
});
type SampleFile = z.infer<typeof file>;

const sample = file.parse(sampleFile);
const idsByHandle = new Map(sample.people.map((each) => [each.handle, each.id]));
const groupsByKey = new Map(sample.groups.map((each) => [each.key, each.id]));

/** The people a newcomer can act as, each showing another side of the programme. */
export const PERSONA_IDS: Readonly<Record<Persona, PersonId>> = record(
  PERSONAS,
  (name) => idOf(sample.personas[name]) as PersonId,
);

/** The groups the default programme file names. */
export const GROUP_IDS: Readonly<Record<SampleGroup, GroupId>> = record(
  GROUPS,
  (key) => groupIdOf(key) as GroupId,
);

export const SAMPLE_TENANT_ID = sample.organisation.id as TenantId;

export type SampleOrganisation = {
  readonly tenant: Tenant;
  readonly people: readonly EmulatedUser[];
  readonly groups: readonly EmulatedGroup[];
};

/**
 * The sample organisation as it stands when the emulator is first started. Keep that day: with another `epoch` the
 * newcomer would be hired anew, and delta tokens of the old one would rightly be refused.
 */
export function sampleOrganisation({ epoch }: { readonly epoch: CalendarDate }): SampleOrganisation {
  return {
    tenant: sample.organisation,
    people: sample.people.map((each) => userOf(each, sample, epoch)),
    groups: sample.groups.map(({ id, displayName, description, members, groups }) => ({
      id,
      displayName,
      description,
      members: [...members.map(idOf), ...groups.map(groupIdOf)],
    })),
  };
}

function userOf(each: z.infer<typeof person>, of: SampleFile, epoch: CalendarDate): EmulatedUser {
  const { id, displayName, accountEnabled, userType, employeeType, costCenter, division } = each;
  const place = each.site === undefined ? undefined : of.sites[each.site];
  if (each.site !== undefined && !place) throw new Error(`The sample organisation has no site ${each.site}.`);
  const userPrincipalName = each.userPrincipalName ?? `${each.handle}@${of.organisation.domain}`;
  const hireDate = hireDateOf(each, epoch);
  return present({
    id,
    accountEnabled,
    userType,
    displayName,
    givenName: each.givenName,
    surname: each.surname,
    userPrincipalName,
    mail: each.mail === false ? undefined : (each.mail ?? userPrincipalName),
    jobTitle: each.jobTitle,
    department: each.department,
    companyName: userType === 'Member' ? of.organisation.displayName : undefined,
    officeLocation: place?.city,
    ...place,
    employeeId: each.employeeId,
    employeeType: userType === 'Member' ? employeeType : undefined,
    employeeHireDate: hireDate && `${hireDate}T00:00:00Z`,
    employeeLeaveDateTime:
      each.leavesInDays === undefined ? undefined : `${daysBefore(epoch, -each.leavesInDays)}T00:00:00Z`,
    employeeOrgData: costCenter || division ? present({ costCenter, division }) : undefined,
    managerId: each.manager && idOf(each.manager),
  });
}

function hireDateOf(each: z.infer<typeof person>, epoch: CalendarDate): string | undefined {
  if (each.hiredDaysAgo === undefined) return each.hired;
  return daysBefore(epoch, each.hiredDaysAgo);
}

function daysBefore(epoch: CalendarDate, days: number): string {
  return new Date(Date.parse(epoch) - days * DAY).toISOString().slice(0, 10);
}

function idOf(name: string): string {
  const id = idsByHandle.get(name);
  if (id === undefined) throw new Error(`Nobody in the sample organisation is called ${name}.`);
  return id;
}

function groupIdOf(key: SampleGroup): string {
  const id = groupsByKey.get(key);
  if (id === undefined) throw new Error(`The sample organisation has no group ${key}.`);
  return id;
}

function record<Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };
/** Leaves out what is undefined: an account either has a property or has never had it. */
function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Present<T>;
}
