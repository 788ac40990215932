export type EmulatedGroup = {
  readonly id: string;
  readonly displayName: string;
  readonly description?: string | undefined;
  /** Ids of accounts and of other groups. */
  readonly members: readonly string[];
};

export type EmulatedGroups = {
  all(): EmulatedGroup[];
  get(id: string): EmulatedGroup | undefined;
  /** Member ids, through nested groups and even around a cycle of them; each once. */
  transitiveMembers(id: string): string[];
  /** Ids of the groups a person belongs to, directly or nested. */
  of(memberId: string): string[];
  add(group: EmulatedGroup): void;
  remove(id: string): void;
  addMember(groupId: string, memberId: string): void;
  removeMember(groupId: string, memberId: string): void;
};

export function emulatedGroups(initial: readonly EmulatedGroup[]): EmulatedGroups {
  const groups = new Map(initial.map((group) => [group.id, group]));
  const existing = (id: string) => {
    const group = groups.get(id);
    if (!group) throw new Error(`There is no group ${id} in the emulated organisation.`);
    return group;
  };
  const transitiveMembers = (id: string): string[] => {
    const found = new Set<string>();
    const open = [id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const member of groups.get(next)?.members ?? []) {
        if (found.has(member)) continue;
        found.add(member);
        if (groups.has(member)) open.push(member);
      }
    }
    return [...found];
  };
  return {
    all: () => [...groups.values()],
    get: (id) => groups.get(id),
    transitiveMembers,
    of: (memberId) => [...groups.keys()].filter((id) => transitiveMembers(id).includes(memberId)),
    add: (group) => void groups.set(group.id, group),
    remove: (id) => void groups.delete(id),
    addMember(groupId, memberId) {
      const group = existing(groupId);
      const members = [...group.members.filter((id) => id !== memberId), memberId];
      groups.set(groupId, { ...group, members });
    },
    removeMember(groupId, memberId) {
      const group = existing(groupId);
      groups.set(groupId, { ...group, members: group.members.filter((id) => id !== memberId) });
    },
  };
}
