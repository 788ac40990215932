import { unlessUnusable } from '../usecases/jobRun.ts';
import type { CreateOnlyContainer, Query } from './container.ts';

/** Documents held in memory at a time while a job goes through all of them. */
const BATCH = 200;

/** A document as a query returns it, with the fields the service adds. */
export type QueriedDocument = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly _etag: string;
};

/**
 * Documents in batches in the order of `key`, each beginning after the last key of the one before: writes in between
 * neither hide nor repeat one, and nothing is held open. Across partitions; 200 documents of 2 KB some 30-60 RU.
 */
export async function* batches<T>(
  container: CreateOnlyContainer,
  { where, parameters, key }: { where: string; parameters: Query['parameters']; key: string },
  convert: (document: QueriedDocument) => T,
): AsyncGenerator<readonly T[]> {
  const text = `SELECT TOP ${BATCH} * FROM c WHERE ${where} AND c.${key} > @after ORDER BY c.${key}`;
  for (let after = ''; ; ) {
    const query = { text, parameters: { ...parameters, after } };
    const found = (await container.query(query, 'job')) as readonly QueriedDocument[];
    if (found.length > 0) yield found.flatMap((document) => unlessUnusable(() => convert(document)) ?? []);
    const last = found.at(-1);
    if (last === undefined || found.length < BATCH) return;
    after = String(last[key]);
  }
}
