import type { ChartColor } from '@microsoft/teams.cards';
import { type CardElement, table } from './elements.ts';

export type Slice = { readonly label: string; readonly value: number; readonly color: ChartColor };

/** A donut of counts, and the same counts as a table where charts are unknown. Empty slices are left out. */
export function completionChart(
  slices: readonly Slice[],
  words: { title: string; status: string; people: string },
): CardElement[] {
  const shown = slices.filter(({ value }) => value > 0);
  if (shown.length === 0) return [];
  const counts = table(
    [
      { heading: words.status, width: 3 },
      { heading: words.people, width: 1 },
    ],
    shown.map(({ label, value }) => [label, String(value)]),
  );
  return [
    {
      type: 'Chart.Donut',
      title: words.title,
      data: shown.map(({ label, value, color }) => ({ legend: `${label}: ${value}`, value, color })),
      fallback: counts as never,
    },
  ];
}
