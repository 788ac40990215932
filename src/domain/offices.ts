import type { Alarm } from './alarm.ts';
import { type Coverage, OFFICES, type Office } from './coverage.ts';
import type { CalendarDate, PersonId } from './ids.ts';

/** Who holds each of the six offices; an acting or interim holder counts. Sorted. */
export type OfficeHolders = Readonly<Record<Office, readonly PersonId[]>>;

/** From what covers each person. */
export function holdersFrom(people: Iterable<{ id: PersonId; coverage: Coverage }>): OfficeHolders {
  const holders = Object.fromEntries(OFFICES.map((office) => [office, [] as PersonId[]])) as Record<
    Office,
    PersonId[]
  >;
  for (const { id, coverage } of people)
    if (coverage.kind === 'senior-officer') for (const office of coverage.offices) holders[office].push(id);
  for (const office of OFFICES) holders[office].sort();
  return holders;
}

/** A vacant or doubled office is a warning that somebody must clear (L1). */
export function officeConditions(holders: OfficeHolders): readonly Alarm[] {
  return OFFICES.flatMap((office): Alarm[] => {
    const held = holders[office];
    if (held.length === 0) return [{ kind: 'office-vacant', office }];
    return held.length > 1 ? [{ kind: 'office-doubled', office, holders: held }] : [];
  });
}

/** Who took and who gave up an office between two syncs. */
export function officeChanges(before: OfficeHolders, now: OfficeHolders, on: CalendarDate): readonly Alarm[] {
  return OFFICES.flatMap((office): Alarm[] => {
    const came = now[office].filter((id) => !before[office].includes(id));
    const went = before[office].filter((id) => !now[office].includes(id));
    return [
      ...came.map((holder) => ({ kind: 'office-newly-filled', office, holder, on }) as const),
      ...went.map((holder) => ({ kind: 'office-vacated', office, holder, on }) as const),
    ];
  });
}
