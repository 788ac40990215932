import {
  ALARM_ENDINGS,
  type Alarm,
  type AlarmDecision,
  type AlarmKind,
  type AlarmRecord,
  alarmId,
  type Confirmation,
  cleared,
  confirmationOf,
  confirmed,
  gone,
  raised,
} from '../domain/alarm.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import { pagesOf } from './pagesOf.ts';
import type { Clock, ProgrammeStore } from './ports.ts';
import { updateDocument } from './updateDocument.ts';

export type KeptAlarm = AlarmRecord & { readonly id: string };

export type Alarms = {
  /** Once for one condition: raising the same again changes nothing and writes nothing. */
  raise(alarm: Alarm): Promise<void>;
  /**
   * All there is now of these kinds: raises each, and ends those of the kinds that are not among them any more,
   * unless only a person ends them.
   */
  settle(kinds: readonly AlarmKind[], now: readonly Alarm[]): Promise<void>;
  get(id: string): Promise<KeptAlarm | undefined>;
  /** Those raised: first what holds something back or says that numbers are wrong, then the newest. */
  open(): Promise<readonly KeptAlarm[]>;
  clear(id: string, decision: AlarmDecision): Promise<AlarmRecord | Refusal>;
  confirm(id: string, decision: AlarmDecision): Promise<AlarmRecord | Refusal>;
  /** Who has confirmed just this, if it is raised and anybody has. */
  confirmation(alarm: Alarm): Promise<Confirmation | undefined>;
};

type Deps = { readonly programme: ProgrammeStore; readonly clock: Clock };

/** What the Compliance Office must look into: raised by jobs, kept with its history until it is over. */
export function alarms(deps: Deps): Alarms {
  const { programme, clock } = deps;
  const raise = async (alarm: Alarm) =>
    void (await updateAlarm(programme, alarmId(alarm), (found) => raised(found, alarm, clock())));
  const decide =
    (decision: (found: AlarmRecord) => AlarmRecord | Refusal) =>
    async (id: string): Promise<AlarmRecord | Refusal> =>
      (await updateAlarm(programme, id, (found) => found && decision(found))) ?? refuse('unknown-alarm');
  return {
    raise,
    async settle(kinds, now) {
      for (const alarm of now) await raise(alarm);
      const ids = new Set(now.map(alarmId));
      for await (const { id, alarm, state } of allAlarms(programme)) {
        if (!kinds.includes(alarm.kind) || ids.has(id) || state === 'gone') continue;
        await updateAlarm(programme, id, (found) => found && gone(found, clock()));
      }
    },
    async get(id) {
      const found = await programme.get('alarm', id);
      return found && { ...found.value, id };
    },
    async open() {
      const found: KeptAlarm[] = [];
      for await (const each of allAlarms(programme)) if (each.state === 'raised') found.push(each);
      return found.sort(inOrder);
    },
    clear: (id, decision) => decide((found) => cleared(found, decision, clock()))(id),
    confirm: (id, decision) => decide((found) => confirmed(found, decision, clock()))(id),
    async confirmation(alarm) {
      const found = await programme.get('alarm', alarmId(alarm));
      return found && confirmationOf({ ...found.value, alarm });
    },
  };
}

function inOrder(a: KeptAlarm, b: KeptAlarm): number {
  const rank = ({ alarm }: KeptAlarm) =>
    ({ itself: 0, confirmation: 0, person: 1, either: 1 })[ALARM_ENDINGS[alarm.kind]];
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (a.since !== b.since) return a.since > b.since ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** All that are kept, also those that are over. */
export async function* allAlarms(programme: ProgrammeStore): AsyncGenerator<KeptAlarm> {
  for await (const page of pagesOf(programme, 'alarm'))
    for (const { id, value } of page) yield { ...value, id };
}

/** See `updateDocument`. */
export async function updateAlarm<T extends AlarmRecord | Refusal | undefined>(
  programme: ProgrammeStore,
  id: string,
  change: (found: AlarmRecord | undefined) => T,
): Promise<T> {
  return await updateDocument(programme, { kind: 'alarm', id }, change);
}
