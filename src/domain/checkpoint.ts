import { digestOf } from './digest.ts';
import type { Instant, Sha256, TenantId } from './ids.ts';

/** What the ledger was at a moment: whoever holds one can tell whether anything before it has changed since. */
export type Checkpoint = {
  readonly schema: 1;
  readonly type: 'checkpoint';
  readonly company: string;
  readonly tenant: TenantId;
  /** Records in the ledger. */
  readonly size: number;
  /** The Merkle tree hash over them (RFC 9162 2.1.1). */
  readonly root: Sha256;
  readonly at: Instant;
  /** The one before; null in the first. */
  readonly previous: { readonly size: number; readonly sha256: Sha256 } | null;
  readonly software: { readonly name: string; readonly version: string };
};

/** A checkpoint as kept, sent and exported. */
export type SealedCheckpoint = {
  readonly checkpoint: Checkpoint;
  readonly sha256: Sha256;
  readonly jws: string;
};

export function sealCheckpoint(checkpoint: Checkpoint, jws: string): SealedCheckpoint {
  return { checkpoint, sha256: digestOf(checkpoint), jws };
}

/** Shows that a record is in the ledger as a checkpoint has it; stands for itself, without the rest of the ledger. */
export type InclusionProof = {
  readonly schema: 1;
  readonly type: 'inclusion-proof';
  readonly record: string;
  readonly leaf: Sha256;
  readonly index: number;
  /** The hashes beside the way from the leaf to the root, from the leaf upwards (RFC 9162 2.1.3). */
  readonly path: readonly Sha256[];
  readonly checkpoint: SealedCheckpoint;
};
