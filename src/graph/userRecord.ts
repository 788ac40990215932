import { z } from 'zod';
import type { CalendarDate, PersonId } from '../domain/ids.ts';
import type { DirectoryPerson } from '../domain/person.ts';

/** Every property a DirectoryPerson is made of; most are returned by Graph only when they are asked for. */
export const USER_PROPERTIES = [
  'id',
  'accountEnabled',
  'userType',
  'displayName',
  'givenName',
  'surname',
  'userPrincipalName',
  'mail',
  'jobTitle',
  'department',
  'country',
  'usageLocation',
  'employeeId',
  'employeeType',
  'employeeHireDate',
  'employeeLeaveDateTime',
  'employeeOrgData',
] as const;

// A property of the wrong type is taken for one that is not set: one odd account must not stop everybody's sync. Half
// a character (a lone surrogate) has no canonical form, and nothing with it could be hashed or signed.
const text = z
  .string()
  .transform((value) => value.toWellFormed().trim() || undefined)
  .optional()
  .catch(undefined);
const relation = z.object({ id: z.string().min(1), '@removed': z.unknown().optional() });

export const userRecord = z.object({
  id: z.string().min(1),
  accountEnabled: z.boolean().optional().catch(undefined),
  userType: text,
  displayName: text,
  givenName: text,
  surname: text,
  userPrincipalName: text,
  mail: text,
  jobTitle: text,
  department: text,
  country: text,
  usageLocation: text,
  employeeId: text,
  employeeType: text,
  employeeHireDate: text,
  employeeLeaveDateTime: text,
  employeeOrgData: z.object({ costCenter: text, division: text }).optional().catch(undefined),
  /** In a delta answer the manager is an annotation: who it is, and with `@removed` who it no longer is. */
  'manager@delta': z.array(relation).optional().catch(undefined),
  /** In any other answer it is the expanded object. */
  manager: relation.optional().catch(undefined),
});
export type UserRecord = z.infer<typeof userRecord>;

/** Whether Graph sent the standard representation rather than only what changed: every account has this property. */
export const isWhole = (record: UserRecord): boolean => record.accountEnabled !== undefined;

/**
 * The facts in a record. An account whose state cannot be read counts as enabled: too many prompts can be explained,
 * a missing certificate cannot. Accounts without a name are called by their sign-in name, mail or id.
 */
export function directoryPerson(record: UserRecord): DirectoryPerson {
  const { givenName, surname, userPrincipalName, mail, jobTitle, department, country } = record;
  const hireDate = utcDate(record.employeeHireDate);
  const leaveDate = utcDate(record.employeeLeaveDateTime);
  const usageLocation = record.usageLocation?.toUpperCase();
  const managerId = managerIdOf(record);
  const facts = {
    id: record.id as PersonId,
    displayName: record.displayName ?? userPrincipalName ?? mail ?? record.id,
    ...set({ givenName, surname, userPrincipalName, mail, jobTitle, department, country, usageLocation }),
    ...set({ costCenter: record.employeeOrgData?.costCenter, division: record.employeeOrgData?.division }),
    ...set({ employeeType: record.employeeType, employeeId: record.employeeId }),
    ...(hireDate && { employeeHireDate: hireDate }),
    ...(leaveDate && { employeeLeaveDate: leaveDate }),
    accountEnabled: record.accountEnabled ?? true,
    ...(managerId && { managerId }),
  };
  return { ...facts, userType: record.userType?.toLowerCase() === 'guest' ? 'guest' : 'member' };
}

function managerIdOf(record: UserRecord): PersonId | undefined {
  const current = record['manager@delta']?.findLast((relation) => relation['@removed'] === undefined);
  return (current ?? record.manager)?.id as PersonId | undefined;
}

/**
 * Entra keeps a date as an instant at midnight UTC, and only its date is meant. The first year of the calendar stands
 * for "never set".
 */
function utcDate(instant: string | undefined): CalendarDate | undefined {
  const time = Date.parse(instant ?? '');
  if (Number.isNaN(time)) return undefined;
  const date = new Date(time).toISOString().slice(0, 10);
  return date.startsWith('0001-') ? undefined : (date as CalendarDate);
}

/** What is undefined is left out: a fact is either known or not there. */
function set<T extends Record<string, string | undefined>>(facts: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}
