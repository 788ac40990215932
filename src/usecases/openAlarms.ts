import type { AlarmRecord } from '../domain/alarm.ts';
import type { PersonId } from '../domain/ids.ts';
import { alarms, type KeptAlarm } from './alarms.ts';
import { namesOf } from './namesOf.ts';
import type { Clock, PeopleStore, ProgrammeStore } from './ports.ts';

/** An alarm with the names of the people in it. */
export type ShownAlarm = KeptAlarm & { readonly names: ReadonlyMap<PersonId, string> };

export type AlarmList = {
  readonly total: number;
  readonly items: readonly ShownAlarm[];
  readonly next?: string;
};

type Deps = { readonly people: PeopleStore; readonly programme: ProgrammeStore; readonly clock: Clock };

/** The alarms that are raised, what is most urgent first. One store call for each 200 there ever were, and one for each name. */
export function openAlarms(deps: Deps) {
  return async ({ limit, after }: { limit: number; after?: string }): Promise<AlarmList> => {
    const open = await alarms(deps).open();
    // What `after` names may be over by now: then from the beginning.
    const from = after === undefined ? 0 : open.findIndex(({ id }) => id === after) + 1;
    const items = await Promise.all(open.slice(from, from + limit).map((each) => withNames(deps, each)));
    const last = items.at(-1);
    return { total: open.length, items, ...(from + limit < open.length && last && { next: last.id }) };
  };
}

/** One alarm, whether or not it is over. */
export function oneAlarm(deps: Deps) {
  return async (id: string): Promise<ShownAlarm | undefined> => {
    const found = await alarms(deps).get(id);
    return found && (await withNames(deps, found));
  };
}

export async function withNames(deps: Pick<Deps, 'people'>, found: KeptAlarm): Promise<ShownAlarm> {
  return { ...found, names: await namesOf(deps)(peopleIn(found)) };
}

function peopleIn({ alarm, history }: AlarmRecord): ReadonlySet<PersonId> {
  return new Set([
    ...('holder' in alarm ? [alarm.holder] : []),
    ...('holders' in alarm ? alarm.holders : []),
    ...history.flatMap((event) => ('by' in event ? [event.by] : [])),
  ]);
}
