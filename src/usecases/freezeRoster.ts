import type { CycleId, Sha256 } from '../domain/ids.ts';
import { type RosterEntry, type RosterRecord, rosterOf } from '../domain/roster.ts';
import type { Clock, ProgrammeStore } from './ports.ts';
import { partId, readRoster } from './readRoster.ts';

/** Entries in one document: about 200 KB of the 2 MB that Cosmos DB takes. */
export const PART_SIZE = 1_000;

type Deps = { readonly programme: ProgrammeStore; readonly clock: Clock };

/**
 * Freezes who has to certify in a cycle, once: whoever comes second gets the roster that is there. The head is written
 * last, so that a crash half-way leaves no half roster.
 */
export async function freezeRoster(
  { programme, clock }: Deps,
  cycle: { readonly id: CycleId; readonly codeHash: Sha256 },
  entries: readonly RosterEntry[],
): Promise<RosterRecord> {
  const facts = { cycle: cycle.id, frozenAt: clock(), codeHash: cycle.codeHash };
  const roster = rosterOf(facts, entries, { partSize: PART_SIZE });
  for (const part of roster.parts)
    await programme.create('roster-part', partId(cycle.id, part.sha256), { entries: part.entries });
  const head = { ...roster, parts: roster.parts.map(({ sha256 }) => sha256) };
  if ((await programme.create('roster', cycle.id, head)) === 'created') return { roster, pages: [] };
  return (await readRoster(programme, cycle.id)) ?? { roster, pages: [] };
}
