/** One account as Graph keeps it: wire names and wire types, and the manager as a plain id. */
export type EmulatedUser = {
  readonly id: string;
  readonly accountEnabled: boolean;
  readonly userType: 'Member' | 'Guest';
  readonly displayName?: string | null;
  readonly givenName?: string | null;
  readonly surname?: string | null;
  readonly userPrincipalName?: string | null;
  readonly mail?: string | null;
  readonly jobTitle?: string | null;
  readonly department?: string | null;
  readonly companyName?: string | null;
  readonly officeLocation?: string | null;
  readonly city?: string | null;
  readonly country?: string | null;
  readonly usageLocation?: string | null;
  readonly preferredLanguage?: string | null;
  readonly mobilePhone?: string | null;
  readonly businessPhones?: readonly string[];
  readonly employeeId?: string | null;
  readonly employeeType?: string | null;
  /** An instant at midnight UTC, as Entra stores a date: `2026-11-23T00:00:00Z`. */
  readonly employeeHireDate?: string | null;
  /** Read as null by whoever lacks `User-LifeCycleInfo.Read.All`. */
  readonly employeeLeaveDateTime?: string | null;
  readonly employeeOrgData?: { readonly costCenter?: string; readonly division?: string } | null;
  /** As Outlook keeps it: `W. Europe Standard Time`. Not a property of the account; it has no mailbox without `mail`. */
  readonly mailboxTimeZone?: string | null;
  readonly managerId?: string | null;
};

/**
 * The accounts an organisation begins with. Not an array, so that a million generated ones need not be in memory.
 */
export type People = {
  readonly size: number;
  /** Two organisations with the same fingerprint begin with the same people: a delta token of one fits the other. */
  readonly fingerprint: string;
  at(index: number): EmulatedUser;
  indexOf(id: string): number | undefined;
  /** Ids of those whose manager this is. */
  reportsOf(id: string): readonly string[];
};
