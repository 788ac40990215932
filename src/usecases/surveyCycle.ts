import type { PersonId, Sha256 } from '../domain/ids.ts';
import { isUnsettled, obligationId } from '../domain/obligation.ts';
import { countedOf, statusFactOf } from '../domain/roster.ts';
import type { Cycle } from '../domain/schedule.ts';
import type { ObligationRecord, ObligationStore, Versioned } from './ports.ts';
import type { Earlier } from './replaceEarlier.ts';
import type { Counted } from './rosterKeeper.ts';

export type CycleSurvey = {
  /** Each person's newest for the Code version in force, unless another version has taken its place. */
  readonly existing: ReadonlyMap<PersonId, Versioned<ObligationRecord>>;
  /** Each person's newest of any version that nothing has taken the place of. */
  readonly standing: ReadonlyMap<PersonId, Versioned<ObligationRecord>>;
  /** How many somebody has had for the version in force. */
  readonly sequences: ReadonlyMap<PersonId, number>;
  /** Open ones for other versions. */
  readonly outdated: readonly Versioned<ObligationRecord>[];
  readonly counted: ReadonlyMap<PersonId, Counted>;
  /** Those that a newer one replaces and that do not say so yet. */
  readonly earlier: readonly Earlier[];
  /** Those that say so, although going back to an earlier version has ended or will end what replaced them. */
  readonly restorable: ReadonlyMap<PersonId, Versioned<ObligationRecord>>;
  readonly open: number;
};

/** Everything a run of `issue` must know of a cycle's obligations, in one pass. */
export async function surveyCycle(
  obligations: ObligationStore,
  cycle: Cycle,
  codeHash: Sha256,
): Promise<CycleSurvey> {
  const mine = new Map<PersonId, Versioned<ObligationRecord>[]>();
  for await (const batch of obligations.ofCycle(cycle.id)) {
    for (const record of batch) {
      const { personId } = record.value.obligation;
      const others = mine.get(personId);
      if (others) others.push(record);
      else mine.set(personId, [record]);
    }
  }
  const survey = {
    existing: new Map<PersonId, Versioned<ObligationRecord>>(),
    standing: new Map<PersonId, Versioned<ObligationRecord>>(),
    sequences: new Map<PersonId, number>(),
    outdated: [] as Versioned<ObligationRecord>[],
    counted: new Map<PersonId, Counted>(),
    earlier: [] as Earlier[],
    restorable: new Map<PersonId, Versioned<ObligationRecord>>(),
    open: 0,
  };
  for (const [personId, unsorted] of mine) {
    const records = unsorted.toSorted((a, b) => issuedAt(a) - issuedAt(b) || sequenceOf(a) - sequenceOf(b));
    const lasting = records.filter((record) => !isReplaced(record));
    const standing = lasting.at(-1);
    if (standing) survey.standing.set(personId, standing);
    const current = records.filter(({ value }) => value.obligation.codeHash === codeHash);
    const known = current.at(-1);
    if (known && (!isReplaced(known) || isReissued(known))) survey.existing.set(personId, known);
    survey.sequences.set(personId, Math.max(0, ...current.map(sequenceOf)));
    const isOutdated = (record: Versioned<ObligationRecord>): boolean =>
      record.value.obligation.codeHash !== codeHash && isOpen(record);
    survey.outdated.push(...records.filter(isOutdated));
    survey.open += records.filter(isOpen).length;
    const facts = records.map(({ value: { obligation } }) => {
      const { reason, state } = obligation;
      return { ...statusFactOf(obligation), reason, state };
    });
    const counted = countedOf(facts);
    if (counted) survey.counted.set(personId, counted);
    const remaining = lasting.filter((record) => !isOutdated(record));
    for (const [n, { value }] of remaining.entries()) {
      const newer = remaining[n + 1]?.value.obligation;
      if (newer && !value.replacedBy) survey.earlier.push({ personId, id: value.obligation.id, newer });
    }
    const last = remaining.at(-1);
    if (last?.value.replacedBy) survey.restorable.set(personId, last);
  }
  return survey;
}

export function isOpen({ value }: Versioned<ObligationRecord>): boolean {
  return isUnsettled(value.obligation.state);
}

function issuedAt({ value }: Versioned<ObligationRecord>): number {
  return Date.parse(value.obligation.issuedAt);
}

function sequenceOf({ value }: Versioned<ObligationRecord>): number {
  return value.obligation.sequence ?? 1;
}

function isReplaced({ value }: Versioned<ObligationRecord>): boolean {
  return value.obligation.state.status === 'superseded';
}

/** Compliance asks again for the same version: the other one is there, or will be. */
function isReissued({ value: { obligation } }: Versioned<ObligationRecord>): boolean {
  const { state, personId, cycle, codeHash } = obligation;
  if (state.status !== 'superseded' || state.by !== codeHash) return false;
  // Asked again for another version, which has been taken back since: nothing asks for this one any more.
  return state.as?.startsWith(obligationId(personId, cycle, codeHash).slice(0, -personId.length)) ?? true;
}
