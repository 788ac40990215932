import type { CycleId } from '../domain/ids.ts';
import { pagesOf } from './pagesOf.ts';
import type { ProgrammeStore } from './ports.ts';

/** Every cycle that was opened, the newest first. One store call for each 200. */
export async function openedCycles(programme: Pick<ProgrammeStore, 'list'>): Promise<readonly CycleId[]> {
  const found = new Map<CycleId, string>();
  // The newest is kept a second time under a name of its own.
  for await (const page of pagesOf(programme, 'cycle'))
    for (const { value } of page) found.set(value.id, value.openedAt);
  return [...found].sort(([, a], [, b]) => (a < b ? 1 : -1)).map(([id]) => id);
}
