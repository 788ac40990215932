import { encodeId, messageKeysUntil, obligationDocument, obligationFrom } from '../stored/documents.ts';
import { newestObligationFirst } from '../stored/order.ts';
import type { ObligationRecord, ObligationStore, Versioned } from '../usecases/ports.ts';
import { batches, type QueriedDocument } from './batches.ts';
import type { MutableContainer } from './container.ts';
import { obligationLists } from './obligationLists.ts';

/**
 * Obligations, each person's in one partition. `get` 1-2 RU, `ofPerson` some 3 RU, writes see `container.ts`;
 * `dueForMessage` and `ofCycle` go across partitions and are for jobs.
 */
export function cosmosObligations(container: MutableContainer): ObligationStore {
  return {
    async get(personId, id) {
      const found = await container.read(keyOf(personId, id));
      return found && { value: obligationFrom(found.document, id), etag: found.etag };
    },
    async ofPerson(personId) {
      const found = (await container.query({
        text: 'SELECT * FROM c WHERE c.personId = @personId',
        parameters: { personId },
        partition: personId,
      })) as readonly QueriedDocument[];
      return found.map(versioned).sort(newestObligationFirst);
    },
    create: (record) => container.create(keyOfRecord(record), obligationDocument(record)),
    async replace({ value, etag }) {
      return { value, etag: await container.replace(keyOfRecord(value), obligationDocument(value), etag) };
    },
    dueForMessage: (now) =>
      batches(
        container,
        { where: 'c.messageKey < @until', parameters: { until: messageKeysUntil(now) }, key: 'messageKey' },
        versioned,
      ),
    ofCycle: (cycle) =>
      batches(container, { where: 'c.cycle = @cycle', parameters: { cycle }, key: 'id' }, versioned),
    ...obligationLists(container),
  };
}

function keyOf(personId: string, id: string) {
  return { id: encodeId(id), partition: personId };
}

function keyOfRecord({ obligation }: ObligationRecord) {
  return keyOf(obligation.personId, obligation.id);
}

function versioned(document: QueriedDocument): Versioned<ObligationRecord> {
  return { value: obligationFrom(document, document.id), etag: document._etag };
}
