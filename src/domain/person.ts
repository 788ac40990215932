import type { CalendarDate, GroupId, PersonId } from './ids.ts';

/** What the directory says of one account, reduced to the facts the programme needs. */
export type DirectoryPerson = {
  readonly id: PersonId;
  readonly displayName: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly userPrincipalName?: string;
  readonly mail?: string;
  readonly jobTitle?: string;
  readonly department?: string;
  readonly costCenter?: string;
  readonly division?: string;
  /** As the company writes it: `Germany`, `Deutschland` or `DE`. */
  readonly country?: string;
  /** Where their licences count as used: ISO 3166-1 alpha-2, upper case. */
  readonly usageLocation?: string;
  /** Where they keep their calendar, an IANA name; absent when the directory does not say. */
  readonly timeZone?: string;
  readonly employeeType?: string;
  readonly employeeId?: string;
  /** Entra stores an instant at midnight UTC; only its date is meant. May lie in the future. */
  readonly employeeHireDate?: CalendarDate;
  /** Their last day. Absent says nothing: the directory hides it from whoever lacks a permission of its own. */
  readonly employeeLeaveDate?: CalendarDate;
  readonly accountEnabled: boolean;
  readonly userType: 'member' | 'guest';
  readonly managerId?: PersonId;
};

/** A person with the groups, of those the programme file names, that they belong to directly or nested. */
export type PersonWithGroups = DirectoryPerson & { readonly groupIds: readonly GroupId[] };
