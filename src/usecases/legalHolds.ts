import type { PersonId } from '../domain/ids.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import type { Hold, HoldScope } from '../domain/retention.ts';
import type { HoldsRoleNow, RoleCheck } from './holdsRoleNow.ts';
import { pagesOf } from './pagesOf.ts';
import type { Clock, ProgrammeStore, Stores } from './ports.ts';
import { updateDocument } from './updateDocument.ts';

type Deps = Pick<Stores, 'programme'> & {
  readonly clock: Clock;
  readonly holdsRoleNow: HoldsRoleNow;
};

/** Of a reason. Characters. */
export const REASON_LIMIT = 1_000;

export type LegalHolds = {
  /** The newest first. */
  list(): Promise<readonly Hold[]>;
  /** `id` is of the form it was entered in: sent twice, it is one hold. */
  place(by: PersonId, what: { id: string; scope: HoldScope; because: string }): Promise<Hold | Refusal>;
  /** Done already, it is what it was. Nobody releases what keeps their own records and nobody else's. */
  release(by: PersonId, what: { hold: string; because: string }): Promise<Hold | Refusal>;
};

/** Legal holds, for compliance; who they are is asked of the directory at that moment. */
export function legalHolds(deps: Deps): LegalHolds {
  const { programme } = deps;
  const refusal = async (by: PersonId, because: string): Promise<Refusal | undefined> => {
    if (because.trim() === '') return refuse('text-missing');
    if (because.length > REASON_LIMIT) return refuse('text-too-long');
    return await roleRefusal(deps, by);
  };
  return {
    list: async () => (await allHolds(programme)).toSorted((a, b) => (a.at < b.at ? 1 : -1)),
    async place(by, { id, scope, because }) {
      const refused = await refusal(by, because);
      if (refused) return refused;
      if (scope.kind === 'cycle' && !(await programme.get('cycle', scope.cycle)))
        return refuse('unknown-cycle');
      const hold: Hold = { id, scope, because: because.trim(), by, at: deps.clock() };
      if ((await programme.create('hold', id, hold)) === 'created') return hold;
      return (await programme.get('hold', id))?.value ?? refuse('unknown-hold');
    },
    async release(by, { hold: id, because }) {
      const refused = await refusal(by, because);
      if (refused) return refused;
      return await updateDocument(programme, { kind: 'hold', id }, (found): Hold | Refusal => {
        if (!found) return refuse('unknown-hold');
        if (found.released) return found;
        if (isOwn(found, by)) return refuse('own-records');
        return { ...found, released: { by, at: deps.clock(), because: because.trim() } };
      });
    },
  };
}

/** Whether it keeps this person's records and nobody else's. */
export function isOwn({ scope }: Hold, person: PersonId): boolean {
  return scope.kind === 'person' && scope.personId === person;
}

/** Every hold there ever was. */
export async function allHolds(programme: Pick<ProgrammeStore, 'list'>): Promise<readonly Hold[]> {
  const holds: Hold[] = [];
  for await (const page of pagesOf(programme, 'hold')) holds.push(...page.map(({ value }) => value));
  return holds;
}

/** With what the directory answered. */
export type RoleRefusal = Refusal & { readonly role: Exclude<RoleCheck, { outcome: 'holds' }> };

/** Whether it was refused because of who asked, and not of what. */
export function isRoleRefusal(refusal: Refusal): refusal is RoleRefusal {
  return 'role' in refusal;
}

/** Why somebody may not decide for compliance at this moment; undefined when they may. */
export async function roleRefusal(
  { holdsRoleNow }: Pick<Deps, 'holdsRoleNow'>,
  person: PersonId,
): Promise<RoleRefusal | undefined> {
  const role = await holdsRoleNow({ person, role: 'compliance' });
  switch (role.outcome) {
    case 'holds':
      return undefined;
    case 'lacks':
      return { ...refuse('role-missing'), role };
    case 'unknown':
      return { ...refuse('not-now'), role };
  }
}
