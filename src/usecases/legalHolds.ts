import type { PersonId } from '../domain/ids.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import type { Hold, HoldScope } from '../domain/retention.ts';
import type { HoldsRoleNow } from './holdsRoleNow.ts';
import type { Clock, ProgrammeStore, Stores } from './ports.ts';

type Deps = Pick<Stores, 'programme'> & {
  readonly clock: Clock;
  readonly nonce: () => string;
  readonly holdsRoleNow: HoldsRoleNow;
};

/** Of a reason. Characters. */
export const REASON_LIMIT = 1_000;

export type LegalHolds = {
  /** The newest first. */
  list(): Promise<readonly Hold[]>;
  place(by: PersonId, what: { scope: HoldScope; because: string }): Promise<Hold | Refusal>;
  /** Done already, it is what it was. @throws StoreConflict when somebody changed it at the same moment. */
  release(by: PersonId, what: { hold: string; because: string }): Promise<Hold | Refusal>;
};

/** Legal holds, for compliance; who they are is asked of the directory at that moment. */
export function legalHolds(deps: Deps): LegalHolds {
  const refusal = async (by: PersonId, because: string): Promise<Refusal | undefined> => {
    if (because.trim() === '') return refuse('text-missing');
    if (because.length > REASON_LIMIT) return refuse('reason-too-long');
    return await roleRefusal(deps, by);
  };
  return {
    list: async () => (await allHolds(deps.programme)).toSorted((a, b) => (a.at < b.at ? 1 : -1)),
    async place(by, { scope, because }) {
      const refused = await refusal(by, because);
      if (refused) return refused;
      if (scope.kind === 'cycle' && !(await deps.programme.get('cycle', scope.cycle)))
        return refuse('unknown-cycle');
      const hold: Hold = { id: deps.nonce(), scope, because: because.trim(), by, at: deps.clock() };
      await deps.programme.create('hold', hold.id, hold);
      return hold;
    },
    async release(by, { hold: id, because }) {
      const refused = await refusal(by, because);
      if (refused) return refused;
      const found = await deps.programme.get('hold', id);
      if (!found) return refuse('unknown-hold');
      if (found.value.released) return found.value;
      const hold: Hold = {
        ...found.value,
        released: { by, at: deps.clock(), because: because.trim() },
      };
      await deps.programme.replace('hold', id, { value: hold, etag: found.etag });
      return hold;
    },
  };
}

/** Every hold there ever was. */
export async function allHolds(programme: Pick<ProgrammeStore, 'list'>): Promise<readonly Hold[]> {
  const holds: Hold[] = [];
  for (let after: string | undefined; ; ) {
    const page = await programme.list('hold', { limit: 200, ...(after !== undefined && { after }) });
    holds.push(...page.items.map(({ value }) => value));
    if (page.next === undefined) return holds;
    after = page.next;
  }
}

/** Why somebody may not decide for compliance at this moment; undefined when they may. */
export async function roleRefusal(
  { holdsRoleNow }: Pick<Deps, 'holdsRoleNow'>,
  person: PersonId,
): Promise<Refusal | undefined> {
  const { outcome } = await holdsRoleNow({ person, role: 'compliance' });
  switch (outcome) {
    case 'holds':
      return undefined;
    case 'lacks':
      return refuse('role-missing');
    case 'unknown':
      return refuse('not-now');
  }
}
