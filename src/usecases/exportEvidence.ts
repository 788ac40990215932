import type { Disclosure } from '../domain/certificate.ts';
import type { Checkpoint, SealedCheckpoint } from '../domain/checkpoint.ts';
import { canonicalJson } from '../domain/digest.ts';
import type { CertificateId, CycleId, ObligationId, PersonId, Sha256, TenantId } from '../domain/ids.ts';
import { inclusionRanges } from '../domain/ledger.ts';
import { isSignedHere } from '../domain/obligation.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { type Archive, type ExportFile, lines, type Manifested, measured } from './exportFiles.ts';
import { heldOf, listsOf } from './exportRetention.ts';
import { ALONE, type JobRun } from './jobRun.ts';
import { newestCheckpoint, pagesFrom, rangeHashes } from './ledgerStore.ts';
import { pagesOf } from './pagesOf.ts';
import type { Clock, LedgerEntry, ProgrammeKind, ProgrammeStore, Signer, Stores } from './ports.ts';
import { readRoster } from './readRoster.ts';
import { signJws } from './signJws.ts';

export type ExportDeps = Pick<Stores, 'certificates' | 'obligations' | 'programme'> & {
  readonly clock: Clock;
  readonly signer: Signer;
  readonly company: string;
  readonly tenant: TenantId;
  readonly software: Checkpoint['software'];
  readonly archive: Archive;
  /** Takes in what was signed since the last run, so that the export is complete. */
  readonly seal: () => Promise<unknown>;
  /** What a reader of the archive finds first. */
  readonly readme: (facts: { company: string; cycle: string }) => string;
};

export type ExportOf = {
  readonly cycle: CycleId;
  /** Whether what people disclosed is in it word for word: for compliance alone. */
  readonly withTexts: boolean;
};

export type Exported = { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> };

/**
 * The evidence of a cycle in one archive, which is made while it is read and never held: certificates with their
 * proofs, the whole ledger without names, checkpoints, public keys, roster, obligations with their histories, what was
 * disclosed by reference, legal holds and lists of what was erased, and a signed manifest of hashes.
 */
export function exportEvidence(deps: ExportDeps) {
  return async (of: ExportOf, run: JobRun = ALONE): Promise<Exported | Refusal> => {
    if (!(await deps.programme.get('cycle', of.cycle))) return refuse('unknown-cycle');
    await deps.seal();
    // Its public half is kept before the list of keys is read.
    await deps.signer();
    const newest = await newestCheckpoint(deps.programme);
    const manifest: Manifested[] = [];
    const files = contentFiles(deps, of, { newest, run }).map((file) =>
      measured(file, (facts) => manifest.push(facts)),
    );
    const bytes = deps.archive([...files, ...manifestFiles(deps, of, manifest)]);
    return { name: `evidence-${of.cycle}.zip`, bytes };
  };
}

type Facts = { readonly newest: Awaited<ReturnType<typeof newestCheckpoint>>; readonly run: JobRun };

function contentFiles(deps: ExportDeps, of: ExportOf, { newest, run }: Facts): readonly ExportFile[] {
  const { programme } = deps;
  const size = newest?.checkpoint.size ?? 0;
  const one = (path: string, content: () => Promise<object>): ExportFile => ({
    path,
    content: async function* () {
      yield `${JSON.stringify(await content(), undefined, 2)}\n`;
    },
  });
  const many = (path: string, items: () => AsyncIterable<object>): ExportFile => ({
    path,
    content: () => lines(items()),
  });
  return [
    {
      path: 'README.txt',
      content: async function* () {
        yield deps.readme({ company: deps.company, cycle: of.cycle });
      },
    },
    one('keys.json', async () => ({ keys: await signingKeys(programme) })),
    many('checkpoints.jsonl', () => checkpoints(programme)),
    many('ledger.jsonl', () => ledger(programme, size)),
    many('certificates.jsonl', () => certificates(deps, of.cycle, { size, run })),
    many('records.jsonl', () => records(deps, of.cycle, size)),
    many('proofs.jsonl', () => proofs(programme, of.cycle, newest)),
    one('roster.json', async () => (await readRoster(programme, of.cycle)) ?? {}),
    many('obligations.jsonl', () => obligations(deps, of.cycle)),
    many('disclosures.jsonl', () => disclosures(deps, of)),
    many('holds.jsonl', () => heldOf(deps, of)),
    many('erasures.jsonl', () => listsOf(deps, of)),
  ];
}

/** Last, when all others have been read. */
function manifestFiles(deps: ExportDeps, of: ExportOf, files: readonly Manifested[]): ExportFile[] {
  let manifest: string | undefined;
  const text = (): string => {
    const { company, tenant, software } = deps;
    const facts = { company, tenant, cycle: of.cycle, withTexts: of.withTexts, software };
    manifest ??= canonicalJson({ schema: 1, type: 'evidence', ...facts, at: deps.clock(), files });
    return manifest;
  };
  return [
    {
      path: 'manifest.json',
      content: async function* () {
        yield text();
      },
    },
    {
      path: 'manifest.jws',
      content: async function* () {
        yield await signJws(deps.signer, { payload: text(), typ: 'coec-export+json' });
      },
    },
  ];
}

async function signingKeys(programme: ProgrammeStore): Promise<object[]> {
  const keys: object[] = [];
  for await (const { id, value } of all(programme, 'signing-key'))
    keys.push({ ...value.jwk, kid: id, alg: 'ES256', use: 'sig', since: value.since });
  return keys;
}

async function* checkpoints(programme: ProgrammeStore): AsyncGenerator<SealedCheckpoint> {
  for await (const { value } of all(programme, 'checkpoint')) {
    const { frontier: _, ...sealed } = value;
    yield sealed;
  }
}

type Leaf = LedgerEntry & { readonly index: number };

async function* leaves(programme: ProgrammeStore, size: number): AsyncGenerator<Leaf> {
  for await (const { begin, entries } of pagesFrom(programme, { begin: 0, end: size }))
    for (const [n, entry] of entries.entries()) if (begin + n < size) yield { ...entry, index: begin + n };
}

async function* ledger(programme: ProgrammeStore, size: number): AsyncGenerator<object> {
  for await (const { index, leaf, type, id } of leaves(programme, size)) yield { index, leaf, type, id };
}

/** A record's id names what it is about; an obligation's begins with its cycle. */
function isOf(cycle: CycleId, { id }: { readonly id: string }): boolean {
  return id.startsWith(`${cycle}.`) || id.startsWith(`tombstone.${cycle}.`);
}

async function* certificates(
  deps: ExportDeps,
  cycle: CycleId,
  { size, run }: { size: number; run: JobRun },
): AsyncGenerator<object> {
  let count = 0;
  for await (const { index, type, id, personId } of leaves(deps.programme, size)) {
    if (type !== 'certificate' || !isOf(cycle, { id })) continue;
    // One that is missing is missing in the export too: `verify` names it.
    const sealed = await deps.certificates.get(personId, id as CertificateId);
    if (sealed) yield { index, ...sealed };
    count += 1;
    if (count % 100 === 0) run.progress({ certificates: count });
  }
  run.progress({ certificates: count });
}

async function* records(deps: ExportDeps, cycle: CycleId, size: number): AsyncGenerator<object> {
  for await (const { index, type, id, personId } of leaves(deps.programme, size)) {
    if (type === 'certificate' || !isOf(cycle, { id })) continue;
    const sealed = await deps.certificates.getRecord(personId, id);
    if (sealed) yield { index, ...sealed };
  }
}

async function* proofs(
  programme: ProgrammeStore,
  cycle: CycleId,
  newest: Facts['newest'],
): AsyncGenerator<object> {
  if (!newest) return;
  const { size } = newest.checkpoint;
  const hashOf = rangeHashes(programme);
  for await (const { index, type, id, leaf } of leaves(programme, size)) {
    if (!isOf(cycle, { id })) continue;
    const path: Sha256[] = [];
    for (const range of inclusionRanges(index, size)) path.push(await hashOf(range));
    yield { type, id, leaf, index, size, path };
  }
}

async function* obligations(deps: ExportDeps, cycle: CycleId): AsyncGenerator<object> {
  for await (const batch of deps.obligations.ofCycle(cycle))
    for (const { value } of batch) yield { name: value.shown.displayName, ...value.obligation };
}

/** Each exception and decline by reference and hash; with its text where it may be read. */
async function* disclosures(deps: ExportDeps, { cycle, withTexts }: ExportOf): AsyncGenerator<object> {
  for await (const batch of deps.obligations.ofCycle(cycle))
    for (const { value } of batch) {
      const { personId, id, history, state } = value.obligation;
      const declined = history.flatMap((event) =>
        event.type === 'declined' ? [{ kind: 'decline' as const, ...event.record }] : [],
      );
      const signed =
        isSignedHere(state) && state.withException ? await exceptionOf(deps, { personId, id }) : [];
      for (const reference of [...declined, ...signed]) {
        const disclosure: Disclosure | undefined = withTexts
          ? await deps.certificates.getDisclosure(personId, reference.id)
          : undefined;
        yield { ...reference, personId, ...(disclosure && { disclosure }) };
      }
    }
}

async function exceptionOf(deps: ExportDeps, of: { personId: PersonId; id: ObligationId }) {
  const sealed = await deps.certificates.get(of.personId, of.id);
  const { exception } = sealed?.certificate ?? {};
  return exception ? [{ kind: 'exception' as const, ...exception }] : [];
}

async function* all<K extends ProgrammeKind>(programme: ProgrammeStore, kind: K) {
  for await (const page of pagesOf(programme, kind)) yield* page;
}
