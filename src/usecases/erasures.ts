import type { PersonId, Sha256 } from '../domain/ids.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import {
  type DueEntry,
  dueEntry,
  type Erasure,
  type KeptBecause,
  keptBecause,
  listHash,
} from '../domain/retention.ts';
import type { RetentionDeps } from './findDue.ts';
import type { HoldsRoleNow } from './holdsRoleNow.ts';
import { keptOfPerson } from './keptOfPerson.ts';
import { allHolds, roleRefusal } from './legalHolds.ts';
import type { ProgrammeDocument } from './ports.ts';

type Deps = RetentionDeps & { readonly nonce: () => string; readonly holdsRoleNow: HoldsRoleNow };

/** Why one person's records are not erased on request, with what a card says of it. */
export type KeptRefusal = Refusal & { readonly kept?: KeptBecause };

export type Erasures = {
  /** What the `retention` job found last. */
  due(): Promise<ProgrammeDocument['retention-due'] | undefined>;
  /** Newest first. */
  list(): Promise<readonly Erasure[]>;
  /** Proposes what the job found, if it is still the list that was shown. */
  propose(by: PersonId, shown: { sha256: Sha256 }): Promise<Erasure | Refusal>;
  /** Proposes one person, who asked for it: under a hold or within the period it is refused. */
  request(by: PersonId, personId: PersonId): Promise<Erasure | KeptRefusal>;
  /** By somebody else than whoever proposed it, and of exactly what was shown. */
  confirm(by: PersonId, shown: { list: string; sha256: Sha256 }): Promise<Erasure | Refusal>;
  withdraw(by: PersonId, list: string): Promise<Erasure | Refusal>;
};

/**
 * What two people of compliance decide before anything is erased. Nothing is erased here: a confirmed list waits for
 * an operator, and a hold outranks it until then.
 */
export function erasures(deps: Deps): Erasures {
  const { programme } = deps;
  const propose = async (
    by: PersonId,
    origin: Erasure['origin'],
    entries: readonly DueEntry[],
  ): Promise<Erasure> => {
    const at = deps.clock();
    const id = `${at.slice(0, 10)}-${deps.nonce().replace(/[^\w]/g, '').slice(0, 10)}`;
    const erasure: Erasure = { id, origin, entries, sha256: listHash(entries), proposed: { by, at } };
    await programme.create('erasure', id, erasure);
    return erasure;
  };
  const due = async () => (await programme.get('retention-due', 'now'))?.value;
  const changed = async (
    by: PersonId,
    id: string,
    change: (found: Erasure) => Erasure | Refusal,
  ): Promise<Erasure | Refusal> => {
    const refused = await roleRefusal(deps, by);
    if (refused) return refused;
    const found = await programme.get('erasure', id);
    if (!found) return refuse('unknown-list');
    const value = change(found.value);
    if (!isRefusal(value) && value !== found.value)
      await programme.replace('erasure', id, { value, etag: found.etag });
    return value;
  };
  return {
    due,
    async list() {
      const found: Erasure[] = [];
      for (let after: string | undefined; ; ) {
        const page = await programme.list('erasure', { limit: 50, ...(after !== undefined && { after }) });
        found.push(...page.items.map(({ value }) => value));
        if (page.next === undefined) break;
        after = page.next;
      }
      return found.toSorted((a, b) => (a.proposed.at < b.proposed.at ? 1 : -1));
    },
    async propose(by, { sha256 }) {
      const refused = await roleRefusal(deps, by);
      if (refused) return refused;
      const entries = (await due())?.entries ?? [];
      if (entries.length === 0) return refuse('nothing');
      return listHash(entries) === sha256 ? await propose(by, 'period', entries) : refuse('list-changed');
    },
    async request(by, personId) {
      const refused = await roleRefusal(deps, by);
      if (refused) return refused;
      const [kept, holds] = await Promise.all([keptOfPerson(deps, personId), allHolds(programme)]);
      const facts = { holds, now: deps.clock(), rules: deps.retentionRules };
      const because = keptBecause(kept, facts);
      if (because) return { ...refuse(because.because), kept: because };
      return await propose(by, 'request', [dueEntry(kept, deps.retentionRules)]);
    },
    confirm: (by, { list, sha256 }) =>
      changed(by, list, (found) => {
        if (found.withdrawn) return refuse('unknown-list');
        if (found.confirmed) return refuse('already-confirmed');
        if (found.proposed.by === by) return refuse('same-person');
        if (found.sha256 !== sha256 || listHash(found.entries) !== sha256) return refuse('list-changed');
        return { ...found, confirmed: { by, at: deps.clock(), sha256 } };
      }),
    withdraw: (by, list) =>
      changed(by, list, (found) =>
        found.withdrawn ? found : { ...found, withdrawn: { by, at: deps.clock() } },
      ),
  };
}
