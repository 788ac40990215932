import type { GroupId, PersonId } from '../domain/ids.ts';
import type { DirectoryPerson } from '../domain/person.ts';

/** Where a directory read can be taken up again; opaque to everyone but the adapter that made it. */
export type DirectoryCursor = string & { readonly brand: 'DirectoryCursor' };

export type DirectoryPage = {
  /** Complete, current facts of accounts that are new or changed since the cursor. */
  readonly changed: readonly DirectoryPerson[];
  readonly removed: readonly { readonly id: PersonId; readonly reason: 'changed' | 'deleted' }[];
  /** Accounts that could not be used and why, for the log: counts only, no names. */
  readonly skipped: readonly { readonly id?: string; readonly reason: string }[];
  /** Store it only after the page's effects are stored. */
  readonly cursor: DirectoryCursor;
  /** True on the last page: the picture is complete and `cursor` is where the next round begins. */
  readonly complete: boolean;
};

/** Who people are and who they report to. */
export interface Directory {
  /**
   * Pages of accounts: all of them without a cursor, else what changed since.
   * @throws DirectoryCursorExpired when the cursor is no longer valid: begin again without one.
   * @throws DirectoryUnavailable when the directory cannot be read; nothing is lost by trying later.
   */
  changes(cursor?: DirectoryCursor): AsyncIterable<DirectoryPage>;
  /** Members of a group, direct and nested, people only. An unknown group throws DirectoryGroupMissing. */
  members(group: GroupId): AsyncIterable<readonly PersonId[]>;
}
