import type { PersonId } from '../domain/ids.ts';
import type { RoleRules } from './classified.ts';
import { DirectoryForbidden, Failure } from './failures.ts';
import type { LiveRoles, Role } from './ports.ts';

/** Roles the programme file gives; `manager` follows from who reports to whom. */
export type GrantedRole = Exclude<Role, 'manager'>;

export type RoleCheck =
  | { readonly outcome: 'holds' }
  /** By the programme file and the directory of this moment they do not, whatever the last sync found. */
  | { readonly outcome: 'lacks' }
  /** The directory could not be asked: what depends on the role is refused. */
  | { readonly outcome: 'unknown'; readonly because: 'forbidden' | 'unavailable' };

export type HoldsRoleNow = (asked: {
  readonly person: PersonId;
  readonly role: GrantedRole;
}) => Promise<RoleCheck>;

type Deps = {
  readonly liveRoles: LiveRoles;
  readonly roleRules: RoleRules;
  readonly log: { readonly warn: (facts: object) => void };
};

/**
 * Whether somebody holds a role at this moment, for what must not wait for the next sync: exports, and what cannot be
 * undone. Never throws for a directory that does not answer; it says `unknown`, and nobody may take that for a yes.
 */
export function holdsRoleNow({ liveRoles, roleRules, log }: Deps): HoldsRoleNow {
  return async ({ person, role }) => {
    const { people, groups } = givenTo(roleRules, role);
    try {
      const now = await liveRoles.now(person, groups);
      const given = people.includes(person) || groups.some((group) => now.groups.includes(group));
      return { outcome: now.active && given ? 'holds' : 'lacks' };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      log.warn({ event: 'role-not-checked', err: error });
      return {
        outcome: 'unknown',
        because: error instanceof DirectoryForbidden ? 'forbidden' : 'unavailable',
      };
    }
  };
}

function givenTo(rules: RoleRules, role: GrantedRole): RoleRules['compliance'] {
  switch (role) {
    case 'compliance':
      return rules.compliance;
    case 'audit-committee':
      return rules.auditCommittee;
    case 'audit-committee-chair':
      return { groups: [], people: rules.auditCommitteeChair ? [rules.auditCommitteeChair] : [] };
  }
}
