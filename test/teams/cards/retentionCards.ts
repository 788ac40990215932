import type { CalendarDate, CycleId, Instant, PersonId } from '../../../src/domain/ids.ts';
import type { RefusalCode } from '../../../src/domain/refusal.ts';
import {
  type DueEntry,
  ERASABLE_KINDS,
  type Erasure,
  type Hold,
  type HoldScope,
  type KeptBecause,
  listHash,
} from '../../../src/domain/retention.ts';
import { eraseCard } from '../../../src/teams/cards/eraseCard.ts';
import { erasureCard } from '../../../src/teams/cards/erasureCard.ts';
import { holdCard, holdsCard } from '../../../src/teams/cards/holdCards.ts';
import { holdFormCard, holdReleaseCard } from '../../../src/teams/cards/holdFormCards.ts';
import { doneListsCard, dueCard, retentionCard } from '../../../src/teams/cards/retentionCards.ts';
import { whoIsMeantCard } from '../../../src/teams/cards/whoIsMeantCard.ts';
import { MOST_NAMESAKES } from '../../../src/usecases/peopleMeant.ts';
import { CODE, CONTEXT, ME, NOW, recordNamed } from './cardWorld.ts';
import type { Named } from './signingCards.ts';

const OTHER = '00000000-0000-4000-8000-000000000001' as PersonId;
const SINCE = '2026-11-01' as CalendarDate;
const LATER = '2026-11-24T09:00:00.000Z' as Instant;

const counts = Object.fromEntries(ERASABLE_KINDS.map((kind, n) => [kind, n * 7])) as DueEntry['counts'];

/** Everybody on it has the same name, but the last, who is no longer known. */
export function dueEntries(count: number): readonly DueEntry[] {
  return Array.from({ length: count }, (_, n) => ({
    personId: (n === 0 ? ME : `00000000-0000-4000-8000-${String(n + 100).padStart(12, '0')}`) as PersonId,
    dueSince: SINCE,
    counts,
    sha256: CODE.hash,
  }));
}

const ENTRIES = dueEntries(40);

export function erasureIn(facts: Partial<Erasure> = {}): Erasure {
  const entries = facts.entries ?? ENTRIES;
  return {
    id: '2026-11-23-0123abcd',
    origin: 'period',
    entries,
    sha256: listHash(entries),
    proposed: { by: OTHER, at: NOW },
    ...facts,
  };
}

const confirmed = { by: ME, at: LATER, sha256: CODE.hash };
const leftOut = { held: 1, active: 2, 'within-period': 3, nothing: 4, changed: 5, 'not-sealed': 6 };
export const ERASURES: Readonly<Record<string, Erasure>> = {
  'proposed by another': erasureIn({ entries: ENTRIES.slice(1) }),
  'with oneself on it': erasureIn(),
  'proposed by oneself': erasureIn({ proposed: { by: ME, at: NOW }, origin: 'request' }),
  confirmed: erasureIn({ confirmed }),
  withdrawn: erasureIn({ withdrawn: { by: ME, at: LATER } }),
  begun: erasureIn({ confirmed, begunAt: LATER }),
  executed: erasureIn({
    confirmed,
    begunAt: LATER,
    executed: { at: LATER, erased: 40, items: 90, leftOut: {} },
  }),
  'executed in part': erasureIn({
    confirmed,
    begunAt: LATER,
    executed: { at: LATER, erased: 19, items: 1, leftOut },
  }),
};

/** The cards of holds, lists and requests in every state, in a company of people of this name. */
export function retentionCards(name: string): readonly Named[] {
  const names = new Map(ENTRIES.slice(0, -1).map(({ personId }) => [personId, name] as const)).set(
    OTHER,
    name,
  );
  const about = recordNamed(name);
  const scopes: readonly HoldScope[] = [
    { kind: 'all' },
    { kind: 'cycle', cycle: '2026' as CycleId },
    { kind: 'person', personId: ME },
  ];
  const because = name.repeat(9).slice(0, 1_000);
  const holds = scopes.flatMap((scope, n): Hold[] => {
    const hold: Hold = { id: `hold-${n}`, scope, because, by: OTHER, at: NOW };
    return [hold, { ...hold, id: `released-${n}`, released: { by: ME, at: LATER, because } }];
  });
  const cycles = ['2026', '2025'] as CycleId[];
  const problems: readonly RefusalCode[] = ['text-missing', 'own-records', 'unknown-cycle'];
  const due = { at: NOW, entries: ENTRIES, more: 1, held: 2 };
  const lists = Object.values(ERASURES);
  const kept: readonly KeptBecause[] = [
    ...scopes.map((_, n) => ({ because: 'held' as const, hold: holds[2 * n] as Hold })),
    { because: 'active' },
    { because: 'within-period', until: SINCE },
    { because: 'nothing' },
  ];
  const [entry] = ENTRIES;
  if (!entry) throw new Error('Somebody must be due.');
  return [
    {
      what: 'holds in force',
      card: holdsCard(CONTEXT, {
        holds: [...holds, ...holds],
        names,
        released: false,
        from: 0,
        cycles: true,
      }),
    },
    {
      what: 'no hold',
      card: holdsCard(CONTEXT, { holds: [], names, released: false, from: 0, cycles: false }),
    },
    {
      what: 'holds released',
      card: holdsCard(CONTEXT, { holds, names, released: true, from: 0, cycles: true }),
    },
    ...[...scopes, { kind: 'cycle' as const }].map((scope) => ({
      what: `hold, form, ${scope.kind}`,
      card: holdFormCard(CONTEXT, {
        id: 'an-id',
        scope,
        ...(scope.kind === 'person' && { about }),
        cycles,
        already: 2,
        because,
        problem: 'text-missing',
      }),
    })),
    ...holds.map((hold) => ({
      what: `hold, one, ${hold.id}`,
      card: holdCard(CONTEXT, { hold, names, note: 'Done.' }),
    })),
    ...problems.map((problem) => ({
      what: `hold, release, ${problem}`,
      card: holdReleaseCard(CONTEXT, { hold: holds[4] as Hold, names, others: 1, because, problem }),
    })),
    {
      what: 'retention',
      card: retentionCard(CONTEXT, { due, lists, names, years: 7, from: 0 }),
    },
    {
      what: 'retention, nothing due',
      card: retentionCard(CONTEXT, { due: { ...due, entries: [] }, lists: [], names, years: 7, from: 0 }),
    },
    {
      what: 'retention, never looked',
      card: retentionCard(CONTEXT, { due: undefined, lists: [], names, years: 1, from: 0 }),
    },
    { what: 'retention, lists that are done', card: doneListsCard(CONTEXT, { lists, names, from: 0 }) },
    { what: 'retention, no list is done', card: doneListsCard(CONTEXT, { lists: [], names, from: 0 }) },
    ...[0, 30].map((from) => ({
      what: `retention, due, from ${from}`,
      card: dueCard(CONTEXT, { entries: ENTRIES, own: true, names, from, problem: 'list-changed' }),
    })),
    {
      what: 'retention, only oneself due',
      card: dueCard(CONTEXT, { entries: [], own: true, names, from: 0 }),
    },
    ...Object.entries(ERASURES).map(([state, erasure]) => ({
      what: `retention, list ${state}`,
      card: erasureCard(CONTEXT, { erasure, names, viewer: ME, from: 0, note: 'Done.' }),
    })),
    ...kept.map((why, n) => ({
      what: `erase, refused, ${why.because} ${n}`,
      card: eraseCard(CONTEXT, {
        about,
        kept: { entry, because: why, holds: holds.filter(({ released }) => !released) },
        names,
        years: 7,
      }),
    })),
    {
      what: 'erase, possible',
      card: eraseCard(CONTEXT, {
        about,
        kept: { entry, holds: [] },
        names,
        years: 7,
        problem: 'list-changed',
      }),
    },
    {
      what: 'whom a hold is for',
      card: whoIsMeantCard(CONTEXT, {
        people: Array.from({ length: MOST_NAMESAKES }, () => about),
        more: true,
        verb: 'hold.form',
        dataOf: ({ id }) => ({ scope: 'person', person: id }),
      }),
    },
  ];
}
