import { isCovered } from '../domain/coverage.ts';
import type { PersonId } from '../domain/ids.ts';
import type { LeavingReason, Obligation, ObligationEvent, ObligationReason } from '../domain/obligation.ts';
import {
  listedOn,
  type ObligationStatusFact,
  type RosterChange,
  type RosterEntry,
  type RosterRecord,
} from '../domain/roster.ts';
import type { Cycle, Duty } from '../domain/schedule.ts';
import { freezeRoster } from './freezeRoster.ts';
import type { KeepDeps } from './keepObligation.ts';
import { leavingReason } from './keepObligation.ts';
import { openCycle } from './openCycle.ts';
import type { PeopleStore, PersonRecord, ProgrammeStore } from './ports.ts';
import { readRoster } from './readRoster.ts';
import { recordRosterChange } from './recordRosterChange.ts';

/** Somebody who is about to get an obligation. */
export type Owing = {
  readonly record: PersonRecord;
  readonly duty: Duty;
  /** What goes on in it of the one whose place it takes. */
  readonly carried?: readonly ObligationEvent[];
  /** The directory had paused what they were asked for last: that they are on leave is no news. */
  readonly wasAway?: boolean;
};

/** The obligation by which somebody is counted. */
export type Counted = ObligationStatusFact & {
  readonly reason: ObligationReason;
  readonly state: Obligation['state'];
};

/** What the `issue` job tells the roster. */
export type RosterKeeper = {
  join(owing: readonly Owing[]): Promise<void>;
  closed(record: PersonRecord): void;
  reopened(record: PersonRecord): void;
  /** Not covered, and without an obligation in this cycle. */
  notAsked(record: PersonRecord): void;
  recordLeavers(): Promise<void>;
};

type Deps = Pick<KeepDeps, 'clock' | 'code'> & {
  readonly people: PeopleStore;
  readonly programme: ProgrammeStore;
};

type Round = {
  readonly cycle: Cycle;
  readonly counted: ReadonlyMap<PersonId, Counted>;
  dutyOf(record: PersonRecord): Promise<Duty | undefined>;
};

/**
 * Freezes the roster in the first run of a cycle and records against it who joins and who leaves. Leavers are recorded
 * at the end of a run from what is then so: what a crash prevented, the next run records.
 */
export async function rosterKeeper(deps: Deps, round: Round): Promise<RosterKeeper> {
  const { clock, programme } = deps;
  const { cycle, counted } = round;
  let record = await foundOrFrozen(deps, round);
  if (record) await openCycle(deps, cycle, record.roster.codeHash);
  let listed = record && listedOn(record);
  const gone = new Map<PersonId, LeavingReason | undefined>();
  for (const { personId, state } of counted.values())
    gone.set(personId, state.status === 'left' ? state.because : undefined);

  const note = async (changes: readonly RosterChange[]) => {
    if (!record || changes.length === 0) return;
    record = await recordRosterChange(programme, record, changes);
    listed = listedOn(record);
  };
  return {
    async join(owing) {
      for (const each of owing) gone.set(each.record.id, undefined);
      const joiners = owing.filter(({ record: { id } }) => listed && !listed.all.has(id));
      const at = clock();
      await note(joiners.map((each) => ({ type: 'joined', at, ...entryOf(each.record, each.duty.reason) })));
    },
    closed: (person) => void gone.set(person.id, leavingReason(person)),
    reopened: ({ id }) => void gone.set(id, undefined),
    notAsked(person) {
      if (!counted.has(person.id) && listed?.all.has(person.id)) gone.set(person.id, leavingReason(person));
    },
    async recordLeavers() {
      const at = clock();
      const changes: RosterChange[] = [];
      for (const [personId, because] of gone) {
        const departed = listed?.departed.has(personId) ?? false;
        if (because && listed?.all.has(personId) && !departed)
          changes.push({ type: 'left', at, personId, because });
        else if (!because && departed) changes.push({ type: 'returned', at, personId });
      }
      await note(changes);
    },
  };
}

async function foundOrFrozen(deps: Deps, round: Round): Promise<RosterRecord | undefined> {
  const record = await readRoster(deps.programme, round.cycle.id);
  // A first reading of the directory that was cut short knows only some of them.
  if (record || (await isHalfRead(deps.programme))) return record;
  const entries: RosterEntry[] = [];
  const rest = new Map(round.counted);
  for await (const batch of deps.people.all()) {
    for (const { value: person } of batch) {
      const asked = rest.get(person.id);
      rest.delete(person.id);
      if (asked) entries.push(entryOf(person, asked.reason));
      else if (isCovered(person.coverage)) {
        const duty = await round.dutyOf(person);
        if (!duty) continue;
        entries.push(entryOf(person, duty.reason));
      }
    }
  }
  for (const { personId, reason } of rest.values())
    entries.push({ personId, by: { rule: 'unknown', value: '' }, reason });
  if (entries.length === 0) return undefined;
  const cycle = { id: round.cycle.id, codeHash: deps.code.hash };
  return await freezeRoster(deps, cycle, entries);
}

async function isHalfRead(programme: ProgrammeStore): Promise<boolean> {
  const cursor = await programme.get('cursor', 'directory');
  return cursor !== undefined && !cursor.value.completedAt && !cursor.value.baselineAt;
}

function entryOf({ id, coverage }: PersonRecord, reason: ObligationReason): RosterEntry {
  return { personId: id, by: { rule: coverage.by.rule, value: coverage.by.value }, reason };
}
