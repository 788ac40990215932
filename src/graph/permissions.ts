/**
 * An application permission of Microsoft Graph, the least that allows its calls, and what is lost without it. This file
 * is the one source: errors, the grant script and both READMEs say what stands here, and tests compare them.
 */
export type Permission = {
  readonly name: string;
  /** Without an optional one everything else goes on. */
  readonly optional?: true;
  readonly calls: readonly string[];
  readonly disables: string;
};

export const READ_USERS: Permission = {
  name: 'User.Read.All',
  calls: ['GET /users/delta', 'GET /users/{id}'],
  disables: 'nobody new, changed or gone is noticed, so the picture of who must certify stands still',
};

export const INSTALL_APP: Permission = {
  name: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
  calls: ['POST /users/{id}/teamwork/installedApps'],
  disables: 'whoever has not installed the app cannot be prompted',
};

export const READ_CATALOG: Permission = {
  name: 'AppCatalog.Read.All',
  calls: ['GET /appCatalogs/teamsApps'],
  disables: "the app's id in the catalogue is not found, unless TEAMS_CATALOG_APP_ID says it",
};

export const READ_GROUP_MEMBERS: Permission = {
  name: 'GroupMember.Read.All',
  calls: ['GET /groups/{id}/transitiveMembers', 'POST /users/{id}/checkMemberGroups'],
  disables: 'coverage, exclusions and roles that the programme file decides by group cannot be decided',
};

export const READ_MAILBOX_SETTINGS: Permission = {
  name: 'MailboxSettings.Read',
  optional: true,
  calls: ['GET /users/{id}/mailboxSettings/timeZone'],
  disables:
    "people are written to by their country's hours, or the company's, instead of their own calendar's",
};

/** No call fails without it: `employeeLeaveDateTime` then reads as null for everybody. */
export const READ_LEAVE_DATES: Permission = {
  name: 'User-LifeCycleInfo.Read.All',
  optional: true,
  calls: ['GET /users/delta'],
  disables:
    'last days cannot be read, so whoever has left counts as employed until their account is disabled',
};
