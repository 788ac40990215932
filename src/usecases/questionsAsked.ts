import { type ShownCount, shownCounts } from '../domain/questionCounts.ts';
import type { ProgrammeStore } from './ports.ts';

export type QuestionsAsked = readonly { readonly month: string; readonly counts: readonly ShownCount[] }[];

/** Ten years of months are one page. */
const MOST = 120;

/** What people asked for in the last months, newest first, in groups of five and more only. One store call. */
export function questionsAsked({ programme }: { programme: ProgrammeStore }) {
  return async ({ months }: { months: number }): Promise<QuestionsAsked> => {
    const { items } = await programme.list('questions', { limit: MOST });
    return items
      .map(({ value }) => ({ month: value.month, counts: shownCounts(value) }))
      .sort((one, other) => other.month.localeCompare(one.month))
      .slice(0, months);
  };
}
