import { businessDaysAfter } from './businessDays.ts';
import type { CalendarDate, Instant, PersonId } from './ids.ts';
import { plusDays, plusMonths } from './time.ts';

/**
 * `waiver`: a material departure from the Code that was approved. `implicit`: one that became known to an executive
 * officer and about which nothing was done yet. `amendment`: of the Code itself.
 */
export const WAIVER_KINDS = ['waiver', 'implicit', 'amendment'] as const;
export type WaiverKind = (typeof WAIVER_KINDS)[number];

export const APPROVERS = ['board', 'board-committee', 'other'] as const;
export type Approver = (typeof APPROVERS)[number];

/** How it was made public: Item 5.05 of Form 8-K, or the company's website in its place (Item 5.05(c)). */
export const DISCLOSURE_WAYS = ['form-8-k', 'website'] as const;
export type DisclosureWay = (typeof DISCLOSURE_WAYS)[number];

export type WaiverFacts = {
  readonly kind: WaiverKind;
  /** What was departed from or changed, in the register's words. */
  readonly what: string;
  /** Whom a waiver is for; nobody for an amendment. */
  readonly forWhom?: string;
  /** Of the officers Item 5.05 names: principal executive, financial, accounting officer, controller, or similar. */
  readonly executiveOfficer: boolean;
  /** Who approved a waiver or adopted an amendment. */
  readonly approver?: Approver;
  /** The day it was granted or adopted, or became known. */
  readonly on: CalendarDate;
  /** Why an amendment is technical, administrative or otherwise not substantive, and so not reportable. */
  readonly notReportableBecause?: string;
};

export type WaiverEvent =
  | { readonly type: 'recorded'; readonly at: Instant; readonly by: PersonId; readonly facts: WaiverFacts }
  | {
      readonly type: 'disclosed';
      readonly at: Instant;
      readonly by: PersonId;
      readonly on: CalendarDate;
      readonly way: DisclosureWay;
      readonly where: string;
    }
  /** Something was done about a known departure: it is no waiver by silence any more. */
  | { readonly type: 'acted-on'; readonly at: Instant; readonly by: PersonId; readonly because: string };

/** One entry of the register: its facts and everything that happened to it. Entries are never removed. */
export type Waiver = {
  readonly number: number;
  readonly facts: WaiverFacts;
  readonly history: readonly WaiverEvent[];
};

/** Why an entry or a step was refused; the words are in `content/`. */
export const WAIVER_REFUSALS = [
  'what-missing',
  'who-missing',
  'approver-missing',
  'board-only',
  'date-ahead',
  'reason-only-for-amendments',
  'already-disclosed',
  'not-reportable',
  'where-missing',
  'before-it-happened',
  'nothing-to-act-on',
] as const;
export type WaiverRefusal = { readonly waiverRefused: (typeof WAIVER_REFUSALS)[number] };

const refuse = (waiverRefused: WaiverRefusal['waiverRefused']): WaiverRefusal => ({ waiverRefused });

export function isWaiverRefusal(result: object): result is WaiverRefusal {
  return 'waiverRefused' in result;
}

/** Business days to the disclosure: Form 8-K, General Instruction B.1 and Item 5.05. */
const CLOCK = 4;
/** A disclosure on the website stays there twelve months, and is kept five years more (Item 5.05(c)). */
const ON_WEBSITE_MONTHS = 12;
const KEPT_MONTHS = 60;

/**
 * Whether an entry may be recorded as it is. For an executive officer the board or a committee of it approves and
 * nobody else (Nasdaq 5610, NYSE 303A.10).
 */
export function recordWaiver(
  facts: WaiverFacts,
  by: {
    readonly person: PersonId;
    readonly at: Instant;
    readonly today: CalendarDate;
    readonly number: number;
  },
): Waiver | WaiverRefusal {
  const { kind, approver, on } = facts;
  if (facts.what.trim() === '') return refuse('what-missing');
  if (kind !== 'amendment' && !facts.forWhom?.trim()) return refuse('who-missing');
  if (on > by.today) return refuse('date-ahead');
  if (kind !== 'amendment' && facts.notReportableBecause) return refuse('reason-only-for-amendments');
  if (kind !== 'implicit' && !approver) return refuse('approver-missing');
  if (kind === 'waiver' && facts.executiveOfficer && approver === 'other') return refuse('board-only');
  const recorded = { type: 'recorded', at: by.at, by: by.person, facts } as const;
  return { number: by.number, facts, history: [recorded] };
}

export type WaiverStatus =
  /** Nothing has to be published: not an executive officer's, or a technical amendment. */
  | { readonly state: 'not-reportable' }
  /** A known departure about which something has to be done by a day, or it becomes a waiver by silence. */
  | { readonly state: 'known'; readonly until: CalendarDate }
  | { readonly state: 'acted-on' }
  | { readonly state: 'to-disclose'; readonly due: CalendarDate; readonly overdue: boolean }
  | {
      readonly state: 'disclosed';
      readonly on: CalendarDate;
      readonly way: DisclosureWay;
      readonly late: boolean;
      /** Where it is on the website: stays until, and is kept until. */
      readonly stays?: { readonly until: CalendarDate; readonly keptUntil: CalendarDate };
    };

/** What a reasonable time is, is the company's judgement: days, from the programme file. */
export type WaiverRules = { readonly implicitAfterDays: number };

/** Where an entry stands on a day. */
export function waiverStatus(waiver: Waiver, today: CalendarDate, rules: WaiverRules): WaiverStatus {
  const { facts, history } = waiver;
  const disclosed = history.findLast((event) => event.type === 'disclosed');
  const due = disclosureDue(waiver, rules);
  if (disclosed?.type === 'disclosed') {
    const { on, way } = disclosed;
    const until = plusMonths(on, ON_WEBSITE_MONTHS);
    const late = due !== undefined && on > due;
    if (way !== 'website') return { state: 'disclosed', on, way, late };
    return { state: 'disclosed', on, way, late, stays: { until, keptUntil: plusMonths(until, KEPT_MONTHS) } };
  }
  if (facts.kind === 'implicit') {
    if (history.some(({ type }) => type === 'acted-on')) return { state: 'acted-on' };
    const until = plusDays(facts.on, rules.implicitAfterDays);
    if (today <= until) return { state: 'known', until };
  }
  if (!due) return { state: 'not-reportable' };
  return { state: 'to-disclose', due, overdue: today > due };
}

/** Undefined where nothing has to be disclosed. A waiver by silence counts from the day it became one. */
function disclosureDue({ facts }: Waiver, { implicitAfterDays }: WaiverRules): CalendarDate | undefined {
  switch (facts.kind) {
    case 'amendment':
      return facts.notReportableBecause ? undefined : businessDaysAfter(facts.on, CLOCK);
    case 'waiver':
      return facts.executiveOfficer ? businessDaysAfter(facts.on, CLOCK) : undefined;
    case 'implicit':
      return facts.executiveOfficer
        ? businessDaysAfter(plusDays(facts.on, implicitAfterDays + 1), CLOCK)
        : undefined;
  }
}

export type WaiverStep =
  | {
      readonly type: 'disclose';
      readonly on: CalendarDate;
      readonly way: DisclosureWay;
      readonly where: string;
    }
  | { readonly type: 'act-on'; readonly because: string };

/** What was done about an entry. */
export function stepWaiver(
  waiver: Waiver,
  step: WaiverStep,
  by: { readonly person: PersonId; readonly at: Instant; readonly today: CalendarDate },
  rules: WaiverRules,
): Waiver | WaiverRefusal {
  const { state } = waiverStatus(waiver, by.today, rules);
  const who = { at: by.at, by: by.person };
  switch (step.type) {
    case 'disclose': {
      if (state === 'disclosed') return refuse('already-disclosed');
      if (state === 'not-reportable' || state === 'acted-on') return refuse('not-reportable');
      if (step.where.trim() === '') return refuse('where-missing');
      if (step.on > by.today) return refuse('date-ahead');
      if (step.on < waiver.facts.on) return refuse('before-it-happened');
      const { on, way, where } = step;
      return { ...waiver, history: [...waiver.history, { type: 'disclosed', ...who, on, way, where }] };
    }
    case 'act-on': {
      // What silence has made a waiver stays one, whatever is done afterwards: it is disclosed.
      if (state !== 'known') return refuse('nothing-to-act-on');
      if (step.because.trim() === '') return refuse('what-missing');
      const { because } = step;
      return { ...waiver, history: [...waiver.history, { type: 'acted-on', ...who, because }] };
    }
  }
}

/** `W-3`, as people quote it. */
export function waiverReference({ number, facts }: Pick<Waiver, 'number' | 'facts'>): string {
  return `${facts.kind === 'amendment' ? 'A' : 'W'}-${number}`;
}
