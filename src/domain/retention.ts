import { digestOf } from './digest.ts';
import type { CalendarDate, CycleId, Instant, PersonId, Sha256 } from './ids.ts';
import type { Obligation, ObligationEvent, ObligationState } from './obligation.ts';
import { dateAt, plusDays, plusMonths } from './time.ts';

/** What a legal hold keeps. */
export type HoldScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'cycle'; readonly cycle: CycleId }
  | { readonly kind: 'person'; readonly personId: PersonId };

/** Keeps what it is about from being erased, whatever was decided, until somebody releases it. Never removed. */
export type Hold = {
  readonly id: string;
  readonly scope: HoldScope;
  readonly because: string;
  readonly by: PersonId;
  readonly at: Instant;
  readonly released?: { readonly by: PersonId; readonly at: Instant; readonly because: string };
};

export const ERASABLE_KINDS = [
  'disclosure',
  'correction',
  'paper-certificate',
  'certificate',
  'obligation',
  'person',
] as const;
export type ErasableKind = (typeof ERASABLE_KINDS)[number];

/** One stored thing, and what was in it. */
export type Erasable = { readonly kind: ErasableKind; readonly id: string; readonly sha256: Sha256 };

/** What is kept of one person, as far as retention has to know. */
export type KeptOfPerson = {
  readonly personId: PersonId;
  /** Covered now: their records go on. */
  readonly active: boolean;
  readonly cycles: readonly CycleId[];
  /** The last certificate, or the last thing that happened to an obligation, or the account's removal. */
  readonly lastAt?: Instant;
  /** In the order in which they are erased. Nothing that was erased already. */
  readonly items: readonly Erasable[];
};

export type RetentionRules = { readonly years: number; readonly timeZone: string };

/** Why somebody's records stay. */
export type KeptBecause =
  | { readonly because: 'held'; readonly hold: Hold }
  | { readonly because: 'active' }
  | { readonly because: 'within-period'; readonly until: CalendarDate }
  | { readonly because: 'nothing' };

/** The last day on which what ended at `lastAt` is kept: so many years later, to the day (LAW.md L14). */
export function keptUntil(lastAt: Instant, { years, timeZone }: RetentionRules): CalendarDate {
  return plusMonths(dateAt(lastAt, timeZone), 12 * years);
}

/** Why this person's records have to stay now; undefined when they are due. A hold outranks everything. */
export function keptBecause(
  kept: KeptOfPerson,
  facts: { readonly holds: readonly Hold[]; readonly now: Instant; readonly rules: RetentionRules },
): KeptBecause | undefined {
  const hold = holdOn(kept, facts.holds);
  if (hold) return { because: 'held', hold };
  if (kept.items.length === 0) return { because: 'nothing' };
  if (kept.active) return { because: 'active' };
  if (!kept.lastAt) return { because: 'nothing' };
  const until = keptUntil(kept.lastAt, facts.rules);
  // On the very day the years are not over everywhere on earth.
  return dateAt(facts.now, facts.rules.timeZone) > until ? undefined : { because: 'within-period', until };
}

/** The first hold in force that keeps a person's records. */
export function holdOn(
  kept: Pick<KeptOfPerson, 'personId' | 'cycles'>,
  holds: readonly Hold[],
): Hold | undefined {
  return holdsOn(kept, holds)[0];
}

/** All of them: a cycle's keeps whatever those have who are in it. */
export function holdsOn(
  { personId, cycles }: Pick<KeptOfPerson, 'personId' | 'cycles'>,
  holds: readonly Hold[],
): readonly Hold[] {
  return holds.filter(({ scope, released }) => !released && isKeptBy(scope, { personId, cycles }));
}

function isKeptBy(
  scope: HoldScope,
  { personId, cycles }: Pick<KeptOfPerson, 'personId' | 'cycles'>,
): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'cycle':
      return cycles.includes(scope.cycle);
    case 'person':
      return scope.personId === personId;
  }
}

/** One person of a list: how much, since when it may go, and the hash of exactly what it is. */
export type DueEntry = {
  readonly personId: PersonId;
  readonly dueSince: CalendarDate;
  readonly counts: Readonly<Record<ErasableKind, number>>;
  readonly sha256: Sha256;
};

/** What of a person is due, as it is listed. */
export function dueEntry(kept: KeptOfPerson, rules: RetentionRules): DueEntry {
  const counts = Object.fromEntries(
    ERASABLE_KINDS.map((kind) => [kind, kept.items.filter((item) => item.kind === kind).length]),
  ) as Record<ErasableKind, number>;
  const dueSince = plusDays(keptUntil(kept.lastAt ?? ('1970-01-01T00:00:00.000Z' as Instant), rules), 1);
  return { personId: kept.personId, dueSince, counts, sha256: digestOf(kept.items) };
}

/** What is confirmed is a list with this hash, and nothing else. */
export function listHash(entries: readonly DueEntry[]): Sha256 {
  return digestOf(entries);
}

/** Nobody decides about the erasure of their own records. */
export function concerns(entries: readonly DueEntry[], person: PersonId): boolean {
  return entries.some(({ personId }) => personId === person);
}

/** How many records of each kind, of everybody together. */
export function countsOf(entries: readonly DueEntry[]): DueEntry['counts'] {
  return Object.fromEntries(
    ERASABLE_KINDS.map((kind) => [kind, entries.reduce((sum, { counts }) => sum + counts[kind], 0)]),
  ) as DueEntry['counts'];
}

/** The day since which the first of them may go. */
export function dueSinceOf(entries: readonly DueEntry[]): CalendarDate | undefined {
  return entries.map(({ dueSince }) => dueSince).toSorted()[0];
}

/** Whether somebody is due now who was not before, or other records of theirs are: fewer are no news. */
export function hasNews(found: readonly DueEntry[], before: readonly DueEntry[]): boolean {
  const known = new Set(before.map(({ personId, sha256 }) => `${personId} ${sha256}`));
  return found.some(({ personId, sha256 }) => !known.has(`${personId} ${sha256}`));
}

export type Step = { readonly by: PersonId; readonly at: Instant };

/** Why somebody of a confirmed list was left out when it was executed. */
export type LeftOut = KeptBecause['because'] | 'changed' | 'not-sealed';

/** A list on its way: proposed by one person, confirmed by another, executed by an operator. Never removed. */
export type Erasure = {
  readonly id: string;
  readonly origin: 'period' | 'request';
  readonly entries: readonly DueEntry[];
  readonly sha256: Sha256;
  readonly proposed: Step;
  readonly confirmed?: Step & { readonly sha256: Sha256 };
  readonly withdrawn?: Step;
  /** When an operator first ran it: from then on it cannot be withdrawn, what was begun has to be brought to its end. */
  readonly begunAt?: Instant;
  /** The latest run of an operator over it. */
  readonly executed?: {
    readonly at: Instant;
    readonly erased: number;
    readonly items: number;
    readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  };
};

export type ErasureState = 'proposed' | 'confirmed' | 'withdrawn' | 'begun' | 'executed';

/** How far a list is. `executed` may have left people out: it can be run again. */
export function erasureState({ confirmed, withdrawn, begunAt, executed }: Erasure): ErasureState {
  if (withdrawn) return 'withdrawn';
  if (executed) return 'executed';
  if (begunAt) return 'begun';
  return confirmed ? 'confirmed' : 'proposed';
}

/** How many people of an executed list were left out. */
export function leftOutOf({ executed }: Erasure): number {
  return Object.values(executed?.leftOut ?? {}).reduce((sum, count) => sum + count, 0);
}

/** One person's erasure under way: exactly these, however often it is taken up again. */
export type ErasureStep = {
  readonly list: string;
  readonly items: readonly Erasable[];
  readonly at: Instant;
  readonly finishedAt?: Instant;
};

/** Stands where a name was. */
export const ERASED_NAME = '–';

type Kept = {
  readonly obligation: Obligation;
  readonly shown: {
    readonly displayName: string;
    readonly jobTitle?: string;
    readonly managerChain: readonly PersonId[];
  };
};

/**
 * An obligation without what it says of a person: no name, title, manager, reason or text. Ids, dates and its end stay,
 * so that the cycle's numbers still add up and the roster still has what it lists (promise 5).
 */
export function minimised<R extends Kept>(record: R): R {
  const { nextMessageAt: _n, unreachable: _u, paperIntended: _p, ...obligation } = record.obligation;
  const state = withoutWords(obligation.state);
  const history = obligation.history.filter(isKept).map(withoutWords);
  return {
    ...record,
    obligation: { ...obligation, state, history },
    shown: { displayName: ERASED_NAME, managerChain: [] },
  };
}

/** Whether nothing is left to take out. */
export function isMinimised(record: Kept): boolean {
  return record.shown.displayName === ERASED_NAME && digestOf(minimised(record)) === digestOf(record);
}

function isKept({ type }: ObligationEvent): boolean {
  return [
    'issued',
    'certified',
    'certified-on-paper',
    'declined',
    'excused',
    'left',
    'superseded',
    'paused',
  ].includes(type);
}

function withoutWords<T extends ObligationState | ObligationEvent>(facts: T): T {
  const { reissue: _r, ...rest } = facts as T & { reissue?: unknown };
  // Why somebody left is a word of ours; why they were excused or paused was typed.
  const typed = ('status' in facts ? facts.status : facts.type) !== 'left' && 'because' in facts;
  return { ...rest, ...(typed && { because: '' }) } as T;
}

/** When anything last happened to an obligation. */
export function lastEventOf({ history, issuedAt }: Obligation): Instant {
  return history.map(({ at }) => at).reduce(laterOf, issuedAt);
}

function laterOf(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
