import { UNREACHABLE_REASONS } from '../domain/obligation.ts';
import { TALLY_KEYS, tallyFrom, unreachedFrom } from '../domain/progress.ts';
import { obligationFrom } from '../stored/documents.ts';
import type { ObligationFilter, ObligationStore } from '../usecases/ports.ts';
import type { QueriedDocument } from './batches.ts';
import type { CreateOnlyContainer } from './container.ts';

/**
 * Counting and listing a cycle, a manager's organisation in it, or those not reached: across partitions, from indexed
 * fields alone.
 * A tally is nine counts, taken side by side and not at one moment: somebody who signs meanwhile can be counted
 * twice or not at all. Each is some 3 RU and more for a large organisation; a page of 20 is some 10 RU. Those not
 * reached are found by a key that only they have: a page of 15 some 8 RU, their counts six times some 3 RU, whatever
 * the size of the company.
 */
export function obligationLists(
  container: CreateOnlyContainer,
): Pick<ObligationStore, 'tally' | 'list' | 'unreached' | 'unreachedCounts'> {
  return {
    async tally(filter, today) {
      const { where, parameters } = rangeOf(filter);
      const count = async (condition: string, more: Record<string, string>): Promise<number> => {
        const text = `SELECT VALUE COUNT(1) FROM c WHERE ${where} AND ${condition}`;
        const [number] = await container.query({ text, parameters: { ...parameters, ...more } });
        return Number(number ?? 0);
      };
      const [overdue, ...parts] = await Promise.all([
        count("c.tallyKey IN ('outstanding', 'declined') AND c.overdueAfter < @today", { today }),
        ...TALLY_KEYS.map((part) => count('c.tallyKey = @part', { part })),
      ]);
      return tallyFrom(new Map(TALLY_KEYS.map((key, index) => [key, parts[index] ?? 0])), overdue);
    },
    async list(filter, { limit, after = '' }) {
      const { where, parameters } = rangeOf(filter);
      // Each part is a word of ours, but only what is a parameter is never read as a query.
      const parts = Object.fromEntries((filter.parts ?? []).map((part, index) => [`part${index}`, part]));
      const names = Object.keys(parts).map((name) => `@${name}`);
      const narrowed = filter.parts ? ` AND c.tallyKey IN (${names.join(', ') || "''"})` : '';
      const found = (await container.query({
        text: `SELECT TOP ${limit + 1} * FROM c WHERE ${where}${narrowed} AND c.sortKey > @after ORDER BY c.sortKey`,
        parameters: { ...parameters, ...parts, after },
      })) as readonly QueriedDocument[];
      const items = found.slice(0, limit).map((document) => obligationFrom(document, document.id));
      const last = found[limit - 1];
      return found.length > limit && last ? { items, next: String(last.sortKey) } : { items };
    },
    async unreached({ cycle }, { limit, after = '' }) {
      const found = (await container.query({
        text: `SELECT TOP ${limit + 1} * FROM c WHERE c.cycle = @cycle AND c.unreachedKey > @after ORDER BY c.unreachedKey`,
        parameters: { cycle, after },
      })) as readonly QueriedDocument[];
      const items = found.slice(0, limit).map((document) => obligationFrom(document, document.id));
      const last = found[limit - 1];
      return found.length > limit && last ? { items, next: String(last.unreachedKey) } : { items };
    },
    async unreachedCounts({ cycle }) {
      const counts = await Promise.all(
        UNREACHABLE_REASONS.map(async (reason) => {
          // `}` is the sign after `|`, which ends the reason in the key.
          const [number] = await container.query({
            text: 'SELECT VALUE COUNT(1) FROM c WHERE c.cycle = @cycle AND c.unreachedKey > @from AND c.unreachedKey < @to',
            parameters: { cycle, from: `${reason}|`, to: `${reason}}` },
          });
          return [reason, Number(number ?? 0)] as const;
        }),
      );
      return unreachedFrom(new Map(counts));
    },
  };
}

function rangeOf({ cycle, below }: ObligationFilter): {
  where: string;
  parameters: Record<string, string>;
} {
  if (below === undefined) return { where: 'c.cycle = @cycle', parameters: { cycle } };
  return {
    where: 'c.cycle = @cycle AND ARRAY_CONTAINS(c.shown.managerChain, @below)',
    parameters: { cycle, below },
  };
}
