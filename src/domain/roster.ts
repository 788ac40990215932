import type { CoverageRule } from './coverage.ts';
import { digestOf } from './digest.ts';
import type { CycleId, Instant, ObligationId, PersonId, Sha256 } from './ids.ts';
import { type LeavingReason, type Obligation, type ObligationReason, orderOf } from './obligation.ts';
import { type TallyKey, tallyKeyOf } from './progress.ts';

/** One person who had to certify: by which rule of the programme file, and for what reason. */
export type RosterEntry = {
  readonly personId: PersonId;
  readonly by: CoverageRule;
  readonly reason: ObligationReason;
};

/** So many entries, with the hash over them: a roster of many people is kept in several. */
export type RosterPart = { readonly sha256: Sha256; readonly entries: readonly RosterEntry[] };

/** Who had to certify when a cycle opened, frozen; `sha256` is over everything in it, sorted by person. */
export type Roster = {
  readonly cycle: CycleId;
  readonly frozenAt: Instant;
  readonly codeHash: Sha256;
  readonly count: number;
  readonly parts: readonly RosterPart[];
  readonly sha256: Sha256;
};

/** What happened to the population after the roster was frozen. */
export type RosterChange =
  | ({ readonly type: 'joined'; readonly at: Instant } & RosterEntry)
  | {
      readonly type: 'left';
      readonly at: Instant;
      readonly personId: PersonId;
      readonly because: LeavingReason;
    }
  | { readonly type: 'returned'; readonly at: Instant; readonly personId: PersonId };

/** Changes recorded together. Each page contains the hash of the one before it, the first one the roster's. */
export type RosterPage = {
  readonly cycle: CycleId;
  readonly number: number;
  readonly previous: Sha256;
  readonly changes: readonly RosterChange[];
  readonly sha256: Sha256;
};

/** A roster with everything recorded against it, in order. */
export type RosterRecord = { readonly roster: Roster; readonly pages: readonly RosterPage[] };

/** Freezes a list of people. */
export function rosterOf(
  facts: Pick<Roster, 'cycle' | 'frozenAt' | 'codeHash'>,
  unsorted: readonly RosterEntry[],
  options: { readonly partSize: number },
): Roster {
  const entries = unsorted.toSorted((a, b) => (a.personId < b.personId ? -1 : 1));
  const parts: RosterPart[] = [];
  for (let from = 0; from < entries.length; from += options.partSize) {
    const some = entries.slice(from, from + options.partSize);
    parts.push({ sha256: digestOf(some), entries: some });
  }
  return { ...facts, count: entries.length, parts, sha256: rosterDigest(facts, entries) };
}

function rosterDigest(
  { cycle, frozenAt, codeHash }: Pick<Roster, 'cycle' | 'frozenAt' | 'codeHash'>,
  entries: readonly RosterEntry[],
): Sha256 {
  return digestOf({ cycle, frozenAt, codeHash, entries });
}

export function entriesOf(roster: Roster): readonly RosterEntry[] {
  return roster.parts.flatMap(({ entries }) => entries);
}

/** The next page of a record. */
export function nextPage({ roster, pages }: RosterRecord, changes: readonly RosterChange[]): RosterPage {
  const facts = {
    cycle: roster.cycle,
    number: pages.length + 1,
    previous: pages.at(-1)?.sha256 ?? roster.sha256,
    changes,
  };
  return { ...facts, sha256: digestOf(facts) };
}

/** Who is on a roster or joined it, and who of them is gone. */
export type Listed = { readonly all: ReadonlySet<PersonId>; readonly departed: ReadonlySet<PersonId> };

export function listedOn({ roster, pages }: RosterRecord): Listed {
  const all = new Set(entriesOf(roster).map(({ personId }) => personId));
  const departed = new Set<PersonId>();
  for (const change of pages.flatMap(({ changes }) => changes)) {
    if (change.type === 'joined') all.add(change.personId);
    if (change.type === 'left') departed.add(change.personId);
    else departed.delete(change.personId);
  }
  return { all, departed };
}

/** What of a change is not yet recorded: recording it again adds nothing. */
export function isNews({ all, departed }: Listed, { type, personId }: RosterChange): boolean {
  switch (type) {
    case 'joined':
      return !all.has(personId);
    case 'left':
      return all.has(personId) && !departed.has(personId);
    case 'returned':
      return departed.has(personId);
  }
}

/** What a reconciliation needs of one obligation. */
export type ObligationStatusFact = {
  readonly personId: PersonId;
  readonly obligationId: ObligationId;
  readonly codeHash: Sha256;
  /** From 2 on for one that compliance reissued. */
  readonly sequence?: number;
  readonly issuedAt: Instant;
  readonly part: TallyKey;
};

export function statusFactOf(obligation: Obligation): ObligationStatusFact {
  const { personId, id, codeHash, sequence, issuedAt } = obligation;
  const again = sequence ? { sequence } : {};
  return { personId, obligationId: id, codeHash, ...again, issuedAt, part: tallyKeyOf(obligation) };
}

/**
 * Of one person's obligations in a cycle, the one by which they are counted: the newest that nothing has replaced.
 * Who certified an earlier Code version and is asked for an amended one is counted once, by the amended one; who is
 * asked again by compliance, by the one that asks again.
 */
export function countedOf<T extends Pick<ObligationStatusFact, 'issuedAt' | 'sequence' | 'part'>>(
  obligations: readonly T[],
): T | undefined {
  return obligations
    .filter(({ part }) => part !== 'superseded')
    .reduce<T | undefined>(
      (newest, each) => (!newest || orderOf(each) > orderOf(newest) ? each : newest),
      undefined,
    );
}

export const DIFFERENCE_KINDS = ['without-obligation', 'not-on-roster', 'twice', 'altered'] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export type RosterDifference =
  | { readonly kind: Exclude<DifferenceKind, 'altered'>; readonly personId: PersonId }
  /** What no longer has its hash: `roster`, `part 3`, `changes 2`. */
  | { readonly kind: 'altered'; readonly what: string };

/** The parts of promise 5. */
export const EQUATION_PARTS = [
  'certified',
  'certified-with-exception',
  'certified-on-paper',
  'declined',
  'excused',
  'left',
  'paused',
  'outstanding',
] as const satisfies readonly TallyKey[];
export type EquationPart = (typeof EQUATION_PARTS)[number];

/** roster + joined = certified + with exception + on paper + declined + excused + left + paused + outstanding. */
export type Equation = {
  readonly roster: number;
  readonly joined: number;
  readonly parts: Readonly<Record<EquationPart, number>>;
  readonly balances: boolean;
};

export type Reconciliation = {
  readonly equation: Equation;
  /** By kind and person; empty when all is well. */
  readonly differences: readonly RosterDifference[];
};

/** Compares who had to certify with the obligations there are (promise 5). */
export function reconcile(record: RosterRecord, statuses: Iterable<ObligationStatusFact>): Reconciliation {
  const entries = entriesOf(record.roster);
  const joined = record.pages.flatMap(({ changes }) => changes).filter(({ type }) => type === 'joined');
  const { all, departed } = listedOn(record);
  const found = byPerson(statuses);
  const parts = Object.fromEntries(EQUATION_PARTS.map((part) => [part, 0])) as Record<EquationPart, number>;
  const differences: RosterDifference[] = alteredIn(record);
  const differs = (kind: Exclude<DifferenceKind, 'altered'>, people: Iterable<PersonId>) => {
    for (const personId of new Set(people)) differences.push({ kind, personId });
  };

  const without: PersonId[] = [];
  for (const personId of all) {
    const counted = countedOf(found.get(personId) ?? []);
    if (counted) continue;
    if (departed.has(personId)) parts.left += 1;
    else without.push(personId);
  }
  const unknown: PersonId[] = [];
  const twice = repeated([...entries, ...joined]);
  for (const [personId, obligations] of found) {
    const counted = countedOf(obligations);
    if (counted && counted.part !== 'superseded') parts[counted.part] += 1;
    if (!all.has(personId)) unknown.push(personId);
    if (asksTwice(obligations)) twice.push(personId);
  }
  differs('without-obligation', without);
  differs('not-on-roster', unknown);
  differs('twice', twice);
  const [roster, added] = [entries.length, joined.length];
  const counted = EQUATION_PARTS.reduce((sum, part) => sum + parts[part], 0);
  return { equation: { roster, joined: added, parts, balances: roster + added === counted }, differences };
}

function byPerson(statuses: Iterable<ObligationStatusFact>): Map<PersonId, ObligationStatusFact[]> {
  const found = new Map<PersonId, ObligationStatusFact[]>();
  for (const status of statuses) {
    const known = found.get(status.personId);
    if (known) known.push(status);
    else found.set(status.personId, [status]);
  }
  return found;
}

function repeated(listed: readonly { readonly personId: PersonId }[]): PersonId[] {
  const seen = new Set<PersonId>();
  return listed.flatMap(({ personId }) => {
    if (seen.has(personId)) return [personId];
    seen.add(personId);
    return [];
  });
}

const OPEN: readonly TallyKey[] = ['outstanding', 'declined', 'paused'];

/**
 * Two for one Code version that compliance did not reissue, or two that both await something: an amended Code and a
 * reissue replace what was open.
 */
function asksTwice(obligations: readonly ObligationStatusFact[]): boolean {
  const versions = new Set(obligations.map(({ codeHash, sequence = 1 }) => `${codeHash} ${sequence}`));
  return (
    versions.size < obligations.length || obligations.filter(({ part }) => OPEN.includes(part)).length > 1
  );
}

function alteredIn({ roster, pages }: RosterRecord): RosterDifference[] {
  const altered: string[] = roster.parts.flatMap(({ sha256, entries }, n) =>
    digestOf(entries) === sha256 ? [] : [`part ${n + 1}`],
  );
  const entries = entriesOf(roster);
  if (entries.length !== roster.count || rosterDigest(roster, entries) !== roster.sha256)
    altered.unshift('roster');
  let previous = roster.sha256;
  for (const [n, { sha256, ...facts }] of pages.entries()) {
    if (digestOf(facts) !== sha256 || facts.previous !== previous || facts.number !== n + 1)
      altered.push(`changes ${n + 1}`);
    previous = sha256;
  }
  return altered.map((what) => ({ kind: 'altered', what }));
}
