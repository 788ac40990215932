import type { Programme } from './programme.ts';
import type { Retention } from './teams/retentionDeps.ts';
import { erasures } from './usecases/erasures.ts';
import type { HoldsRoleNow } from './usecases/holdsRoleNow.ts';
import { legalHolds } from './usecases/legalHolds.ts';
import { namesOf } from './usecases/namesOf.ts';
import { openedCycles } from './usecases/openedCycles.ts';
import type { Clock, Stores } from './usecases/ports.ts';

/** How long a programme keeps records. */
export function retentionRulesOf({ retention, timeZone }: Pick<Programme, 'retention' | 'timeZone'>) {
  return { years: retention.years, timeZone };
}

/** What compliance decides about legal holds and erasure. Nothing of it erases anything. */
export function composeRetention({
  deps,
  programme,
  ...around
}: {
  readonly deps: Stores & { readonly clock: Clock };
  readonly programme: Programme;
  readonly holdsRoleNow: HoldsRoleNow;
  readonly nonce: () => string;
}): Retention {
  const { holdsRoleNow, nonce } = around;
  return {
    holds: legalHolds({ ...deps, holdsRoleNow }),
    erasures: erasures({ ...deps, holdsRoleNow, retentionRules: retentionRulesOf(programme) }),
    years: programme.retention.years,
    cycles: () => openedCycles(deps.programme),
    names: namesOf(deps),
    nonce,
  };
}
