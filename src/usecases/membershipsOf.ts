import type { GroupId, PersonId } from '../domain/ids.ts';
import type { Directory } from './ports.ts';

/** Which of the groups the rules name somebody belongs to, directly or nested. */
export type Memberships = ReadonlyMap<PersonId, readonly GroupId[]>;

/** @throws DirectoryGroupMissing, DirectoryUnavailable */
export async function membershipsOf(directory: Directory, groups: readonly GroupId[]): Promise<Memberships> {
  const memberships = new Map<PersonId, GroupId[]>();
  for (const group of groups) {
    for await (const page of directory.members(group)) {
      for (const id of page) memberships.set(id, [...(memberships.get(id) ?? []), group]);
    }
  }
  return memberships;
}
