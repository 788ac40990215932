import type { CycleId } from '../domain/ids.ts';
import type { ProgrammeStore } from './ports.ts';

/** Every cycle that was opened, the newest first. One store call for each 200. */
export async function openedCycles(programme: Pick<ProgrammeStore, 'list'>): Promise<readonly CycleId[]> {
  const found = new Map<CycleId, string>();
  for (let after: string | undefined; ; ) {
    const page = await programme.list('cycle', { limit: 200, ...(after !== undefined && { after }) });
    // The newest is kept a second time under a name of its own.
    for (const { value } of page.items) found.set(value.id, value.openedAt);
    if (page.next === undefined) break;
    after = page.next;
  }
  return [...found].sort(([, a], [, b]) => (a < b ? 1 : -1)).map(([id]) => id);
}
