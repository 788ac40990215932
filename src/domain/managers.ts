/** No organisation is deeper; guards against data that never ends. */
const DEEPEST = 64;

/**
 * A person's managers from the direct one upwards, by id or by number. A chain that bites its own tail ends before it
 * repeats.
 */
export function managerChainOf<Who extends string | number>(
  who: Who,
  managerOf: (who: Who) => Who | undefined,
): readonly Who[] {
  const chain: Who[] = [];
  for (
    let next = managerOf(who);
    next !== undefined && next !== who && !chain.includes(next);
    next = managerOf(next)
  ) {
    chain.push(next);
    if (chain.length === DEEPEST) break;
  }
  return chain;
}
