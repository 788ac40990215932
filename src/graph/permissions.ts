/** An application permission of Microsoft Graph, the least that allows its calls, and what is lost without it. */
export type Permission = {
  readonly name: string;
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
