import type { PersonId } from './ids.ts';

/** No organisation is deeper; guards against data that never ends. */
const DEEPEST = 64;

/** A person's managers from the direct one upwards. A chain that bites its own tail ends before it repeats. */
export function managerChainOf(
  id: PersonId,
  managerOf: ReadonlyMap<PersonId, PersonId>,
): readonly PersonId[] {
  const chain: PersonId[] = [];
  const seen = new Set([id]);
  for (let next = managerOf.get(id); next && !seen.has(next); next = managerOf.get(next)) {
    chain.push(next);
    seen.add(next);
    if (chain.length === DEEPEST) break;
  }
  return chain;
}
