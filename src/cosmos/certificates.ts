import {
  certificateDocument,
  certificateFrom,
  disclosureDocument,
  disclosureDocumentId,
  disclosureFrom,
  encodeId,
  recordDocument,
  recordDocumentId,
  recordFrom,
} from '../stored/documents.ts';
import { newestCertificateFirst } from '../stored/order.ts';
import type { AddedCursor, CertificateStore } from '../usecases/ports.ts';
import { batches, type QueriedDocument } from './batches.ts';
import type { CreateOnlyContainer } from './container.ts';

/**
 * The account stamps documents by clocks of its own, in seconds, and a write may be seen a moment after one that was
 * stamped later: so far back is read again. Seconds.
 */
const OVERLAP = 600;

/**
 * Certificates and disclosures, each person's in one partition. The container it is given can only create and read
 * (promise 3), and so can the role of the deployed identity. Reads 1-3 RU, `ofPerson` some 3 RU; `added` crosses
 * partitions, some 30-60 RU for 200 documents.
 */
export function cosmosCertificates(container: CreateOnlyContainer): CertificateStore {
  return {
    create: (sealed) => {
      const { id, signer } = sealed.certificate;
      return container.create({ id: encodeId(id), partition: signer.id }, certificateDocument(sealed));
    },
    async get(personId, id) {
      const found = await container.read({ id: encodeId(id), partition: personId });
      return found && certificateFrom(found.document, id);
    },
    async ofPerson(personId) {
      const found = (await container.query({
        text: "SELECT * FROM c WHERE c.personId = @personId AND c.kind = 'certificate'",
        parameters: { personId },
        partition: personId,
      })) as readonly QueriedDocument[];
      return found.map((document) => certificateFrom(document, document.id)).sort(newestCertificateFirst);
    },
    createDisclosure: (disclosure) => {
      const key = { id: disclosureDocumentId(disclosure.id), partition: disclosure.personId };
      return container.create(key, disclosureDocument(disclosure));
    },
    async getDisclosure(personId, id) {
      const found = await container.read({ id: disclosureDocumentId(id), partition: personId });
      return found && disclosureFrom(found.document, id);
    },
    createRecord: (sealed) => {
      const { id, personId } = sealed.record;
      return container.create({ id: recordDocumentId(id), partition: personId }, recordDocument(sealed));
    },
    async getRecord(personId, id) {
      const found = await container.read({ id: recordDocumentId(id), partition: personId });
      return found && recordFrom(found.document, id);
    },
    async recordsOf(personId) {
      const found = (await container.query({
        text: "SELECT * FROM c WHERE c.personId = @personId AND c.kind = 'record' ORDER BY c.id",
        parameters: { personId },
        partition: personId,
      })) as readonly QueriedDocument[];
      return found.map((document) => recordFrom(document, document.id));
    },
    async *added(cursor) {
      const since = Number(cursor ?? 0);
      let newest = since + OVERLAP;
      const where = "c.kind IN ('certificate', 'record') AND c._ts >= @since";
      const asIs = (document: QueriedDocument) => document;
      for await (const batch of batches(container, { where, parameters: { since }, key: 'id' }, asIs)) {
        newest = batch.reduce((latest, { _ts }) => Math.max(latest, Number(_ts)), newest);
        const subjects = batch.map((document) =>
          document.kind === 'record'
            ? recordFrom(document, document.id)
            : certificateFrom(document, document.id),
        );
        // Batches come in the order of their ids: only after the last one is everything up to `newest` read.
        yield { subjects, cursor: String(since) as AddedCursor };
      }
      yield { subjects: [], cursor: String(Math.max(0, newest - OVERLAP)) as AddedCursor };
    },
  };
}
