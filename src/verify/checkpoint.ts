import { hash } from 'node:crypto';
import { z } from 'zod';
import { verifyTexts as t } from '../content/en/verify.ts';
import { canonical } from './canonical.ts';
import type { Findings } from './findings.ts';
import { HASH, rootFrom } from './merkle.ts';
import { readSignature } from './signature.ts';
import type { Subject } from './subject.ts';

const hashed = z.string().regex(HASH);
const size = z.int().min(0);
export const Checkpoint = z.looseObject({
  schema: z.literal(1),
  type: z.literal('checkpoint'),
  tenant: z.string().max(1_000).optional(),
  size: size.min(1),
  root: hashed,
  at: z.iso.datetime(),
  previous: z.looseObject({ size, sha256: hashed }).nullable(),
});
export type Checkpoint = z.infer<typeof Checkpoint>;
export const SealedCheckpoint = z.looseObject({
  checkpoint: Checkpoint,
  sha256: hashed,
  jws: z.string().max(100_000),
});
export const InclusionProof = z.looseObject({
  type: z.literal('inclusion-proof'),
  leaf: hashed,
  index: size,
  path: z.array(hashed).max(64),
  checkpoint: SealedCheckpoint,
});

/** Whether a checkpoint is signed and what its signature is over. */
export async function checkCheckpoint(
  sealed: z.infer<typeof SealedCheckpoint>,
  found: Findings,
): Promise<boolean> {
  const name = t.checkpointIs(sealed.checkpoint.size);
  const before = found.wrongs();
  const written = canonical(sealed.checkpoint);
  if (hash('sha256', written, 'hex') !== sealed.sha256) found.wrong(t.otherHash(name));
  const signature = await readSignature(sealed.jws, 'coec-checkpoint+json');
  if ('wrong' in signature) found.wrong(t.signature(name, signature.wrong));
  else {
    if (signature.payload !== written) found.wrong(t.otherContent(name));
    found.signedBy(signature.kid, name);
  }
  return found.wrongs() === before;
}

/** Whether a record is in the ledger, as a proof that stands for itself says. */
export async function checkInclusion(
  subject: Subject,
  proof: z.infer<typeof InclusionProof>,
  found: Findings,
): Promise<void> {
  const { checkpoint } = proof.checkpoint;
  const before = found.wrongs();
  await checkCheckpoint(proof.checkpoint, found);
  if (proof.leaf !== subject.leaf) found.wrong(t.notThisLeaf(subject.name));
  else if (rootFrom({ ...proof, size: checkpoint.size }) !== checkpoint.root)
    found.wrong(t.notIncluded(subject.name));
  if (found.wrongs() === before) found.checked(t.included(proof.index, checkpoint.size, checkpoint.at));
}
