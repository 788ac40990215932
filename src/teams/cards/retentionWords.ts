import type { Sha256 } from '../../domain/ids.ts';
import {
  type DueEntry,
  ERASABLE_KINDS,
  type Erasure,
  erasureState,
  leftOutOf,
} from '../../domain/retention.ts';
import type { Names } from './alarmWords.ts';
import type { CardContext } from './context.ts';
import { type CardElement, execute, paragraph, table } from './elements.ts';
import { personWords } from './holdCards.ts';
import { TEAM_PAGE } from './teamCard.ts';

type Texts = CardContext['texts'];

/** How many records of each kind, in words. */
export function recordsWords({ retention: t }: Texts, counts: DueEntry['counts']): string {
  const found = ERASABLE_KINDS.filter((kind) => counts[kind] > 0).map((kind) =>
    t.count(counts[kind], t.kinds[kind]),
  );
  return found.length === 0 ? t.noRecords : found.join(', ');
}

/** A hash that people compare and phones can break. */
export function inGroups(sha256: Sha256): string {
  return sha256.replace(/.{8}(?=.)/g, '$& ');
}

/** How far a list is, in words. */
export function stateWords({ retention: t }: Texts, erasure: Erasure): string {
  const state = erasureState(erasure);
  const leftOut = leftOutOf(erasure);
  return state === 'executed' && leftOut > 0 ? t.executedInPart(leftOut) : t.states[state];
}

/** A page of the people on a list, and buttons that turn it. */
export function peopleOn(
  { texts, dates }: CardContext,
  input: {
    entries: readonly DueEntry[];
    names: Names;
    from: number;
    turn: { verb: string; data: Readonly<Record<string, string>> };
  },
): readonly CardElement[] {
  const { retention: t } = texts;
  const { entries, names, turn } = input;
  const from = input.from < entries.length ? input.from : 0;
  const shown = entries.slice(from, from + TEAM_PAGE);
  const last = from + shown.length;
  const pages = [
    ...(last < entries.length
      ? [execute(t.next, turn.verb, { ...turn.data, from: last }, { quiet: true })]
      : []),
    ...(from > 0 ? [execute(t.top, turn.verb, turn.data, { quiet: true })] : []),
  ];
  return [
    table(
      [
        { heading: t.columns.name, width: 3 },
        { heading: t.columns.since, width: 2 },
        { heading: t.columns.records, width: 4 },
      ],
      shown.map(({ personId, dueSince, counts }) => [
        personWords(texts, names, personId),
        dates.short(dueSince),
        recordsWords(texts, counts),
      ]),
    ),
    ...(entries.length > shown.length
      ? [paragraph(t.shown(from + 1, last, entries.length), { subtle: true, small: true })]
      : []),
    ...(pages.length > 0 ? [{ type: 'ActionSet' as const, actions: pages }] : []),
  ];
}
