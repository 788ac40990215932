/**
 * Every failure this service throws, each with a stable code. Refusals (something a person may not do, or a
 * state that does not allow it) are values, not failures: see `domain/refusal.ts`.
 */
export abstract class Failure extends Error {
  abstract readonly code: string;
  /** Whether trying the same again later can succeed. */
  abstract readonly passing: boolean;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The directory did not answer, or answered something that could not be read. */
export class DirectoryUnavailable extends Failure {
  readonly code = 'directory-unavailable';
  readonly passing = true;
}

/** The directory refuses a call: a permission is missing. The message names it and what it disables. */
export class DirectoryForbidden extends Failure {
  readonly code = 'directory-forbidden';
  readonly passing = false;
}

/** The delta token is too old or unknown (Graph answers 410): a full read is needed. */
export class DirectoryCursorExpired extends Failure {
  readonly code = 'directory-cursor-expired';
  readonly passing = false;
}

/** Far fewer people would be covered than before: not believed until somebody confirms it. */
export class PopulationFell extends Failure {
  readonly code = 'population-fell';
  readonly passing = false;
}

/** A group the programme file names does not exist. */
export class DirectoryGroupMissing extends Failure {
  readonly code = 'directory-group-missing';
  readonly passing = false;
}

/** Somebody else changed the document first: read again, decide again. */
export class StoreConflict extends Failure {
  readonly code = 'store-conflict';
  readonly passing = true;
}

/** By the programme file a cycle would open that is older than the newest one opened. */
export class CycleIsOver extends Failure {
  readonly code = 'cycle-is-over';
  readonly passing = false;
}

/** The store did not answer in time or is throttled beyond what a turn can wait. */
export class StoreUnavailable extends Failure {
  readonly code = 'store-unavailable';
  readonly passing = true;
}

/** The store's content cannot be used: not a database, a newer schema, or a broken document. */
export class StoreUnusable extends Failure {
  readonly code = 'store-unusable';
  readonly passing = false;
  /** The one document that cannot be read, where the rest can: its kind and id. */
  readonly document?: string;
  constructor(message: string, options: ErrorOptions & { document?: string } = {}) {
    super(message, options);
    if (options.document !== undefined) this.document = options.document;
  }
}

/** The key that signs cannot be used just now: nothing is signed, and nothing is kept. */
export class KeyUnavailable extends Failure {
  readonly code = 'key-unavailable';
  readonly passing = true;
}

/** The key that signs cannot be used until somebody mends it. */
export class KeyUnusable extends Failure {
  readonly code = 'key-unusable';
  readonly passing = false;
}

/** What is stored of the ledger does not go on from its last checkpoint: something in it was changed. */
export class LedgerInconsistent extends Failure {
  readonly code = 'ledger-inconsistent';
  readonly passing = false;
}
