/** What a look through the whole ledger can find. */
export const LEDGER_FAULT_KINDS = [
  /** It is in the ledger, and neither it nor a tombstone of it is kept any more. */
  'record-missing',
  /** What is kept is not what entered the ledger, or cannot be read. */
  'record-changed',
  /** No key of the programme signed it as it is. */
  'record-not-signed',
  /** It is kept, is older than the newest checkpoint, and never entered the ledger. */
  'record-put-in',
  /** The leaves before it do not lead to its root, it does not name the one before it, or it is gone. */
  'checkpoint-differs',
  'checkpoint-not-signed',
  /** A hash kept beside the leaves, or a note of where a record is, is not what the leaves say. */
  'index-differs',
] as const;
export type LedgerFaultKind = (typeof LEDGER_FAULT_KINDS)[number];

/** `what`: a record's type and id, a checkpoint's size, or where in the ledger. No names. */
export type LedgerFault = { readonly kind: LedgerFaultKind; readonly what: string };

export type LedgerFaultCounts = Readonly<Record<LedgerFaultKind, number>>;

/** So many of each kind are named; all are counted. */
const NAMED = 20;

/** Counts faults and keeps the first of each kind, in an order that does not depend on when each was found. */
export function ledgerFaults() {
  const found = new Map<LedgerFaultKind, { count: number; named: string[] }>();
  return {
    add(kind: LedgerFaultKind, what: string): void {
      const kept = found.get(kind) ?? { count: 0, named: [] };
      kept.count += 1;
      kept.named = [...kept.named, what].sort().slice(0, NAMED);
      found.set(kind, kept);
    },
    total: (): number => [...found.values()].reduce((sum, { count }) => sum + count, 0),
    counts: (): LedgerFaultCounts =>
      Object.fromEntries(
        LEDGER_FAULT_KINDS.map((kind) => [kind, found.get(kind)?.count ?? 0]),
      ) as LedgerFaultCounts,
    named: (): readonly LedgerFault[] =>
      LEDGER_FAULT_KINDS.flatMap((kind) => (found.get(kind)?.named ?? []).map((what) => ({ kind, what }))),
  };
}
export type LedgerFaults = ReturnType<typeof ledgerFaults>;
