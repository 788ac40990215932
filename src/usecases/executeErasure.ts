import { canonicalJson, digestOf } from '../domain/digest.ts';
import type { ObligationId, PersonId, TenantId } from '../domain/ids.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import {
  type DueEntry,
  dueEntry,
  type Erasable,
  type Erasure,
  type ErasureStep,
  holdOn,
  type KeptOfPerson,
  keptBecause,
  type LeftOut,
  listHash,
  minimised,
} from '../domain/retention.ts';
import { sealRecord, type Tombstone } from '../domain/signedRecord.ts';
import type { RetentionDeps } from './findDue.ts';
import { ALONE, type JobRun } from './jobRun.ts';
import { keptOfPerson } from './keptOfPerson.ts';
import { entryId } from './ledgerStore.ts';
import { allHolds } from './legalHolds.ts';
import { updateNotices, withoutRecords } from './noticeBox.ts';
import type { Eraser, Signer } from './ports.ts';
import { signJws } from './signJws.ts';

export type ExecuteDeps = RetentionDeps & {
  readonly eraser: Eraser;
  readonly signer: Signer;
  readonly tenant: TenantId;
  readonly software: Tombstone['software'];
  /** What a tombstone says besides its list. */
  readonly because: (erasure: Erasure) => string;
  /** Takes in what was signed: a leaf before what it is about goes, and the tombstones afterwards. */
  readonly seal: () => Promise<unknown>;
};

type Confirmed = Erasure & Required<Pick<Erasure, 'confirmed'>>;

/**
 * Erases what two people of compliance have confirmed, person by person: a tombstone first, which enters the ledger,
 * then what it stands for. Before each single deletion it is looked again whether a hold, the period or a change
 * forbids it; whoever is left out is counted with the reason. Run again it goes on where it was cut short, with
 * exactly what it had begun; when all is done it changes nothing. Told to stop in between it says `not-now`.
 */
export function executeErasure(deps: ExecuteDeps) {
  return async (list: string, run: JobRun = ALONE): Promise<Erasure['executed'] | Refusal> => {
    const found = await deps.programme.get('erasure', list);
    if (!found?.value.confirmed || found.value.withdrawn) return refuse('unknown-list');
    const erasure: Confirmed = { ...found.value, confirmed: found.value.confirmed };
    const { confirmed, proposed, entries } = erasure;
    if (confirmed.by === proposed.by) return refuse('same-person');
    if (listHash(entries) !== confirmed.sha256) return refuse('list-changed');
    if (!erasure.begunAt)
      // Under its ETag: withdrawn at this moment, it is not begun.
      await deps.programme.replace('erasure', list, {
        value: { ...found.value, begunAt: deps.clock() },
        etag: found.etag,
      });
    await deps.seal();
    let [erased, items] = [0, 0];
    const leftOut: Partial<Record<LeftOut, number>> = {};
    for (const entry of entries) {
      // Nothing is said of how it ended: it has not.
      if (!run.mayGoOn()) return refuse('not-now');
      const done = await erasePerson(deps, erasure, entry);
      items += done.items;
      if (done.leftOut) leftOut[done.leftOut] = (leftOut[done.leftOut] ?? 0) + 1;
      else erased += 1;
      run.progress({ erased, items });
    }
    if (items > 0) await deps.seal();
    const executed = { at: deps.clock(), erased, items, leftOut };
    const now = await deps.programme.get('erasure', list);
    if (now && (items > 0 || !now.value.executed))
      await deps.programme.replace('erasure', list, { value: { ...now.value, executed }, etag: now.etag });
    return executed;
  };
}

type Done = { readonly items: number; readonly leftOut?: LeftOut };

async function erasePerson(deps: ExecuteDeps, erasure: Confirmed, entry: DueEntry): Promise<Done> {
  const { personId } = entry;
  const stepId = `${erasure.id}.${personId}`;
  const begun = await deps.programme.get('erasure-step', stepId);
  if (begun?.value.finishedAt) return { items: 0 };
  let step: ErasureStep | undefined = begun?.value;
  let items = 0;
  for (;;) {
    const [kept, holds] = await Promise.all([keptOfPerson(deps, personId), allHolds(deps.programme)]);
    const because = keptBecause(kept, { holds, now: deps.clock(), rules: deps.retentionRules });
    if (because && !(step && because.because === 'nothing')) return { items, leftOut: because.because };
    if (!step) {
      if (dueEntry(kept, deps.retentionRules).sha256 !== entry.sha256) return { items, leftOut: 'changed' };
      if (!(await allSealed(deps, kept.items))) return { items, leftOut: 'not-sealed' };
      step = { list: erasure.id, items: kept.items, at: deps.clock() };
      await deps.programme.create('erasure-step', stepId, step);
    }
    const listed = new Set(step.items.map(keyOf));
    // Whatever came since was never shown to those who confirmed.
    if (kept.items.some((item) => !listed.has(keyOf(item)))) return { items, leftOut: 'changed' };
    const [item] = kept.items;
    if (!item) break;
    const leftOut = await eraseOne(deps, erasure, kept, item);
    if (leftOut) return { items, leftOut };
    items += 1;
  }
  const gone = new Set(step.items.map(({ id }) => id));
  await updateNotices(deps.programme, personId, (box) => withoutRecords(box, gone));
  const at = await deps.programme.get('erasure-step', stepId);
  if (at)
    await deps.programme.replace('erasure-step', stepId, {
      // What it was is told by the tombstones; hashes of what is gone are of no more use.
      value: { ...at.value, items: [], finishedAt: deps.clock() },
      etag: at.etag,
    });
  return { items };
}

function keyOf({ kind, id, sha256 }: Erasable): string {
  return `${kind} ${id} ${sha256}`;
}

/** A leaf can only be kept of what has one. */
async function allSealed({ programme }: ExecuteDeps, items: readonly Erasable[]): Promise<boolean> {
  for (const { kind, id } of items) {
    if (kind !== 'certificate' && kind !== 'correction' && kind !== 'paper-certificate') continue;
    if (!(await programme.get('ledger-entry', entryId({ type: kind, id })))) return false;
  }
  return true;
}

/** Why not, when something has come at this moment. */
async function eraseOne(
  deps: ExecuteDeps,
  erasure: Confirmed,
  kept: KeptOfPerson,
  item: Erasable,
): Promise<LeftOut | undefined> {
  const { personId } = kept;
  if (item.kind === 'obligation') {
    const found = await deps.obligations.get(personId, item.id as ObligationId);
    if (!found || digestOf(found.value) !== item.sha256) return 'changed';
    await deps.obligations.replace({ ...found, value: minimised(found.value) });
    return undefined;
  }
  if (item.kind !== 'person') {
    await putTombstone(deps, erasure, personId, item);
    // Signing takes a while: what is held by now stays, beside a tombstone that says only that it was about to go.
    if (holdOn(kept, await allHolds(deps.programme))) return 'held';
  }
  // Absent is well too: an earlier attempt was done and its answer lost. What is there next is read anew.
  await deps.eraser.erase(personId, item);
  return undefined;
}

/** Its id is what it stands for: made again after a crash it is found. */
async function putTombstone(
  deps: ExecuteDeps,
  erasure: Confirmed,
  personId: PersonId,
  { kind, id, sha256 }: Erasable,
): Promise<void> {
  if (await deps.certificates.getRecord(personId, `tombstone.${id}`)) return;
  const record: Tombstone = {
    schema: 1,
    type: 'tombstone',
    id: `tombstone.${id}`,
    personId,
    of: { type: kind, id, sha256 },
    because: deps.because(erasure),
    under: { list: erasure.id, sha256: erasure.confirmed.sha256 },
    by: erasure.confirmed.by,
    at: deps.clock(),
    tenant: deps.tenant,
    software: deps.software,
  };
  const jws = await signJws(deps.signer, { payload: canonicalJson(record), typ: 'coec-record+json' });
  await deps.certificates.createRecord(sealRecord(record, jws));
}
