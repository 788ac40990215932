import { type Checkpoint, type SealedCheckpoint, sealCheckpoint } from '../domain/checkpoint.ts';
import { canonicalJson, sha256 } from '../domain/digest.ts';
import type { Sha256, TenantId } from '../domain/ids.ts';
import { payloadOf } from '../domain/jws.ts';
import {
  append,
  consistencyRanges,
  type Frontier,
  isConsistent,
  leafHash,
  rootOf,
} from '../domain/ledger.ts';
import { type LedgerSubject, ledgered } from '../domain/signedRecord.ts';
import { LedgerInconsistent, StoreConflict } from './failures.ts';
import { ALONE, type JobRun } from './jobRun.ts';
import {
  BLOCK,
  entryId,
  newestCheckpoint,
  nodeId,
  nodes,
  numbered,
  pagesFrom,
  rangeHashes,
  rootOver,
} from './ledgerStore.ts';
import type { AddedCursor, CertificateStore, Clock, LedgerEntry, ProgrammeStore, Signer } from './ports.ts';
import { putDocument } from './putDocument.ts';
import { signJws } from './signJws.ts';

export type SealDeps = {
  readonly certificates: Pick<CertificateStore, 'added'>;
  readonly programme: ProgrammeStore;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly company: string;
  readonly tenant: TenantId;
  readonly software: Checkpoint['software'];
};

/** `damaged`: entered as they are, though their content is not what was signed; `verify` names them. */
export type SealReport = { readonly sealed: number; readonly damaged: number };

/** The tree while it grows, with the leaves of the block that is not complete. */
type Growing = { tree: Frontier; block: Sha256[] };

/**
 * Takes everything signed since the last time into the ledger, in an order that is total from then on, and publishes
 * a signed checkpoint. Each step is written once and can be taken again: a crash leaves pages without a checkpoint,
 * which the next run finds. Memory does not grow with the ledger; a leaf costs two reads and a write at any size.
 * @throws LedgerInconsistent when what is stored does not go on from the last checkpoint; nothing is published then.
 * @throws StoreConflict when another instance sealed at the same time.
 */
export function sealLedger(deps: SealDeps) {
  return async (run: JobRun = ALONE): Promise<SealReport> => {
    const { programme } = deps;
    const last = await newestCheckpoint(programme);
    const growing = await resume(programme, last);
    let [sealed, damaged] = [0, 0];
    const head = (await programme.get('ledger', 'head'))?.value;
    let cursor: AddedCursor | undefined = head?.cursor;
    for await (const batch of deps.certificates.added(cursor)) {
      if (!run.mayGoOn()) break;
      const fresh = await unsealed(programme, batch.subjects);
      damaged += fresh.filter(({ subject, canonical }) => !isIntact(subject, canonical)).length;
      await enter(programme, growing, fresh.map(entryOf));
      sealed += fresh.length;
      cursor = batch.cursor;
      run.progress({ sealed });
    }
    if (growing.tree.size > (last?.checkpoint.size ?? 0)) await publish(deps, growing.tree, last);
    if (growing.tree.size !== head?.size || cursor !== head?.cursor)
      await putDocument(programme, 'ledger', 'head', () => ({
        size: growing.tree.size,
        ...(cursor !== undefined && { cursor }),
      }));
    return { sealed, damaged };
  };
}

/** Where the last run left off: its checkpoint, and the pages that a crash left behind it. */
async function resume(
  programme: ProgrammeStore,
  last: Awaited<ReturnType<typeof newestCheckpoint>>,
): Promise<Growing> {
  const size = last?.checkpoint.size ?? 0;
  const roots = last?.frontier ?? [];
  if (last && rootOf({ size, roots }) !== last.checkpoint.root) throw inconsistent(last);
  const growing: Growing = { tree: { size, roots }, block: [] };
  const begin = size - (size % BLOCK);
  for await (const page of pagesFrom(programme, { begin })) {
    const known = Math.max(0, Math.min(page.entries.length, size - page.begin));
    growing.block.push(...page.entries.slice(0, known).map(({ leaf }) => leaf));
    if (known < page.entries.length) await grow(programme, growing, page.entries.slice(known));
  }
  return growing;
}

/** In the order of signing, so far as they come together. */
async function unsealed(
  programme: ProgrammeStore,
  subjects: readonly LedgerSubject[],
): Promise<readonly Fresh[]> {
  const named = subjects.map((subject) => ({ ...ledgered(subject), subject }));
  const known = await Promise.all(named.map((each) => programme.get('ledger-entry', entryId(each))));
  return named.filter((_, n) => !known[n]).sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** With its canonical form, which is made once: it takes longer than all the hashes. */
type Fresh = ReturnType<typeof ledgered> & { readonly subject: LedgerSubject };

function entryOf({ type, id, personId, canonical }: Fresh): LedgerEntry {
  return { leaf: leafHash(canonical), type, id, personId };
}

function isIntact(subject: LedgerSubject, canonical: string): boolean {
  const { sha256: kept, jws } = subject;
  if (sha256(canonical) !== kept) return false;
  if (jws === null) return 'certificate' in subject && subject.certificate.schema === 1;
  return payloadOf(jws) === canonical;
}

/** Pages first: what is on one is in the ledger, whatever happens next. */
async function enter(
  programme: ProgrammeStore,
  growing: Growing,
  entries: readonly LedgerEntry[],
): Promise<void> {
  for (let from = 0; from < entries.length; ) {
    const begin = growing.tree.size;
    const page = entries.slice(from, from + BLOCK - (begin % BLOCK));
    if ((await programme.create('ledger-page', numbered(begin), { entries: page })) === 'exists')
      throw new StoreConflict('Another instance enters records into the ledger.');
    await grow(programme, growing, page);
    from += page.length;
  }
}

async function grow(
  programme: ProgrammeStore,
  growing: Growing,
  page: readonly LedgerEntry[],
): Promise<void> {
  const begin = growing.tree.size;
  for (const { leaf } of page) growing.tree = append(growing.tree, leaf);
  growing.block.push(...page.map(({ leaf }) => leaf));
  if (growing.block.length === BLOCK) {
    const block = growing.tree.size / BLOCK - 1;
    await programme.create('ledger-node', nodeId(8, block), { hash: rootOver(growing.block) });
    growing.block = [];
    if ((block + 1) % BLOCK === 0) {
      const below = await nodes(programme, { level: 8, begin: block + 1 - BLOCK, count: BLOCK });
      await programme.create('ledger-node', nodeId(16, (block + 1) / BLOCK - 1), { hash: rootOver(below) });
    }
  }
  await Promise.all(
    page.map((entry, n) => programme.create('ledger-entry', entryId(entry), { index: begin + n })),
  );
}

/** Only if what is stored shows that the ledger goes on from the checkpoint before. */
async function publish(
  { programme, signer, clock, company, tenant, software }: SealDeps,
  tree: Frontier,
  last: SealedCheckpoint | undefined,
): Promise<void> {
  const next = { size: tree.size, root: rootOf(tree) };
  if (last) {
    const hashOf = rangeHashes(programme);
    const path: Sha256[] = [];
    for (const range of consistencyRanges(last.checkpoint.size, next.size)) path.push(await hashOf(range));
    if (!isConsistent(last.checkpoint, next, path)) throw inconsistent(last);
  }
  const checkpoint: Checkpoint = {
    schema: 1,
    type: 'checkpoint',
    company,
    tenant,
    ...next,
    at: clock(),
    previous: last ? { size: last.checkpoint.size, sha256: last.sha256 } : null,
    software,
  };
  const jws = await signJws(signer, { payload: canonicalJson(checkpoint), typ: 'coec-checkpoint+json' });
  const sealed = { ...sealCheckpoint(checkpoint, jws), frontier: tree.roots };
  if ((await programme.create('checkpoint', numbered(next.size), sealed)) === 'exists')
    throw new StoreConflict('Another instance published this checkpoint.');
}

function inconsistent({ checkpoint }: SealedCheckpoint): LedgerInconsistent {
  return new LedgerInconsistent(
    `The stored ledger does not go on from the checkpoint of ${checkpoint.size} records (${checkpoint.at}): something ` +
      'in it was changed. No checkpoint was published. Export the evidence and run `npm run verify` on it.',
  );
}
