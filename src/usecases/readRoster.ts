import type { CycleId } from '../domain/ids.ts';
import type { RosterPage, RosterPart, RosterRecord } from '../domain/roster.ts';
import type { ProgrammeStore } from './ports.ts';

/**
 * A cycle's roster with everything recorded against it; undefined before it is frozen. A part that is gone or is not
 * what it was is given as it is found: `reconcile` says so. One read for each part and each page.
 */
export async function readRoster(
  programme: ProgrammeStore,
  cycle: CycleId,
): Promise<RosterRecord | undefined> {
  const head = await programme.get('roster', cycle);
  if (!head) return undefined;
  const parts: RosterPart[] = [];
  for (const sha256 of head.value.parts) {
    const found = await programme.get('roster-part', partId(cycle, sha256));
    parts.push({ sha256, entries: found?.value.entries ?? [] });
  }
  const roster = { ...head.value, parts };
  return { roster, pages: await pagesAfter(programme, cycle, []) };
}

/** The pages known and those that were added since. */
export async function pagesAfter(
  programme: ProgrammeStore,
  cycle: CycleId,
  known: readonly RosterPage[],
): Promise<readonly RosterPage[]> {
  const pages = [...known];
  for (;;) {
    const found = await programme.get('roster-page', pageId(cycle, pages.length + 1));
    if (!found) return pages;
    pages.push(found.value);
  }
}

/** A part is named by its content, so that what a crash left behind is never taken for a later list. */
export function partId(cycle: CycleId, sha256: string): string {
  return `${cycle}.${sha256}`;
}

export function pageId(cycle: CycleId, number: number): string {
  return `${cycle}.${number}`;
}
