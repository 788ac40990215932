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

export const READ_GROUP_MEMBERS: Permission = {
  name: 'GroupMember.Read.All',
  calls: ['GET /groups/{id}/transitiveMembers', 'POST /users/{id}/checkMemberGroups'],
  disables: 'coverage, exclusions and roles that the programme file decides by group cannot be decided',
};
