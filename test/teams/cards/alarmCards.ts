import { type Alarm, type AlarmEvent, alarmId, NEEDED_ROLES } from '../../../src/domain/alarm.ts';
import { OFFICES } from '../../../src/domain/coverage.ts';
import type { CalendarDate, CycleId, PersonId, Sha256 } from '../../../src/domain/ids.ts';
import { LEDGER_FAULT_KINDS, type LedgerFaultCounts } from '../../../src/domain/ledgerFault.ts';
import { ALARMS_PAGE, alarmCard, alarmDigestCard, alarmsCard } from '../../../src/teams/cards/alarmsCard.ts';
import type { ShownAlarm } from '../../../src/usecases/openAlarms.ts';
import { CONTEXT, NOW } from './cardWorld.ts';
import type { Named } from './signingCards.ts';

const PEOPLE = Array.from({ length: 9 }, (_, n) => `00000000-0000-4000-8000-00000000000${n}` as PersonId);
const [DANA = '' as PersonId] = PEOPLE;

/** Each kind of alarm, in a company where people and values of rules have this name. */
export function anyAlarms(name: string): readonly Alarm[] {
  const cycle = '2026' as CycleId;
  const sha256 = 'a'.repeat(64) as Sha256;
  const on = '2026-11-23' as CalendarDate;
  const rules = PEOPLE.map(() => ({
    rule: 'financeStaff.departments',
    value: name,
    other: { rule: 'exclusions.userPrincipalNames', value: name },
  }));
  const counts = { 'without-obligation': 1, 'not-on-roster': 2, twice: 3, altered: 4 };
  return [
    { kind: 'roster-differs', cycle, counts, differences: [] },
    ledgerFault(name),
    ...(['waiver-to-disclose', 'waiver-by-silence'] as const).map(
      (kind) =>
        ({ kind, number: 1, reference: 'W-1', due: '2026-11-27' as CalendarDate, overdue: true }) as const,
    ),
    ...NEEDED_ROLES.map((role) => ({ kind: 'role-empty', role }) as const),
    ...OFFICES.map((office) => ({ kind: 'office-vacant', office }) as const),
    { kind: 'office-doubled', office: 'treasurer', holders: PEOPLE },
    { kind: 'office-newly-filled', office: 'chief-financial-officer', holder: DANA, on },
    { kind: 'office-vacated', office: 'chief-financial-officer', holder: DANA, on },
    { kind: 'population-fell', covered: 1_234, lost: 567, limitPercent: 20, sha256 },
    { kind: 'closing-held', cycle, open: 1_234, closing: 567, limitPercent: 20, sha256 },
    { kind: 'pausing-held', cycle, open: 1_234, closing: 567, limitPercent: 20, sha256 },
    { kind: 'rule-matches-nobody', rules },
    { kind: 'rule-matches-everybody', rules },
    { kind: 'rules-contradict', rules },
  ];
}

/** An alarm to which everything has happened that can, often. */
export function shownAlarm(name: string, alarm: Alarm, last?: AlarmEvent): ShownAlarm {
  const because = name.repeat(20).slice(0, 500);
  const history: AlarmEvent[] = Array.from({ length: 5 }, (): AlarmEvent[] => [
    { type: 'raised', at: NOW },
    { type: 'told', at: NOW, people: 3 },
    { type: 'changed', at: NOW },
    { type: 'confirmed', at: NOW, by: DANA, because, sha256: 'b'.repeat(64) as Sha256 },
    { type: 'cleared', at: NOW, by: DANA, because },
    { type: 'gone', at: NOW },
  ]).flat();
  return {
    id: alarmId(alarm),
    alarm,
    state: 'raised',
    since: NOW,
    history: [...history, { type: 'raised', at: NOW }, ...(last ? [last] : [])],
    names: new Map(PEOPLE.map((id) => [id, name])),
  };
}

/** Every kind of fault, each named as often as it can be. */
function ledgerFault(name: string): Alarm {
  const counts = Object.fromEntries(LEDGER_FAULT_KINDS.map((kind) => [kind, 1_000])) as LedgerFaultCounts;
  const faults = LEDGER_FAULT_KINDS.flatMap((kind) =>
    Array.from({ length: 20 }, () => ({ kind, what: `certificate.${name}` })),
  );
  return { kind: 'ledger-fault', counts, faults };
}

export function alarmCards(name: string): readonly Named[] {
  const all = anyAlarms(name).map((alarm) => shownAlarm(name, alarm));
  const pages = Array.from({ length: Math.ceil(all.length / ALARMS_PAGE) }, (_, n) =>
    all.slice(n * ALARMS_PAGE, (n + 1) * ALARMS_PAGE),
  );
  const confirmed = anyAlarms(name).flatMap((alarm) =>
    'sha256' in alarm
      ? [
          shownAlarm(name, alarm, {
            type: 'confirmed',
            at: NOW,
            by: DANA,
            because: name,
            sha256: alarm.sha256,
          }),
        ]
      : [],
  );
  return [
    { what: 'no alarms', card: alarmsCard(CONTEXT, { list: { total: 0, items: [] } }) },
    ...pages.map((items, n) => ({
      what: `alarms, page ${n + 1}`,
      card: alarmsCard(CONTEXT, { list: { total: all.length, items, next: 'next' }, after: 'after' }),
    })),
    ...all.map((shown) => ({ what: `alarm ${shown.id}`, card: alarmCard(CONTEXT, { shown }) })),
    ...all.map((shown) => ({
      what: `alarm ${shown.id}, refused`,
      card: alarmCard(CONTEXT, { shown, problem: 'alarm-changed', because: name.slice(0, 500) }),
    })),
    ...confirmed.map((shown) => ({
      what: `confirmed ${shown.id}`,
      card: alarmCard(CONTEXT, { shown, note: 'Done' }),
    })),
    {
      what: 'alarm that is over',
      card: alarmCard(CONTEXT, { shown: { ...shownAlarm(name, all[0]?.alarm as Alarm), state: 'cleared' } }),
    },
    { what: 'new alarms', card: alarmDigestCard(CONTEXT, { news: all, canLook: true }) },
    { what: 'a new alarm', card: alarmDigestCard(CONTEXT, { news: all.slice(0, 1), canLook: true }) },
    {
      what: 'new alarms for the Audit Committee',
      card: alarmDigestCard(CONTEXT, { news: all, canLook: false }),
    },
  ];
}
