import type { DeltaState } from './deltaToken.ts';
import type { EmulatedOrganisation } from './organisation.ts';
import type { EmulatedUser } from './people.ts';
import { selectedProperties, typed, wireUserInDelta } from './wireUser.ts';

type Entries = { readonly value: unknown[]; readonly position: number; readonly last: boolean };

/** A page of a first round: everybody there is, with their manager when it was selected. */
export function everyEntry(organisation: EmulatedOrganisation, state: DeltaState, pageSize: number): Entries {
  const properties = selectedProperties(state.select);
  const value: unknown[] = [];
  let position = state.position;
  for (; value.length < pageSize; position++) {
    const id = organisation.idAt(position);
    if (id === undefined) break;
    const user = tracks(state, id) ? organisation.user(id) : undefined;
    if (user) value.push({ ...wireUserInDelta(user, properties), ...managerOf(organisation, state, user) });
  }
  return { value, position, last: organisation.idAt(position) === undefined };
}

/**
 * A page of what changed: each account once, with all its selected properties, but with `manager@delta` only when
 * the manager is among what changed. That is how Graph answers; `return=minimal` leaves out the other properties too.
 */
export function changedEntries(
  organisation: EmulatedOrganisation,
  state: DeltaState & { readonly after: number },
  { pageSize, minimal }: { readonly pageSize: number; readonly minimal: boolean },
): Entries {
  const summaries = summariesOf(organisation, state);
  const position = state.position + pageSize;
  const value = summaries.slice(state.position, position).map((summary) => {
    const user = organisation.user(summary.id);
    const reason = organisation.removalOf(summary.id) ?? 'deleted';
    if (!user) return { id: summary.id, '@removed': { reason } };
    const all = selectedProperties(state.select);
    const partly = minimal && !summary.added;
    const properties = partly ? all.filter((name) => name === 'id' || summary.properties.has(name)) : all;
    const manager = summary.added || summary.properties.has('managerId');
    return {
      ...wireUserInDelta(user, properties),
      ...(manager && managerOf(organisation, state, user, summary.managersBefore)),
    };
  });
  return { value, position, last: position >= summaries.length };
}

type Summary = {
  readonly id: string;
  readonly added: boolean;
  readonly properties: ReadonlySet<string>;
  readonly managersBefore: readonly string[];
};

/** One summary an account, ordered by its last change; accounts of which nothing tracked changed are left out. */
function summariesOf(
  organisation: EmulatedOrganisation,
  state: DeltaState & { readonly after: number },
): Summary[] {
  const tracked = state.select
    ?.split(',')
    .map((name) => (name.trim() === 'manager' ? 'managerId' : name.trim()));
  const byId = new Map<string, Summary>();
  for (const change of organisation.changesBetween(state.after, state.upTo)) {
    const touched = change.properties?.filter((name) => tracked?.includes(name) ?? name !== 'managerId');
    if (!tracks(state, change.id) || touched?.length === 0) continue;
    const before = byId.get(change.id);
    byId.delete(change.id);
    byId.set(change.id, {
      id: change.id,
      added: change.kind === 'added' || (before?.added ?? false),
      properties: new Set([...(before?.properties ?? []), ...(touched ?? [])]),
      managersBefore: [
        ...(before?.managersBefore ?? []),
        ...(change.managerBefore ? [change.managerBefore] : []),
      ],
    });
  }
  return [...byId.values()];
}

const tracks = (state: DeltaState, id: string): boolean => state.ids?.includes(id) ?? true;

/** The relation as an annotation: who is the manager now, and who no longer is. */
function managerOf(
  organisation: EmulatedOrganisation,
  state: DeltaState,
  user: EmulatedUser,
  managersBefore: readonly string[] = [],
): Record<string, unknown> {
  if (!state.select?.split(',').some((name) => name.trim() === 'manager')) return {};
  const manager = user.managerId ? organisation.user(user.managerId) : undefined;
  const gone = managersBefore.filter((id) => id !== manager?.id);
  const entries = [
    ...gone.map((id) => typed('user', { id, '@removed': { reason: 'deleted' } })),
    ...(manager ? [typed('user', { id: manager.id })] : []),
  ];
  return entries.length > 0 ? { 'manager@delta': entries } : {};
}
