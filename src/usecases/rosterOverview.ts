import type { CoverageRule } from '../domain/coverage.ts';
import type { CycleId, Instant, PersonId, Sha256 } from '../domain/ids.ts';
import type { LeavingReason, ObligationReason } from '../domain/obligation.ts';
import { EQUATION_PARTS, type Equation, type RosterChange, type RosterPage } from '../domain/roster.ts';
import type { Cycle } from '../domain/schedule.ts';
import { dateAt } from '../domain/time.ts';
import { PART_SIZE } from './freezeRoster.ts';
import { newestCycle } from './openCycle.ts';
import type { Clock, ObligationStore, PeopleStore, ProgrammeDocument, ProgrammeStore } from './ports.ts';
import { pagesAfter, partId } from './readRoster.ts';
import { compareRoster } from './reconcileRoster.ts';

/** Somebody who had to certify in a cycle. */
export type RosterLine = {
  readonly personId: PersonId;
  /** As the directory has it now; absent when nobody knows them any more. */
  readonly displayName?: string;
  readonly by: CoverageRule;
  readonly reason: ObligationReason;
  /** Not on the frozen list: since when they belong to it. */
  readonly joinedAt?: Instant;
  readonly left?: { readonly at: Instant; readonly because: LeavingReason };
};

export type RosterOverview = {
  readonly cycle: Pick<Cycle, 'id' | 'opensOn'> & { readonly openedAt: Instant };
  readonly frozenAt: Instant;
  readonly codeHash: Sha256;
  readonly sha256: Sha256;
  readonly equation: Equation;
  /** Recorded since it was frozen. */
  readonly joined: number;
  readonly left: number;
  readonly returned: number;
  /** When the roster was last compared with the obligations, and since when they differ. */
  readonly comparedAt?: Instant;
  readonly differsSince?: Instant;
  readonly list: { readonly items: readonly RosterLine[]; readonly next?: string };
};

type Deps = {
  readonly people: PeopleStore;
  readonly obligations: ObligationStore;
  readonly programme: ProgrammeStore;
  readonly timeZone: string;
  readonly clock: Clock;
};

/**
 * The roster of the newest cycle: who had to certify, as it was frozen, who joined and left since, and the equation
 * (promise 5). Undefined before one is frozen. Six store calls, one for each thousand later changes, and one for each
 * name; the frozen list is read only where the page is.
 */
export function rosterOverview(deps: Deps) {
  return async (page: { limit: number; after?: string }): Promise<RosterOverview | undefined> => {
    const { programme, obligations, clock, timeZone } = deps;
    const cycle = await newestCycle(programme);
    const head = cycle && (await programme.get('roster', cycle.id))?.value;
    if (!cycle || !head) return undefined;
    const [pages, tally, run, alarm] = await Promise.all([
      pagesAfter(programme, cycle.id, []),
      obligations.tally({ cycle: cycle.id }, dateAt(clock(), timeZone)),
      programme.get('run', 'reconcile'),
      programme.get('alarm', `roster-differs.${cycle.id}`),
    ]);
    const changes = pages.flatMap(({ changes }) => changes);
    const counts = countsOf(changes);
    return {
      cycle: { id: cycle.id, opensOn: cycle.opensOn, openedAt: cycle.openedAt },
      frozenAt: head.frozenAt,
      codeHash: head.codeHash,
      sha256: head.sha256,
      equation: await equationOf(deps, { cycle: cycle.id, roster: head.count, joined: counts.joined, tally }),
      ...counts,
      ...(run?.value.finishedAt && { comparedAt: run.value.finishedAt }),
      ...(alarm?.value.state === 'raised' && { differsSince: alarm.value.since }),
      list: await linesOf(deps, { cycle: cycle.id, head, pages, page }),
    };
  };
}

function countsOf(changes: readonly RosterChange[]) {
  const counts = { joined: 0, left: 0, returned: 0 };
  for (const { type } of changes) counts[type] += 1;
  return counts;
}

type Tally = Awaited<ReturnType<ObligationStore['tally']>>;

/** By counting; where that does not add up, by comparing one with the other: some leave before they are asked. */
async function equationOf(
  deps: Deps,
  { cycle, roster, joined, tally }: { cycle: CycleId; roster: number; joined: number; tally: Tally },
): Promise<Equation> {
  const counted = EQUATION_PARTS.reduce((sum, part) => sum + tally[part], 0);
  if (counted !== roster + joined) {
    const compared = await compareRoster(deps, cycle);
    if (compared) return compared.equation;
  }
  const parts = Object.fromEntries(EQUATION_PARTS.map((part) => [part, tally[part]]));
  return { roster, joined, parts: parts as Equation['parts'], balances: counted === roster + joined };
}

type Where = {
  readonly cycle: CycleId;
  readonly head: ProgrammeDocument['roster'];
  readonly pages: readonly RosterPage[];
  readonly page: { limit: number; after?: string };
};

/** First those frozen, in the order in which they are hashed, then those who joined, in the order in which they did. */
async function linesOf(deps: Deps, { cycle, head, pages, page }: Where): Promise<RosterOverview['list']> {
  const changes = pages.flatMap(({ changes }) => changes);
  const joiners = changes.flatMap((change) => (change.type === 'joined' ? [change] : []));
  const total = head.count + joiners.length;
  const from = Math.max(0, Math.min(total, Number.parseInt(page.after ?? '0', 10) || 0));
  const to = Math.min(total, from + page.limit);
  const frozen = await entriesBetween(deps, { cycle, head, from, to });
  const later = joiners.slice(Math.max(0, from - head.count), Math.max(0, to - head.count));
  const entries = [
    ...frozen,
    ...later.map(({ type: _, at: joinedAt, ...entry }) => ({ ...entry, joinedAt })),
  ];
  const left = new Map<PersonId, RosterLine['left']>();
  for (const change of changes)
    left.set(
      change.personId,
      change.type === 'left' ? { at: change.at, because: change.because } : undefined,
    );
  const items = await Promise.all(
    entries.map(async (entry): Promise<RosterLine> => {
      const known = (await deps.people.get(entry.personId))?.value.person.displayName;
      const gone = left.get(entry.personId);
      return { ...entry, ...(known !== undefined && { displayName: known }), ...(gone && { left: gone }) };
    }),
  );
  return { items, ...(to < total && { next: String(to) }) };
}

/** From the parts in which they are. All but the last have the same size. */
async function entriesBetween(
  { programme }: Deps,
  { cycle, head, from, to }: { cycle: CycleId; head: Where['head']; from: number; to: number },
) {
  const [first] = head.parts;
  if (first === undefined || from >= head.count) return [];
  const size = head.parts.length === 1 ? head.count : PART_SIZE;
  const found = [];
  for (let part = Math.floor(from / size); part * size < Math.min(to, head.count); part += 1) {
    const sha256 = head.parts[part];
    if (sha256 === undefined) break;
    const entries = (await programme.get('roster-part', partId(cycle, sha256)))?.value.entries ?? [];
    found.push(...entries.slice(Math.max(0, from - part * size), to - part * size));
  }
  return found;
}
