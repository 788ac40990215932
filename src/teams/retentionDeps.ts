import type { CycleId, PersonId } from '../domain/ids.ts';
import type { Erasures } from '../usecases/erasures.ts';
import type { LegalHolds } from '../usecases/legalHolds.ts';

/** What turns about legal holds and erasure need. `composeRetention.ts` puts it together. */
export type Retention = {
  readonly holds: LegalHolds;
  readonly erasures: Erasures;
  /** How long records are kept. */
  readonly years: number;
  /** Those that were opened, the newest first. */
  readonly cycles: () => Promise<readonly CycleId[]>;
  readonly names: (ids: Iterable<PersonId>) => Promise<ReadonlyMap<PersonId, string>>;
  /** Of a form, so that sent twice it is done once. */
  readonly nonce: () => string;
};
