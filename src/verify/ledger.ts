import { z } from 'zod';
import { verifyTexts as t } from '../content/en/verify.ts';
import { parsed } from './canonical.ts';
import type { Checkpoint } from './checkpoint.ts';
import { type Corrected, checkCorrections } from './corrections.ts';
import type { Findings } from './findings.ts';
import { growingTree, HASH, rootFrom } from './merkle.ts';
import { clean } from './signature.ts';
import { checkSubject, correctedBy, PAPER, readSealed, type Subject } from './subject.ts';
import type { Archive } from './zipFile.ts';

const Leaf = z.looseObject({
  index: z.int().min(0),
  leaf: z.string().regex(HASH),
  type: z.string().max(100),
  id: z.string().max(1_000),
});
type Leaf = z.infer<typeof Leaf>;
const Tomb = z.looseObject({
  type: z.literal('tombstone'),
  personId: z.string().max(200),
  of: z.looseObject({ type: z.string().max(100), id: z.string().max(1_000) }),
  under: z.looseObject({ list: z.string().max(200), sha256: z.string() }),
  because: z.string().max(2_000),
  by: z.string().max(200),
  at: z.iso.datetime(),
});
export type Tomb = z.infer<typeof Tomb>;
const Indexed = z.looseObject({ index: z.int().min(0) });
const Proof = z.looseObject({
  type: z.string(),
  id: z.string(),
  leaf: z.string().regex(HASH),
  index: z.int().min(0),
  size: z.int().min(1),
  path: z.array(z.string().regex(HASH)).max(64),
});

export type CheckedLedger = {
  /** Ids of the cycle's certificates that are there. */
  readonly certificates: ReadonlySet<string>;
  /** Ids of the records of papers. */
  readonly papers: ReadonlySet<string>;
  /** References of their exceptions. */
  readonly exceptions: ReadonlyMap<string, string>;
  /** What has a tombstone, by its id. */
  readonly letGo: ReadonlyMap<string, Tomb>;
  /** Ids of what is in the ledger and not in the export. */
  readonly missing: ReadonlySet<string>;
};

type Of = {
  readonly tenant: string;
  readonly cycle: string;
  readonly checkpoints: readonly Checkpoint[];
  readonly held: Checkpoint | undefined;
};

/**
 * Goes once through the ledger, and beside it through the cycle's certificates and records, which are in its order:
 * memory holds the ids of the cycle, not the ledger.
 */
export async function checkLedger(archive: Archive, found: Findings, of: Of): Promise<CheckedLedger> {
  const { checkpoints, held } = of;
  const before = found.wrongs();
  const tree = growingTree();
  const roots = new Map<number, string>();
  const wanted = new Set([...checkpoints, ...(held ? [held] : [])].map(({ size }) => size));
  const certificates = subjectsOf(archive, 'certificates.jsonl', found);
  const records = subjectsOf(archive, 'records.jsonl', found);
  const proofs = proofsOf(archive, found);
  const [ids, exceptions, missing] = [new Set<string>(), new Map<string, string>(), new Map<string, Leaf>()];
  const papers = new Set<string>();
  const tombs = new Map<string, Tomb>();
  const corrected: Corrected[] = [];
  let [line, count, others, proven] = [0, 0, 0, 0];
  for await (const text of archive.lines('ledger.jsonl')) {
    line += 1;
    const leaf = Leaf.safeParse(parsed(text)).data;
    if (leaf?.index !== line - 1) {
      found.wrong(t.ledgerOrder(line));
      if (!leaf) continue;
    }
    tree.add(leaf.leaf);
    if (wanted.has(tree.size())) roots.set(tree.size(), tree.root());
    if (!isOf(of.cycle, leaf)) continue;
    const name = `${clean(leaf.type)} ${clean(leaf.id)}`;
    const subject = await (leaf.type === 'certificate' ? certificates : records).at(leaf.index);
    if (!subject) missing.set(leaf.id, leaf);
    else if (subject.leaf !== leaf.leaf || subject.id !== leaf.id || subject.type !== leaf.type)
      found.wrong(t.leafDiffers(subject.name, leaf.index));
    else if ('certificate' in subject.sealed) {
      const { tenant } = subject.sealed.certificate.signer;
      if (tenant !== of.tenant) found.wrong(t.otherTenant(subject.name, clean(tenant), clean(of.tenant)));
      if (ids.has(leaf.id)) found.wrong(t.duplicate(name));
      ids.add(leaf.id);
      count += 1;
      const { exception } = subject.sealed.certificate;
      if (exception) exceptions.set(exception.id, exception.sha256);
    } else {
      others += 1;
      const { tenant } = subject.sealed.record;
      if (tenant !== of.tenant) found.wrong(t.otherTenant(subject.name, clean(tenant), clean(of.tenant)));
      if (leaf.type === PAPER) papers.add(leaf.id);
      const corrects = correctedBy(subject.sealed);
      if (corrects) corrected.push({ name: subject.name, ...corrects });
      const tomb = Tomb.safeParse(subject.sealed.content).data;
      if (tomb && leaf.id === `tombstone.${tomb.of.id}`) tombs.set(tomb.of.id, tomb);
    }
    proven += await proofs.check(leaf, checkpoints.at(-1));
  }
  for (const [id, { type, index }] of missing) {
    const tomb = tombs.get(id);
    if (tomb?.of.type === type)
      found.note(
        t.letGo(clean(id), { on: tomb.at, under: clean(tomb.under.list), because: clean(tomb.because) }),
      );
    else found.wrong(t.removed(clean(id), index));
  }
  await certificates.end();
  await records.end();
  await proofs.end();
  if (found.wrongs() === before) {
    found.checked(t.subjects(count, others));
    if (papers.size > 0) found.note(t.papers(papers.size));
    found.checked(t.proofs(proven));
  }
  checkRoots(found, of, { roots, size: tree.size() });
  await checkCorrections(archive, found, { corrected, letGo: new Set(tombs.keys()) });
  return { certificates: ids, papers, exceptions, letGo: tombs, missing: new Set(missing.keys()) };
}

function checkRoots(
  found: Findings,
  { checkpoints, held }: Of,
  { roots, size }: { roots: ReadonlyMap<number, string>; size: number },
): void {
  const before = found.wrongs();
  const newest = checkpoints.at(-1)?.size ?? 0;
  if (size !== newest) found.wrong(t.ledgerShort(size, newest));
  for (const checkpoint of checkpoints)
    if (roots.get(checkpoint.size) !== checkpoint.root) {
      if (checkpoint.size <= size) found.wrong(t.rootDiffers(checkpoint.size, checkpoint.at));
    }
  if (found.wrongs() === before) found.checked(t.ledger(size, checkpoints.length));
  if (!held) return;
  if (held.size > size) found.wrong(t.heldNewer(held.size));
  else if (roots.get(held.size) !== held.root) found.wrong(t.heldDiffers(held.size, held.at));
  else found.checked(t.held(held.size, held.at));
}

function isOf(cycle: string, { id }: Leaf): boolean {
  return id.startsWith(`${cycle}.`) || id.startsWith(`tombstone.${cycle}.`);
}

/** Records in the order of the ledger: each asked for by its place, those that nobody asks for are found out. */
function subjectsOf(archive: Archive, path: string, found: Findings) {
  const lines = archive.lines(path);
  let line = 0;
  let next: { index: number; subject: Subject } | undefined;
  const advance = async (): Promise<void> => {
    next = undefined;
    for (;;) {
      const { value, done } = await lines.next();
      if (done) return;
      line += 1;
      const raw = parsed(value);
      const index = Indexed.safeParse(raw).data?.index;
      const sealed = readSealed(raw);
      if (index === undefined || !sealed) {
        found.wrong(t.broken(path, line, 'no signed record'));
        continue;
      }
      next = { index, subject: await checkSubject(sealed, found) };
      return;
    }
  };
  let begun = false;
  return {
    async at(index: number): Promise<Subject | undefined> {
      if (!begun) await advance();
      begun = true;
      while (next && next.index < index) {
        found.wrong(t.inserted(next.subject.name));
        await advance();
      }
      if (next?.index !== index) return undefined;
      const { subject } = next;
      await advance();
      return subject;
    },
    async end(): Promise<void> {
      if (!begun) await advance();
      for (; next; await advance()) found.wrong(t.inserted(next.subject.name));
    },
  };
}

/** Proofs in the order of the ledger. */
function proofsOf(archive: Archive, found: Findings) {
  const lines = archive.lines('proofs.jsonl');
  let line = 0;
  return {
    async check(leaf: Leaf, newest: Checkpoint | undefined): Promise<number> {
      const { value, done } = await lines.next();
      line += 1;
      const proof = done ? undefined : Proof.safeParse(parsed(value)).data;
      const isProof =
        proof?.index === leaf.index &&
        proof.leaf === leaf.leaf &&
        proof.id === leaf.id &&
        proof.type === leaf.type &&
        proof.size === newest?.size &&
        rootFrom(proof) === newest.root;
      if (!isProof) found.wrong(t.proofWrong(clean(leaf.id)));
      return Number(isProof);
    },
    async end(): Promise<void> {
      for await (const _ of lines) {
        line += 1;
        found.wrong(t.broken('proofs.jsonl', line, 'a proof of nothing that is there'));
      }
    },
  };
}
