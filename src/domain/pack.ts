import type { Office } from './coverage.ts';
import type { CalendarDate, Instant, PersonId, Sha256 } from './ids.ts';
import { awaitsSignature, isOverdue, type Obligation, type UnreachableReason } from './obligation.ts';
import { completeCount, type ManagerView, managerViewOf, type UnreachedCounts } from './progress.ts';
import type { Equation, RosterDifference } from './roster.ts';
import type { Cycle } from './schedule.ts';
import { daysBetween } from './time.ts';

/** How old what is overdue is, in days; each bracket ends where the next begins. */
export const OVERDUE_BRACKETS = ['1-7', '8-30', '31-90', 'over-90'] as const;
export type OverdueBracket = (typeof OVERDUE_BRACKETS)[number];

/** One of the six offices as the Audit Committee sees it. */
export type PackOffice = {
  readonly office: Office;
  readonly holders: readonly {
    readonly name: string;
    readonly view: ManagerView | 'not-asked';
    readonly certifiedAt?: Instant;
    readonly onPaper?: boolean;
    readonly late: boolean;
    readonly due?: CalendarDate;
  }[];
};

/** Everybody at or below one manager, counted. */
export type PackOrganisation = {
  readonly name: string;
  readonly title?: string;
  readonly counts: Readonly<Record<ManagerView, number>>;
};

/** One line of the detail: status only, as managers see it; who declined or disclosed is in no list (promise 7). */
export type PackPerson = {
  readonly name: string;
  readonly title?: string;
  readonly organisation: string;
  readonly view: ManagerView;
  readonly due: CalendarDate;
  readonly certifiedAt?: Instant;
  /** A paper that compliance recorded, not an electronic signature. */
  readonly onPaper?: boolean;
  readonly late: boolean;
  /** Days, where it is overdue. */
  readonly overdueDays: number;
  readonly unreached?: UnreachableReason;
};

/** A disclosure by its reference: no name, no text. */
export type PackDisclosure = {
  readonly kind: 'exception' | 'decline';
  readonly reference: string;
  readonly at: Instant;
};

/** A waiver or an amendment as the register has it. */
export type PackWaiver = {
  readonly reference: string;
  readonly what: string;
  readonly on: CalendarDate;
  readonly state: string;
};

/** The newest signed root of the ledger. */
export type PackCheckpoint = {
  readonly size: number;
  readonly root: Sha256;
  readonly at: Instant;
  readonly kid?: string;
};

/** Everything the Audit Committee's pack says, as of one moment. */
export type Pack = {
  readonly company: string;
  readonly cycle: Cycle;
  readonly at: Instant;
  readonly today: CalendarDate;
  readonly code: {
    readonly title: string;
    readonly label: string;
    readonly sha256: Sha256;
    readonly madePublic: string;
  };
  readonly equation: Equation;
  /** Undefined before a roster is frozen: the equation's left side is then what there is. */
  readonly rosterSha256?: Sha256;
  readonly differences: readonly RosterDifference[];
  readonly late: number;
  readonly offices: readonly PackOffice[];
  readonly organisations: readonly PackOrganisation[];
  readonly people: readonly PackPerson[];
  readonly overdue: Readonly<Record<OverdueBracket, number>>;
  readonly disclosures: readonly PackDisclosure[];
  readonly unreached: UnreachedCounts;
  readonly waivers: readonly PackWaiver[];
  readonly checkpoint?: PackCheckpoint;
};

export function bracketOf(days: number): OverdueBracket {
  if (days <= 7) return '1-7';
  if (days <= 30) return '8-30';
  return days <= 90 ? '31-90' : 'over-90';
}

/** What the lists show of one obligation. */
export function packFacts(
  obligation: Obligation,
  today: CalendarDate,
): Pick<PackPerson, 'view' | 'due' | 'certifiedAt' | 'onPaper' | 'late' | 'overdueDays' | 'unreached'> {
  const { state, overdueAfter, unreachable } = obligation;
  return {
    view: managerViewOf(obligation, today),
    due: overdueAfter,
    ...(state.status === 'certified' && { certifiedAt: state.certifiedAt }),
    ...(state.status === 'certified' && state.onPaper && { onPaper: true }),
    late: state.status === 'certified' && state.late,
    overdueDays: isOverdue(obligation, today) ? daysBetween(overdueAfter, today) : 0,
    ...(unreachable && awaitsSignature(state) && { unreached: unreachable.because }),
  };
}

/** How far below the top the organisations begin that a report compares: under the chief executive's own reports. */
const DEPTH = 2;

/**
 * Whose organisation somebody is counted in: the manager two levels below the top of their reporting line, or they
 * themselves where they stand as high. `managerChain` goes from the direct manager upwards.
 */
export function organisationOf(personId: PersonId, managerChain: readonly PersonId[]): PersonId {
  const line = [personId, ...managerChain];
  return line[Math.max(0, line.length - 1 - DEPTH)] ?? personId;
}

/** `E-3F9A2C71` or `D-…`: what compliance finds the sealed text by, and nobody else learns anything from. */
export function disclosureReference(kind: PackDisclosure['kind'], sha256: string): string {
  return `${kind === 'exception' ? 'E' : 'D'}-${sha256.slice(0, 8).toUpperCase()}`;
}

export function completionOf(equation: Equation): { readonly complete: number; readonly total: number } {
  const { parts, roster, joined } = equation;
  return { complete: completeCount(parts), total: roster + joined };
}
