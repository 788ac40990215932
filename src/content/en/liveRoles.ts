import type { RoleCheck } from '../../usecases/holdsRoleNow.ts';

type Refused = Exclude<RoleCheck, { outcome: 'holds' }>;

/** Said instead of what somebody asked for, when their role cannot be confirmed at this moment. */
export const liveRoles = {
  roleNotHeld: {
    lacks: 'Your role was taken away since the directory was last read. Nothing was done.',
    forbidden:
      'Your role has to be confirmed for this, and the bot may not read it in the directory. Nothing was done; ask IT to grant the permission named in the log.',
    unavailable:
      'Your role has to be confirmed for this, and the directory does not answer now. Nothing was done; please try again in a few minutes.',
  } satisfies Record<'lacks' | Extract<Refused, { outcome: 'unknown' }>['because'], string>,
} as const;
