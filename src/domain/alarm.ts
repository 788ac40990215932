import type { CoverageRule, Office } from './coverage.ts';
import { digestOf } from './digest.ts';
import type { CalendarDate, CycleId, Instant, PersonId, Sha256 } from './ids.ts';
import type { LedgerFault, LedgerFaultCounts } from './ledgerFault.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { DifferenceKind, RosterDifference } from './roster.ts';

/** What somebody of the Compliance Office must look into. Each kind carries its own facts: ids, never names. */
export type Alarm =
  | {
      readonly kind: 'roster-differs';
      readonly cycle: CycleId;
      readonly counts: Readonly<Record<DifferenceKind, number>>;
      /** The first of each kind, by person or by what was altered. */
      readonly differences: readonly RosterDifference[];
    }
  | { readonly kind: 'office-vacant'; readonly office: Office }
  | { readonly kind: 'role-empty'; readonly role: NeededRole }
  | { readonly kind: 'office-doubled'; readonly office: Office; readonly holders: readonly PersonId[] }
  | {
      readonly kind: 'office-newly-filled' | 'office-vacated';
      readonly office: Office;
      readonly holder: PersonId;
      readonly on: CalendarDate;
    }
  | {
      readonly kind: 'population-fell';
      /** How many were covered, and how many of them would not be any more. */
      readonly covered: number;
      readonly lost: number;
      readonly limitPercent: number;
      /** `digestOfPeople` of those lost: exactly this fall is confirmed, and no other. */
      readonly sha256: Sha256;
    }
  | {
      readonly kind: 'closing-held' | 'pausing-held';
      readonly cycle: CycleId;
      /** How many obligations were open, and how many of them would be closed, or paused for leave. */
      readonly open: number;
      readonly closing: number;
      readonly limitPercent: number;
      /** `digestOfPeople` of those whose would be. */
      readonly sha256: Sha256;
    }
  | {
      readonly kind: 'rule-matches-nobody' | 'rule-matches-everybody' | 'rules-contradict';
      readonly rules: readonly RuleFinding[];
    }
  | {
      /** A disclosure is due: of what was approved or amended, or of a departure that became a waiver by silence. */
      readonly kind: 'waiver-to-disclose' | 'waiver-by-silence';
      readonly number: number;
      readonly reference: string;
      readonly due: CalendarDate;
      readonly overdue: boolean;
    }
  | {
      /** Something in the ledger, or a certificate, is not as it was signed and sealed. */
      readonly kind: 'ledger-fault';
      readonly counts: LedgerFaultCounts;
      /** The first of each kind. */
      readonly faults: readonly LedgerFault[];
    };

/** Roles somebody must hold: without the one nobody runs the programme, without the other nobody hears of the CEO and CFO. */
export const NEEDED_ROLES = ['compliance', 'audit-committee-chair'] as const;
export type NeededRole = (typeof NEEDED_ROLES)[number];

/** A rule of the programme file that cannot be meant so; `other` is the one it contradicts. */
export type RuleFinding = CoverageRule & { readonly other?: CoverageRule };

export type AlarmKind = Alarm['kind'];

/**
 * How an alarm ends. `itself`: when it is found that its condition is gone, and in no other way. `person`: somebody
 * clears it with a reason. `either`: both; what somebody has cleared stays so while its facts are the same.
 * `confirmation`: somebody says that it is right so, which lets it happen; else when its condition is gone.
 */
export type AlarmEnding = 'itself' | 'person' | 'either' | 'confirmation';

export const ALARM_ENDINGS = {
  'roster-differs': 'itself',
  'ledger-fault': 'itself',
  'role-empty': 'itself',
  'office-vacant': 'either',
  'office-doubled': 'either',
  'office-newly-filled': 'person',
  'office-vacated': 'person',
  'population-fell': 'confirmation',
  'closing-held': 'confirmation',
  'pausing-held': 'confirmation',
  'waiver-to-disclose': 'itself',
  'waiver-by-silence': 'itself',
  'rule-matches-nobody': 'either',
  'rule-matches-everybody': 'either',
  'rules-contradict': 'either',
} as const satisfies Record<AlarmKind, AlarmEnding>;

/** What the Audit Committee's people hear of too: nobody who runs the programme is to be the only one to know. */
export function isForAuditCommittee({ kind }: Alarm): boolean {
  return kind === 'ledger-fault' || kind === 'role-empty';
}

/** What happened to an alarm, in order. */
export type AlarmEvent =
  | { readonly type: 'raised'; readonly at: Instant }
  /** Its facts changed while it was raised. */
  | { readonly type: 'changed'; readonly at: Instant }
  /** The Compliance Office was written to: how many of them it reached. */
  | { readonly type: 'told'; readonly at: Instant; readonly people: number }
  | {
      readonly type: 'confirmed';
      readonly at: Instant;
      readonly by: PersonId;
      readonly because: string;
      /** Over the ids of just those people: others ask again. */
      readonly sha256: Sha256;
    }
  | { readonly type: 'cleared'; readonly at: Instant; readonly by: PersonId; readonly because: string }
  /** Its condition was found to be gone. */
  | { readonly type: 'gone'; readonly at: Instant };

/** An alarm and its whole history, as it is kept. */
export type AlarmRecord = {
  readonly alarm: Alarm;
  readonly state: 'raised' | 'cleared' | 'gone';
  /** Since when it is, or last was, raised. */
  readonly since: Instant;
  readonly history: readonly AlarmEvent[];
};

/** One condition is one alarm, however often it is found: raising it again changes nothing. */
export function alarmId(alarm: Alarm): string {
  switch (alarm.kind) {
    case 'roster-differs':
    case 'closing-held':
    case 'pausing-held':
      return `${alarm.kind}.${alarm.cycle}`;
    case 'office-vacant':
    case 'office-doubled':
      return `${alarm.kind}.${alarm.office}`;
    case 'role-empty':
      return `${alarm.kind}.${alarm.role}`;
    case 'office-newly-filled':
    case 'office-vacated':
      return `${alarm.kind}.${alarm.office}.${alarm.holder}`;
    case 'waiver-to-disclose':
    case 'waiver-by-silence':
      return `${alarm.kind}.${alarm.number}`;
    case 'population-fell':
    case 'ledger-fault':
    case 'rule-matches-nobody':
    case 'rule-matches-everybody':
    case 'rules-contradict':
      return alarm.kind;
  }
}

export function digestOfPeople(ids: readonly PersonId[]): Sha256 {
  return digestOf(ids.toSorted());
}

/** Identifies what an alarm says, so that nobody clears or confirms something else than they have read. */
export function alarmFacts(alarm: Alarm): Sha256 {
  return digestOf(alarm);
}

/** Unchanged when it says the same already, or when somebody has cleared just this. */
export function raised(found: AlarmRecord | undefined, alarm: Alarm, at: Instant): AlarmRecord {
  if (!found) return { alarm, state: 'raised', since: at, history: [{ type: 'raised', at }] };
  const same = alarmFacts(found.alarm) === alarmFacts(alarm);
  switch (found.state) {
    case 'raised':
      return same ? found : { ...found, alarm, history: [...found.history, { type: 'changed', at }] };
    case 'cleared':
      if (same) return found;
      return { alarm, state: 'raised', since: at, history: [...found.history, { type: 'raised', at }] };
    case 'gone':
      return { alarm, state: 'raised', since: at, history: [...found.history, { type: 'raised', at }] };
  }
}

/** Its condition is gone. Unchanged for what only a person ends. */
export function gone(found: AlarmRecord, at: Instant): AlarmRecord {
  if (found.state === 'gone' || ALARM_ENDINGS[found.alarm.kind] === 'person') return found;
  return { ...found, state: 'gone', history: [...found.history, { type: 'gone', at }] };
}

/** What somebody of the Compliance Office decides about an alarm they have read. */
export type AlarmDecision = {
  readonly by: PersonId;
  readonly because: string;
  /** `alarmFacts` of what they have read. */
  readonly facts: string;
};

/** Longest reason, in UTF-16 units. */
export const ALARM_REASON_LIMIT = 500;

export function cleared(found: AlarmRecord, decision: AlarmDecision, at: Instant): AlarmRecord | Refusal {
  const ending = ALARM_ENDINGS[found.alarm.kind];
  if (ending === 'itself' || ending === 'confirmation') return refuse('alarm-clears-itself');
  const because = reasonIn(found, decision);
  if (typeof because !== 'string') return because;
  const { by } = decision;
  return { ...found, state: 'cleared', history: [...found.history, { type: 'cleared', at, by, because }] };
}

/** Says that it is right so. It stays raised until what it held back has happened. */
export function confirmed(found: AlarmRecord, decision: AlarmDecision, at: Instant): AlarmRecord | Refusal {
  if (!('sha256' in found.alarm)) return refuse('alarm-clears-itself');
  const because = reasonIn(found, decision);
  if (typeof because !== 'string') return because;
  if (confirmationOf(found)) return found;
  const { sha256 } = found.alarm;
  const event = { type: 'confirmed', at, by: decision.by, because, sha256 } as const;
  return { ...found, history: [...found.history, event] };
}

function reasonIn({ state, alarm }: AlarmRecord, { because, facts }: AlarmDecision): string | Refusal {
  if (state !== 'raised') return refuse('alarm-is-over');
  if (facts !== alarmFacts(alarm)) return refuse('alarm-changed');
  const text = because.trim();
  if (text === '') return refuse('text-missing');
  return text.length > ALARM_REASON_LIMIT ? refuse('reason-too-long') : text;
}

/** That somebody has said that it is right so. */
export type Confirmation = Extract<AlarmEvent, { type: 'confirmed' }>;

/** Who has confirmed, since it was raised, that just these people are meant. */
export function confirmationOf({ alarm, state, history }: AlarmRecord): Confirmation | undefined {
  if (state !== 'raised' || !('sha256' in alarm)) return undefined;
  return sinceRaised(history).find(
    (event): event is Confirmation => event.type === 'confirmed' && event.sha256 === alarm.sha256,
  );
}

function sinceRaised(history: readonly AlarmEvent[]): readonly AlarmEvent[] {
  return history.slice(history.findLastIndex(({ type }) => type === 'raised'));
}

/** Whether the Compliance Office has yet to be told what it says now. */
export function isNews({ state, history }: AlarmRecord): boolean {
  const last = history.findLastIndex(({ type }) => type === 'raised' || type === 'changed');
  return state === 'raised' && !history.slice(last).some(({ type }) => type === 'told');
}

export function told(found: AlarmRecord, people: number, at: Instant): AlarmRecord {
  return isNews(found) ? { ...found, history: [...found.history, { type: 'told', at, people }] } : found;
}
