import { digestOf } from '../domain/digest.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Erasable } from '../domain/retention.ts';
import { disclosureDocumentId, encodeId, personFrom, recordDocumentId } from '../stored/documents.ts';
import { StoreConflict, StoreUnusable } from '../usecases/failures.ts';
import type { Eraser } from '../usecases/ports.ts';
import { statusOf } from './failures.ts';
import { agentFor, type CosmosOptions, clientFor } from './openCosmosStores.ts';
import { withinBudget } from './withinBudget.ts';

/** A throttled account recovers in it. Milliseconds. */
const BUDGET = 30_000;
const REQUEST_TIMEOUT = 5_000;

/**
 * Removes documents of `certificates` and `people`, each under the ETag it was read at; some 11 RU each. What was signed
 * goes only when its tombstone is there. The service's identity has no right to delete. For the retention command alone.
 * @throws StoreUnusable when the identity may not delete; StoreConflict without a tombstone.
 */
export function openCosmosEraser(options: CosmosOptions): Eraser {
  const agent = agentFor(options);
  const client = clientFor({ requestTimeout: REQUEST_TIMEOUT, ...options }, agent);
  const container = (id: string) => client.database(options.database).container(id);
  return {
    async erase(personId, item) {
      const { container: where, id, partition } = placeOf(personId, item);
      const document = container(where).item(id, partition);
      return await withinBudget(BUDGET, async (abortSignal) => {
        const { resource, etag } = await document.read<object>({ abortSignal });
        if (!resource) return 'absent';
        if (where === 'certificates') {
          const tombstone = container(where).item(recordDocumentId(`tombstone.${item.id}`), partition);
          const { resource: stone } = await tombstone.read<object>({ abortSignal });
          if (!stone) throw new StoreConflict('The store keeps it: it has no tombstone.');
        }
        if (item.kind === 'person' && digestOf(personFrom(resource, id)) !== item.sha256) return 'absent';
        try {
          await document.delete({ abortSignal, accessCondition: { type: 'IfMatch', condition: etag } });
          return 'erased';
        } catch (error) {
          if (statusOf(error) === 404) return 'absent';
          if (statusOf(error) !== 403) throw error;
          throw new StoreUnusable(
            'This identity may not erase. Run the command under one that may also delete items ' +
              '(data action .../sqlDatabases/containers/items/delete) in the containers certificates and people.',
            { cause: error },
          );
        }
      });
    },
    async close() {
      client.dispose();
      agent?.destroy();
    },
  };
}

function placeOf(personId: PersonId, { kind, id }: Erasable) {
  switch (kind) {
    case 'certificate':
      return { container: 'certificates', id: encodeId(id), partition: personId } as const;
    case 'correction':
    case 'paper-certificate':
      return { container: 'certificates', id: recordDocumentId(id), partition: personId } as const;
    case 'disclosure':
      return { container: 'certificates', id: disclosureDocumentId(id), partition: personId } as const;
    case 'person':
      return { container: 'people', id: encodeId(id), partition: encodeId(id) } as const;
    case 'obligation':
      throw new TypeError('Obligations are not removed.');
  }
}
