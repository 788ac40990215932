import type { UnreachableReason } from '../domain/obligation.ts';
import { type TallyKey, tallyFrom, unreachedFrom } from '../domain/progress.ts';
import type { ObligationFilter, ObligationStore } from '../usecases/ports.ts';
import type { Connection } from './connection.ts';
import { obligationOfRow } from './obligationRows.ts';

/**
 * Counting and listing a cycle, a manager's organisation in it, or those in it who are not reached. Each reads one
 * range of one index; counts are one statement and so one moment's picture.
 */
export function obligationLists(
  db: Connection,
): Pick<ObligationStore, 'tally' | 'list' | 'unreached' | 'unreachedCounts'> {
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
      const { parts } = filter;
      const narrowed = parts ? ' AND tally_key IN (SELECT value FROM json_each($parts))' : '';
      // The range is cut to one page before any document is read.
      const rows = db.all(
        `SELECT id, version, document, o.sort_key
         FROM (SELECT ${number} AS number FROM ${source} WHERE ${where}${narrowed} AND sort_key > $after
               ORDER BY sort_key LIMIT $rows) AS page
         JOIN obligations AS o ON o.number = page.number
         ORDER BY o.sort_key`,
        { ...bound, after, rows: limit + 1, ...(parts && { parts: JSON.stringify(parts) }) },
      );
      const items = rows.slice(0, limit).map((row) => obligationOfRow(row).value);
      const last = rows[limit - 1];
      return rows.length > limit && last ? { items, next: String(last.sort_key) } : { items };
    },
    async unreached({ cycle }, { limit, after = '' }) {
      const rows = db.all(
        `SELECT id, version, document, unreached_key FROM obligations
         WHERE cycle = $cycle AND unreached_key > $after ORDER BY unreached_key LIMIT $rows`,
        { cycle, after, rows: limit + 1 },
      );
      const items = rows.slice(0, limit).map((row) => obligationOfRow(row).value);
      const last = rows[limit - 1];
      return rows.length > limit && last ? { items, next: String(last.unreached_key) } : { items };
    },
    async unreachedCounts({ cycle }) {
      const rows = db.all(
        `SELECT substr(unreached_key, 1, instr(unreached_key, '|') - 1) AS reason, COUNT(*) AS number
         FROM obligations WHERE cycle = $cycle AND unreached_key IS NOT NULL GROUP BY reason`,
        { cycle },
      );
      return unreachedFrom(new Map(rows.map((row) => [row.reason as UnreachableReason, Number(row.number)])));
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
