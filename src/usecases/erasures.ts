import type { PersonId, Sha256 } from '../domain/ids.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import {
  concerns,
  type DueEntry,
  dueEntry,
  type Erasure,
  type Hold,
  holdsOn,
  type KeptBecause,
  keptBecause,
  listHash,
} from '../domain/retention.ts';
import type { RetentionDeps } from './findDue.ts';
import type { HoldsRoleNow } from './holdsRoleNow.ts';
import { keptOfPerson } from './keptOfPerson.ts';
import { allHolds, roleRefusal } from './legalHolds.ts';
import { pagesOf } from './pagesOf.ts';
import type { ProgrammeDocument } from './ports.ts';
import { updateDocument } from './updateDocument.ts';

type Deps = RetentionDeps & { readonly holdsRoleNow: HoldsRoleNow };

/** What is kept of one person, and why it has to stay; it may go where `because` is absent. */
export type PersonKept = {
  readonly entry: DueEntry;
  readonly because?: KeptBecause;
  /** All holds in force on them. */
  readonly holds: readonly Hold[];
};

/** Why a list was not proposed, with what a card says of it. */
export type ErasureRefusal = Refusal & { readonly kept?: PersonKept };

export type Erasures = {
  /** What the `retention` job found last. */
  due(): Promise<ProgrammeDocument['retention-due'] | undefined>;
  /** Newest first. */
  list(): Promise<readonly Erasure[]>;
  get(list: string): Promise<Erasure | undefined>;
  /** Changes nothing. */
  look(personId: PersonId): Promise<PersonKept>;
  /**
   * Proposes what the job found, if it is still the list that was shown: without what is kept of whoever proposes.
   * Proposed already and not withdrawn, it is that list, whoever proposed it.
   */
  propose(by: PersonId, shown: { sha256: Sha256 }): Promise<Erasure | Refusal>;
  /** Proposes one person, who asked for it: under a hold or within the period it is refused. */
  request(by: PersonId, asked: { personId: PersonId; sha256: Sha256 }): Promise<Erasure | ErasureRefusal>;
  /** By somebody else than whoever proposed it, who is not on it, and of exactly what was shown. */
  confirm(by: PersonId, shown: { list: string; sha256: Sha256 }): Promise<Erasure | Refusal>;
  /** As long as no operator has begun. */
  withdraw(by: PersonId, list: string): Promise<Erasure | Refusal>;
};

/**
 * What two people of compliance decide before anything is erased. Nothing is erased here: a confirmed list waits for
 * an operator, and a hold outranks it until then. Nobody decides about their own records.
 */
export function erasures(deps: Deps): Erasures {
  const { programme } = deps;
  const due = async () => (await programme.get('retention-due', 'now'))?.value;
  const look = async (personId: PersonId): Promise<PersonKept> => {
    const [kept, holds] = await Promise.all([keptOfPerson(deps, personId), allHolds(programme)]);
    const because = keptBecause(kept, { holds, now: deps.clock(), rules: deps.retentionRules });
    const entry = dueEntry(kept, deps.retentionRules);
    return { entry, holds: holdsOn(kept, holds), ...(because && { because }) };
  };
  return {
    due,
    list: () => everyErasure(deps),
    get: async (list) => (await programme.get('erasure', list))?.value,
    look,
    async propose(by, { sha256 }) {
      const refused = await roleRefusal(deps, by);
      if (refused) return refused;
      const found = await due();
      const entries = withoutOwn(found?.entries ?? [], by);
      if (!found || entries.length === 0) return refuse('nothing');
      if (listHash(entries) !== sha256) return refuse('list-changed');
      return await proposed(deps, by, { origin: 'period', entries });
    },
    async request(by, { personId, sha256 }) {
      const refused = await roleRefusal(deps, by);
      if (refused) return refused;
      if (by === personId) return refuse('own-records');
      const kept = await look(personId);
      if (kept.because) return { ...refuse(kept.because.because), kept };
      if (kept.entry.sha256 !== sha256) return { ...refuse('list-changed'), kept };
      return await proposed(deps, by, { origin: 'request', entries: [kept.entry] });
    },
    confirm: (by, { list, sha256 }) =>
      changed(deps, by, list, (found) => {
        if (found.withdrawn) return refuse('unknown-list');
        // A second click of the same person finds what the first has done.
        if (found.confirmed) return found.confirmed.by === by ? found : refuse('already-confirmed');
        if (found.proposed.by === by) return refuse('same-person');
        if (concerns(found.entries, by)) return refuse('own-records');
        if (found.sha256 !== sha256 || listHash(found.entries) !== sha256) return refuse('list-changed');
        return { ...found, confirmed: { by, at: deps.clock(), sha256 } };
      }),
    withdraw: (by, list) =>
      changed(deps, by, list, (found) => {
        if (found.begunAt) return refuse('being-executed');
        return found.withdrawn ? found : { ...found, withdrawn: { by, at: deps.clock() } };
      }),
  };
}

/** What somebody may propose of what is due: others propose theirs. */
export function withoutOwn(entries: readonly DueEntry[], by: PersonId): readonly DueEntry[] {
  return entries.filter(({ personId }) => personId !== by);
}

/** Every list there ever was, the newest first. */
export async function everyErasure({ programme }: Pick<Deps, 'programme'>): Promise<readonly Erasure[]> {
  const found: Erasure[] = [];
  for await (const page of pagesOf(programme, 'erasure', 50)) found.push(...page.map(({ value }) => value));
  return found.toSorted((a, b) => (a.proposed.at < b.proposed.at ? 1 : -1));
}

/**
 * The same list is proposed once: its id follows from the day and from what is on it, so that two clicks at once make
 * one. Withdrawn, it can be proposed again.
 */
async function proposed(
  deps: Deps,
  by: PersonId,
  what: Pick<Erasure, 'origin' | 'entries'>,
): Promise<Erasure> {
  const sha256 = listHash(what.entries);
  const open = (await everyErasure(deps)).find(
    (each) => each.sha256 === sha256 && !each.withdrawn && !each.begunAt,
  );
  if (open) return open;
  const at = deps.clock();
  for (let number = 1; ; number += 1) {
    const id = `${at.slice(0, 10)}-${sha256.slice(0, 8)}${number > 1 ? `-${number}` : ''}`;
    const erasure: Erasure = { id, ...what, sha256, proposed: { by, at } };
    if ((await deps.programme.create('erasure', id, erasure)) === 'created') return erasure;
    const found = (await deps.programme.get('erasure', id))?.value;
    if (found && !found.withdrawn && !found.begunAt) return found;
  }
}

async function changed(
  deps: Deps,
  by: PersonId,
  id: string,
  change: (found: Erasure) => Erasure | Refusal,
): Promise<Erasure | Refusal> {
  const refused = await roleRefusal(deps, by);
  if (refused) return refused;
  return await updateDocument(deps.programme, { kind: 'erasure', id }, (found) =>
    found ? change(found) : refuse('unknown-list'),
  );
}
