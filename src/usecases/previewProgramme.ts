import {
  type Coverage,
  type CoverageRule,
  type CoverageRules,
  coverageOf,
  isCovered,
} from '../domain/coverage.ts';
import type { GroupId, Instant, PersonId } from '../domain/ids.ts';
import { holdersFrom, type OfficeHolders } from '../domain/offices.ts';
import { type RuleFindings, ruleCounts } from '../domain/ruleFindings.ts';
import { DirectoryGroupMissing } from './failures.ts';
import { isTooManyLost } from './populationFall.ts';
import type { Directory, PeopleStore, PersonRecord, ProgrammeStore } from './ports.ts';
import { lastCompleteRead } from './readDirectory.ts';

/** What would become of somebody: `by` is the rule that covers them then, or why none does; `was` the one until now. */
export type Previewed = {
  readonly what: 'joins' | 'leaves' | 'moves';
  readonly id: PersonId;
  readonly displayName: string;
  readonly by: CoverageRule;
  readonly was: CoverageRule;
};

export type RuleCount = CoverageRule & { readonly what: Previewed['what']; readonly people: number };

export type Preview = {
  readonly coveredNow: number;
  readonly coveredThen: number;
  /** Who joins, then who leaves, then who is covered otherwise, each by name. */
  readonly people: readonly Previewed[];
  /** How many of them by each rule, the most first. */
  readonly byRule: readonly RuleCount[];
  readonly tooManyLeave: boolean;
  readonly officesNow: OfficeHolders;
  readonly officesThen: OfficeHolders;
  readonly names: ReadonlyMap<PersonId, string>;
  readonly findings: RuleFindings;
  /** Named in the changed file and not in the directory. */
  readonly missingGroups: readonly GroupId[];
  readonly directoryReadAt?: Instant;
};

/** What of a programme file says who is covered. */
export type Rules = { readonly coverageRules: CoverageRules; readonly groups: readonly GroupId[] };

type Deps = {
  readonly directory: Directory;
  readonly people: PeopleStore;
  readonly programme: ProgrammeStore;
  readonly running: Rules;
  readonly mostLostPercent: number;
};

/**
 * Compares who is covered by the running programme file with who would be by a changed one, for everybody as the last
 * sync left them; only the members of groups that the running file does not name are read from the directory. Writes
 * nothing. Reads everybody once.
 */
export function previewProgramme(deps: Deps) {
  return async (changed: Rules): Promise<Preview> => {
    const { members, missing } = await newGroups(deps, changed);
    const rules = ruleCounts(changed.coverageRules);
    const found: Previewed[] = [];
    const [now, then]: [Officer[], Officer[]] = [[], []];
    const names = new Map<PersonId, string>();
    let [coveredNow, coveredThen, leaving] = [0, 0, 0];
    for await (const batch of deps.people.all()) {
      for (const { value: record } of batch) {
        if (record.removed) continue;
        const { id, person } = record;
        const before = coverageOf(person, deps.running.coverageRules);
        const groupIds = [...person.groupIds, ...(members.get(id) ?? [])];
        const after = coverageOf({ ...person, groupIds }, changed.coverageRules);
        rules.count({ ...person, groupIds }, after);
        coveredNow += isCovered(before) ? 1 : 0;
        coveredThen += isCovered(after) ? 1 : 0;
        for (const [officers, coverage] of [[now, before] as const, [then, after] as const]) {
          if (coverage.kind !== 'senior-officer') continue;
          officers.push({ id, coverage });
          names.set(id, person.displayName);
        }
        const what = whatBecomes(before, after);
        if (what === 'leaves') leaving += 1;
        if (what) found.push({ what, ...entry(record, before, after) });
      }
    }
    const readAt = await lastCompleteRead(deps.programme);
    return {
      coveredNow,
      coveredThen,
      people: found.sort(inOrder),
      byRule: countsOf(found),
      tooManyLeave: isTooManyLost({ before: coveredNow, lost: leaving }, deps.mostLostPercent),
      officesNow: holdersFrom(now),
      officesThen: holdersFrom(then),
      names,
      findings: rules.findings(),
      missingGroups: missing,
      ...(readAt && { directoryReadAt: readAt }),
    };
  };
}

type Officer = { readonly id: PersonId; readonly coverage: Coverage };

async function newGroups({ directory, running }: Deps, changed: Rules) {
  const members = new Map<PersonId, GroupId[]>();
  const missing: GroupId[] = [];
  for (const group of changed.groups.filter((id) => !running.groups.includes(id))) {
    try {
      for await (const page of directory.members(group))
        for (const id of page) members.set(id, [...(members.get(id) ?? []), group]);
    } catch (error) {
      if (!(error instanceof DirectoryGroupMissing)) throw error;
      missing.push(group);
    }
  }
  return { members, missing };
}

function whatBecomes(before: Coverage, after: Coverage): Previewed['what'] | undefined {
  if (isCovered(before) !== isCovered(after)) return isCovered(after) ? 'joins' : 'leaves';
  return isCovered(after) && officeOf(before) !== officeOf(after) ? 'moves' : undefined;
}

/** What somebody is covered as; which of several rules of finance staff fits them first is no news. */
function officeOf(coverage: Coverage): string {
  return coverage.kind === 'senior-officer' ? [...coverage.offices].sort().join() : coverage.kind;
}

function entry({ id, person }: PersonRecord, before: Coverage, after: Coverage) {
  return { id, displayName: person.displayName, by: after.by, was: before.by };
}

const ORDER = { joins: 0, leaves: 1, moves: 2 } as const;

function inOrder(a: Previewed, b: Previewed): number {
  if (a.what !== b.what) return ORDER[a.what] - ORDER[b.what];
  if (a.displayName !== b.displayName) return a.displayName < b.displayName ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** Who leaves is counted by the rule that covered them. */
function countsOf(found: readonly Previewed[]): readonly RuleCount[] {
  const counts = new Map<string, RuleCount>();
  for (const { what, by, was } of found) {
    const { rule, value } = what === 'leaves' ? was : by;
    const key = JSON.stringify([what, rule, value]);
    counts.set(key, { what, rule, value, people: (counts.get(key)?.people ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) =>
    a.what === b.what ? b.people - a.people : ORDER[a.what] - ORDER[b.what],
  );
}
