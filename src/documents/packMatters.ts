import type { Texts } from '../content/en/index.ts';
import type { Pack } from '../domain/pack.ts';

/** What a director should know, the gravest first; empty when there is nothing. */
export function mattersOf(
  pack: Pack,
  { pack: { matters: t }, words }: Texts,
  dates: { long(date: string): string },
): readonly string[] {
  const { parts, balances } = pack.equation;
  const unreached = Object.values(pack.unreached).reduce((sum, n) => sum + n, 0);
  const older = pack.overdue['31-90'] + pack.overdue['over-90'];
  const when = <T>(said: T, is: boolean): T[] => (is ? [said] : []);
  return [
    ...when(t.differs(Math.max(1, pack.differences.length)), pack.differences.length > 0 || !balances),
    ...pack.offices.flatMap(({ office, holders }) => [
      ...when(t.officeUnclear(words.offices[office], holders.length), holders.length !== 1),
      ...holders.flatMap(({ name, view, due }) =>
        view === 'overdue' && due ? [t.officerOverdue(words.offices[office], name, dates.long(due))] : [],
      ),
    ]),
    ...when(t.declines(parts.declined), parts.declined > 0),
    ...when(t.exceptions(parts['certified-with-exception']), parts['certified-with-exception'] > 0),
    ...when(t.oldest(older), older > 0),
    ...when(t.unreached(unreached), unreached > 0),
    ...when(t.late(pack.late), pack.late > 0),
    ...when(t.waivers(pack.waivers.length), pack.waivers.length > 0),
  ];
}
