import type { Confirmation } from '../domain/alarm.ts';
import type { CoverageRules } from '../domain/coverage.ts';
import type { CalendarDate, Instant } from '../domain/ids.ts';
import { afterRound, type Round } from './afterRound.ts';
import { classified, newcomer, type RoleRules } from './classified.ts';
import type { Directory, PeopleStore, PersonRecord, Versioned } from './ports.ts';
import { type Told, timeZoneReader } from './timeZoneReader.ts';
import { forEach, updatePerson } from './updatePerson.ts';

type Deps = {
  readonly people: PeopleStore;
  readonly directory: Pick<Directory, 'timeZones'>;
  readonly coverageRules: CoverageRules;
  readonly roleRules: RoleRules;
  readonly log: { readonly warn: (facts: object) => void };
};

/** What a round of the directory said, once everybody's standing is in the roll. */
export type Picture = Round & {
  readonly today: CalendarDate;
  readonly now: Instant;
  readonly letGo: Confirmation | undefined;
};

export type Kept = {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly 'last-days': number;
  readonly 'time-zones-unread': number;
};

/** Writes what differs: first those who have a record, then those who have none. */
export async function keepPicture(deps: Deps, picture: Picture): Promise<Kept> {
  const { roll, round, today } = picture;
  const zones = timeZoneReader(deps, today);
  const toldOf = async (records: readonly PersonRecord[]): Promise<Told> =>
    // Nobody else is written to at an hour of theirs.
    await zones.read(records.filter(({ id }) => roll.covers(id)));
  const kept = { added: 0, changed: 0, removed: 0, 'last-days': 0 };
  const note = (record: PersonRecord): void => {
    if (record.person.employeeLeaveDate && !record.removed) kept['last-days'] += 1;
  };
  const update = async (known: Versioned<PersonRecord>, told: Told): Promise<void> => {
    let next = known.value;
    const outcome = await updatePerson(deps.people, { id: next.id, known }, (record) => {
      next = nextOf(deps, record, { ...picture, told });
      return next;
    });
    note(next);
    if (outcome !== 'changed') return;
    const goes = next.removed !== undefined && next.removed.reason !== known.value.removed?.reason;
    kept[goes ? 'removed' : 'changed'] += 1;
  };
  for await (const batch of deps.people.all()) {
    const told = await toldOf(batch.map(({ value }) => value));
    await forEach(batch, (known) => update(known, told));
  }
  for (const places of inBatches(roll.newcomers())) {
    const fresh = places.map((at) => newcomer(round.facts.read(at), { today, inBaseline: round.baseline }));
    const told = await toldOf(fresh);
    await forEach(fresh, async (record) => {
      const next = nextOf(deps, record, { ...picture, told });
      if ((await deps.people.create(next)) === 'created') {
        note(next);
        kept.added += 1;
        return;
      }
      // Another sync was faster.
      const known = await deps.people.get(record.id);
      if (known) await update(known, told);
    });
  }
  return { ...kept, 'time-zones-unread': zones.unread() };
}

/** Somebody's record as it is after this round. */
function nextOf(deps: Deps, record: PersonRecord, picture: Picture & { readonly told: Told }): PersonRecord {
  const { person, removed } = afterRound(record, picture, picture.now);
  const answer = picture.told.get(record.id);
  const { removed: _, timeZoneReadOn: readBefore, ...rest } = record;
  // Where somebody keeps their calendar is nobody's business once they need not certify.
  const needed = picture.roll.covers(record.id);
  const timeZone = needed ? (answer ? answer.timeZone : record.person.timeZone) : undefined;
  const timeZoneReadOn = needed ? (answer ? picture.today : readBefore) : undefined;
  const { timeZone: __, ...facts } = person;
  const groupIds = picture.roll.groupsOf(record.id);
  return classified(
    {
      ...rest,
      person: { ...facts, ...(timeZone && { timeZone }), groupIds },
      ...(timeZoneReadOn && { timeZoneReadOn }),
      ...(removed && { removed }),
    },
    { ...deps, ...picture },
  );
}

const BATCH = 200;

function* inBatches<T>(items: Iterable<T>): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
