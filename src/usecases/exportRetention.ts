import type { CycleId, PersonId } from '../domain/ids.ts';
import type { Erasure, Hold } from '../domain/retention.ts';
import { everyErasure } from './erasures.ts';
import { allHolds } from './legalHolds.ts';
import type { Stores } from './ports.ts';

type Deps = Pick<Stores, 'obligations' | 'programme'>;
type Of = { readonly cycle: CycleId; readonly withTexts: boolean };

/**
 * The legal holds that a cycle's evidence was or is under: who placed and released each, and when. Why only where texts
 * may be read: the matter of a hold can be as confidential as a disclosure.
 */
export async function* heldOf(deps: Deps, { cycle, withTexts }: Of): AsyncGenerator<object> {
  for (const hold of await allHolds(deps.programme)) {
    if (!(await isAbout(deps, hold, cycle))) continue;
    if (withTexts) yield hold;
    else {
      const { because: _, released, ...facts } = hold;
      yield { ...facts, ...(released && { released: { by: released.by, at: released.at } }) };
    }
  }
}

async function isAbout(deps: Deps, { scope }: Hold, cycle: CycleId): Promise<boolean> {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'cycle':
      return scope.cycle === cycle;
    case 'person':
      return await isIn(deps, scope.personId, cycle);
  }
}

/** Lists with somebody of the cycle on them: who proposed, confirmed and withdrew each. Ids, no names. */
export async function* listsOf(deps: Deps, { cycle }: Pick<Of, 'cycle'>): AsyncGenerator<Erasure> {
  for (const erasure of await everyErasure(deps))
    for (const { personId } of erasure.entries)
      if (await isIn(deps, personId, cycle)) {
        yield erasure;
        break;
      }
}

async function isIn({ obligations }: Deps, personId: PersonId, cycle: CycleId): Promise<boolean> {
  return (await obligations.ofPerson(personId)).some(({ value }) => value.obligation.cycle === cycle);
}
