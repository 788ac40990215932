import type { CalendarDate, ObligationId } from './ids.ts';
import { words } from './names.ts';
import {
  isOpen,
  isOverdue,
  type Obligation,
  UNREACHABLE_REASONS,
  type UnreachableReason,
} from './obligation.ts';

/** The parts of promise 5. Every obligation of a cycle is in exactly one. */
export const TALLY_KEYS = [
  'certified',
  'certified-with-exception',
  'certified-on-paper',
  'declined',
  'excused',
  'left',
  'paused',
  'outstanding',
  'superseded',
] as const;
export type TallyKey = (typeof TALLY_KEYS)[number];

const COMPLETE_PARTS = ['certified', 'certified-with-exception', 'certified-on-paper'] as const;
type CompletePart = (typeof COMPLETE_PARTS)[number];

/** How many obligations are in each part, and how many of the open ones are overdue. */
export type Tally = Readonly<Record<TallyKey, number>> & { readonly overdue: number };

export function tallyKeyOf(obligation: Obligation): TallyKey {
  const { state } = obligation;
  if (state.status !== 'certified') return state.status;
  if (state.onPaper) return 'certified-on-paper';
  return state.withException ? 'certified-with-exception' : 'certified';
}

/**
 * As counts and lists take it: one whose place another of the same cycle has taken is superseded to them, also where it
 * is certified and so stays as it is. Everybody is counted once (promise 5).
 */
export function asCounted(record: {
  readonly obligation: Obligation;
  readonly replacedBy?: ObligationId;
}): Obligation {
  const { obligation, replacedBy } = record;
  if (!replacedBy) return obligation;
  const { codeHash: by, issuedAt: at } = obligation;
  return { ...obligation, state: { status: 'superseded', at, by, as: replacedBy } };
}

/** A tally from counts per part; parts not counted are zero. */
export function tallyFrom(counts: ReadonlyMap<TallyKey, number>, overdue: number): Tally {
  const parts = Object.fromEntries(TALLY_KEYS.map((key) => [key, counts.get(key) ?? 0]));
  return { ...(parts as Record<TallyKey, number>), overdue };
}

/** Everyone who had to certify: superseded obligations live on in the one that replaced them. */
export function rosterSize(tally: Tally): number {
  return TALLY_KEYS.filter((key) => key !== 'superseded').reduce((sum, key) => sum + tally[key], 0);
}

/** Whoever has certified, here or on paper. */
export function completeCount(tally: Readonly<Record<CompletePart, number>>): number {
  return COMPLETE_PARTS.reduce((sum, part) => sum + tally[part], 0);
}

/**
 * What a manager may see (promise 7, L19): a decline looks like any other open item, an exception like any other
 * certificate. `not-required` stands for excused, left and superseded alike.
 */
export type ManagerView = 'complete' | 'outstanding' | 'overdue' | 'paused' | 'not-required';

export function managerViewOf(obligation: Obligation, today: CalendarDate): ManagerView {
  switch (obligation.state.status) {
    case 'certified':
      return 'complete';
    case 'outstanding':
    case 'declined':
      return isOverdue(obligation, today) ? 'overdue' : 'outstanding';
    case 'paused':
      return 'paused';
    case 'excused':
    case 'left':
    case 'superseded':
      return 'not-required';
  }
}

export type TeamCounts = Readonly<Record<ManagerView, number>>;

export function teamCounts(tally: Tally): TeamCounts {
  return {
    complete: completeCount(tally),
    outstanding: tally.outstanding + tally.declined - tally.overdue,
    overdue: tally.overdue,
    paused: tally.paused,
    'not-required': tally.excused + tally.left + tally.superseded,
  };
}

/** Order of lists: open ones first, soonest due first, then by name. Declined sorts as open so that it shows nothing. */
export function sortKeyOf(obligation: Obligation, displayName: string): string {
  const rank = {
    outstanding: 0,
    declined: 0,
    paused: 1,
    certified: 2,
    excused: 3,
    left: 3,
    superseded: 3,
  } as const satisfies Record<Obligation['state']['status'], number>;
  const status = obligation.state.status;
  const name = words(displayName).join(' ').slice(0, 80);
  return `${rank[status]}|${rank[status] === 0 ? obligation.overdueAfter : ''}|${name}|${obligation.personId}`;
}

/** How many open obligations no message reaches, by the reason it does not. */
export type UnreachedCounts = Readonly<Record<UnreachableReason, number>>;

/** From counts by reason; reasons not counted are zero. */
export function unreachedFrom(counts: ReadonlyMap<UnreachableReason, number>): UnreachedCounts {
  const all = Object.fromEntries(UNREACHABLE_REASONS.map((reason) => [reason, counts.get(reason) ?? 0]));
  return all as Record<UnreachableReason, number>;
}

/** Order of the list of those not reached: by reason, since each is mended differently, then as every other list. */
export function unreachedKeyOf(obligation: Obligation, sortKey: string): string | undefined {
  return isOpen(obligation) && obligation.unreachable
    ? `${obligation.unreachable.because}|${sortKey}`
    : undefined;
}
