import { type TallyKey, tallyFrom } from '../domain/progress.ts';
import type { ObligationFilter, ObligationStore } from '../usecases/ports.ts';
import type { Connection } from './connection.ts';
import { obligationOfRow } from './obligationRows.ts';

/**
 * Counting and listing a cycle, or a manager's organisation in it. Both read one range of one index; a tally is one
 * statement and so one moment's picture.
 */
export function obligationLists(db: Connection): Pick<ObligationStore, 'tally' | 'list'> {
  return {
    async tally(filter, today) {
      const { source, where, bound } = rangeOf(filter);
      const rows = db.all(
        `SELECT tally_key, COUNT(*) AS number,
           SUM(overdue_after < $today AND tally_key IN ('outstanding', 'declined')) AS overdue
         FROM ${source} WHERE ${where} GROUP BY tally_key`,
        { ...bound, today },
      );
      const counts = new Map(rows.map((row) => [row.tally_key as TallyKey, Number(row.number)]));
      return tallyFrom(
        counts,
        rows.reduce((sum, row) => sum + Number(row.overdue), 0),
      );
    },
    async list(filter, { limit, after = '' }) {
      const { source, where, bound, number } = rangeOf(filter);
      // The range is cut to one page before any document is read.
      const rows = db.all(
        `SELECT id, version, document, o.sort_key
         FROM (SELECT ${number} AS number FROM ${source} WHERE ${where} AND sort_key > $after
               ORDER BY sort_key LIMIT $rows) AS page
         JOIN obligations AS o ON o.number = page.number
         ORDER BY o.sort_key`,
        { ...bound, after, rows: limit + 1 },
      );
      const items = rows.slice(0, limit).map((row) => obligationOfRow(row).value);
      const last = rows[limit - 1];
      return rows.length > limit && last ? { items, next: String(last.sort_key) } : { items };
    },
  };
}

type Range = {
  readonly source: string;
  readonly where: string;
  readonly bound: Record<string, string>;
  readonly number: string;
};

function rangeOf({ cycle, below }: ObligationFilter): Range {
  if (below === undefined)
    return { source: 'obligations', where: 'cycle = $cycle', bound: { cycle }, number: 'number' };
  return {
    source: 'organisation',
    where: 'manager_id = $below AND cycle = $cycle',
    bound: { cycle, below },
    number: 'obligation',
  };
}
