import {
  certificateDocument,
  certificateFrom,
  disclosureDocument,
  disclosureDocumentId,
  disclosureFrom,
  encodeId,
} from '../stored/documents.ts';
import { newestCertificateFirst } from '../stored/order.ts';
import type { CertificateStore } from '../usecases/ports.ts';
import type { QueriedDocument } from './batches.ts';
import type { CreateOnlyContainer } from './container.ts';

/**
 * Certificates and disclosures, each person's in one partition. The container it is given can only create and read
 * (promise 3), and so can the role of the deployed identity. Reads 1-3 RU, `ofPerson` some 3 RU.
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
  };
}
