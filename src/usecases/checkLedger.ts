import { append, type Frontier, leafHash, NO_LEAVES, rootOf } from '../domain/ledger.ts';
import { type LedgerFaults, ledgerFaults } from '../domain/ledgerFault.ts';
import { ledgered } from '../domain/signedRecord.ts';
import { checkCheckpoints } from './checkCheckpoints.ts';
import { StoreUnusable } from './failures.ts';
import { ALONE, type JobRun } from './jobRun.ts';
import { type KnownKeys, knownKeys } from './knownKeys.ts';
import { BLOCK, entryId, newestCheckpoint, pagesFrom } from './ledgerStore.ts';
import { manyAtOnce } from './manyAtOnce.ts';
import { nodeCheck } from './nodeCheck.ts';
import type { CertificateStore, LedgerEntry, ProgrammeStore } from './ports.ts';

export type CheckLedgerDeps = {
  readonly certificates: Pick<CertificateStore, 'get' | 'getRecord' | 'added'>;
  readonly programme: ProgrammeStore;
};

/** Records that were looked at, and what was found; undefined where the run had to stop before the end. */
export type LedgerCheck = { readonly records: number; readonly faults: LedgerFaults };

/** Point reads under way at once: what a job may ask of the store beside what people do. */
const AT_ONCE = 16;
/** What was signed so long before the newest checkpoint has entered it, or was put in. Milliseconds. */
const ENTERED_AFTER = 24 * 3_600_000;

/**
 * Compares the whole ledger with itself and with every certificate and record that is kept: what was changed,
 * removed or put in by somebody who can write to the store is found, unless they made all checkpoints anew with a key
 * of their own; against that stand the checkpoints the Audit Committee holds. Streams: memory holds a page and a hash
 * for each bit of the ledger's size. Two point reads for each record, and a scan of what is kept.
 */
export function checkLedger({ certificates, programme }: CheckLedgerDeps) {
  return async (run: JobRun = ALONE): Promise<LedgerCheck | undefined> => {
    const faults = ledgerFaults();
    // What is sealed meanwhile is looked at the next time.
    const newest = await newestCheckpoint(programme);
    const size = newest?.checkpoint.size ?? 0;
    const keys = await knownKeys(programme);
    const checkpoints = checkCheckpoints(programme, { faults, keys, size });
    const nodes = nodeCheck(programme, { faults, size });
    let tree: Frontier = NO_LEAVES;
    let checked = 0;
    async function* entries(): AsyncGenerator<readonly LedgerEntry[]> {
      for await (const page of pagesFrom(programme, { begin: 0, end: size })) {
        if (page.begin !== tree.size) faults.add('index-differs', `page ${page.begin}`);
        const within = page.entries.slice(0, Math.max(0, size - tree.size));
        for (const { leaf } of within) {
          tree = append(tree, leaf);
          await checkpoints.at(tree);
          await nodes.add(leaf);
        }
        yield within;
      }
    }
    const look = async (entry: LedgerEntry): Promise<void> => {
      await checkRecord(certificates, entry, { faults, keys });
      checked += 1;
      if (checked % BLOCK === 0) run.progress({ checked });
    };
    await manyAtOnce(entries(), { atOnce: AT_ONCE, mayBegin: run.mayGoOn }, look);
    if (!run.mayGoOn()) return undefined;
    await checkpoints.end();
    await nodes.end();
    if (newest && rootOf({ size, roots: newest.frontier }) !== newest.checkpoint.root)
      faults.add('index-differs', `frontier ${size}`);
    if (newest) await checkKept({ certificates, programme }, { faults, run, size, at: newest.checkpoint.at });
    return run.mayGoOn() ? { records: checked, faults } : undefined;
  };
}

type Found = { readonly faults: LedgerFaults; readonly keys: KnownKeys };

/** What entered the ledger is kept as it was, or a tombstone says why not. */
async function checkRecord(
  certificates: CheckLedgerDeps['certificates'],
  entry: LedgerEntry,
  { faults, keys }: Found,
): Promise<void> {
  const { type, id, personId, leaf } = entry;
  try {
    const kept =
      type === 'certificate'
        ? await certificates.get(personId, id as Parameters<typeof certificates.get>[1])
        : await certificates.getRecord(personId, id);
    if (!kept) {
      const tombstone = await certificates.getRecord(personId, `tombstone.${id}`);
      const says = tombstone?.record.type === 'tombstone' && tombstone.record.of.id === id;
      if (!says || !keys.signed(tombstone)) faults.add('record-missing', entryId(entry));
    } else if (leafHash(ledgered(kept).canonical) !== leaf) faults.add('record-changed', entryId(entry));
    else if (!keys.signed(kept)) faults.add('record-not-signed', entryId(entry));
  } catch (error) {
    if (!(error instanceof StoreUnusable) || error.document === undefined) throw error;
    faults.add('record-changed', entryId(entry));
  }
}

/** Everything that is kept is in the ledger, and nothing else is noted to be. */
async function checkKept(
  { certificates, programme }: CheckLedgerDeps,
  { faults, run, size, at }: { faults: LedgerFaults; run: JobRun; size: number; at: string },
): Promise<void> {
  const entered = new Date(Date.parse(at) - ENTERED_AFTER).toISOString();
  async function* kept() {
    for await (const { subjects } of certificates.added()) yield subjects;
  }
  await manyAtOnce(kept(), { atOnce: AT_ONCE, mayBegin: run.mayGoOn }, async (subject) => {
    const named = ledgered(subject);
    if (named.at >= entered) return;
    const entry = await programme.get('ledger-entry', entryId(named));
    if (!entry || entry.value.index >= size) faults.add('record-put-in', entryId(named));
  });
  let noted = 0;
  for (let after = ''; run.mayGoOn(); ) {
    const page = await programme.list('ledger-entry', { limit: 500, after });
    noted += page.items.filter(({ value }) => value.index < size).length;
    if (page.next === undefined) break;
    after = page.next;
  }
  if (run.mayGoOn() && noted !== size) faults.add('index-differs', `${noted} notes of ${size} records`);
}
