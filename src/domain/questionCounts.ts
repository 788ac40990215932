/** How often passages were what people of one month asked for: no who, no when, no words (promise 6). */
export type QuestionCounts = {
  /** `2026-11`, in the company's calendar. */
  readonly month: string;
  /** By passage id, and under `NOT_ADDRESSED`. */
  readonly asked: Readonly<Record<string, number>>;
};

export const NOT_ADDRESSED = 'not-addressed';

/** No group smaller than this is shown, and no count is shown more exactly. People. */
export const SMALLEST_GROUP = 5;

export type ShownCount = { readonly subject: string; readonly atLeast: number };

/** Both together: what was kept, and what was counted since. */
export function addCounts(kept: QuestionCounts, more: ReadonlyMap<string, number>): QuestionCounts {
  const asked = { ...kept.asked };
  for (const [subject, count] of more) asked[subject] = (asked[subject] ?? 0) + count;
  return { ...kept, asked };
}

/**
 * What may be seen of a month's counts: groups of five and more, rounded down to fives, so that nobody learns from
 * the difference of two looks what one person asked. No total either: it would give the small groups away.
 */
export function shownCounts({ asked }: QuestionCounts): readonly ShownCount[] {
  return Object.entries(asked)
    .map(([subject, count]) => ({ subject, atLeast: Math.floor(count / SMALLEST_GROUP) * SMALLEST_GROUP }))
    .filter(({ atLeast }) => atLeast >= SMALLEST_GROUP)
    .sort((one, other) => other.atLeast - one.atLeast || one.subject.localeCompare(other.subject));
}
