import type { Ask, Emulation } from './emulation.ts';
import type { EmulatedOrganisation } from './organisation.ts';

/** The application permission a path needs; the first that fits. */
const NEEDED: readonly (readonly [path: RegExp, permission: string])[] = [
  [/^\/users\/[^/]+\/mailboxSettings\b/i, 'MailboxSettings.Read'],
  [/^\/users\/[^/]+\/teamwork\/installedApps\b/i, 'TeamsAppInstallation.ReadWriteSelfForUser.All'],
  [/^\/users\/[^/]+\/(microsoft\.graph\.)?checkMemberGroups\b/i, 'GroupMember.Read.All'],
  [/^\/users\b/i, 'User.Read.All'],
  [/^\/groups\b/i, 'GroupMember.Read.All'],
  [/^\/appCatalogs\b/i, 'AppCatalog.Read.All'],
];

/** The permission that this request needs and the app was not granted. */
export function missingPermissionFor({ missingPermissions }: Emulation, { path }: Ask): string | undefined {
  const needed = NEEDED.find(([each]) => each.test(path))?.[1];
  return needed !== undefined && missingPermissions.has(needed) ? needed : undefined;
}

const LEAVE_DATES = 'User-LifeCycleInfo.Read.All';

/** The organisation as the app may see it: `employeeLeaveDateTime` reads as null, without any error, for whoever lacks its permission. */
export function asPermitted(
  organisation: EmulatedOrganisation,
  missing: ReadonlySet<string>,
): EmulatedOrganisation {
  return {
    ...organisation,
    user(id) {
      const user = organisation.user(id);
      return user && missing.has(LEAVE_DATES) ? { ...user, employeeLeaveDateTime: null } : user;
    },
  };
}
