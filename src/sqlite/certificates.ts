import type { SealedCertificate } from '../domain/certificate.ts';
import {
  certificateDocument,
  certificateFrom,
  disclosureDocument,
  disclosureFrom,
} from '../stored/documents.ts';
import { newestCertificateFirst } from '../stored/order.ts';
import { parseStored } from '../stored/unwrap.ts';
import type { CertificateStore } from '../usecases/ports.ts';
import type { Connection, Row } from './connection.ts';

/** Create-only, by the statements here and by triggers in the file (promise 3). */
export function sqliteCertificates(db: Connection): CertificateStore {
  return {
    async create(sealed) {
      const { id, signer } = sealed.certificate;
      const document = JSON.stringify(certificateDocument(sealed));
      const created = await db.write(
        'INSERT INTO certificates (person_id, id, document) VALUES ($personId, $id, $document)',
        { personId: signer.id, id, document },
      );
      return created ? 'created' : 'exists';
    },
    async get(personId, id) {
      const row = db.get('SELECT id, document FROM certificates WHERE person_id = $personId AND id = $id', {
        personId,
        id,
      });
      return row && certificateOf(row);
    },
    async ofPerson(personId) {
      const rows = db.all('SELECT id, document FROM certificates WHERE person_id = $personId', { personId });
      return rows.map(certificateOf).sort(newestCertificateFirst);
    },
    async createDisclosure(disclosure) {
      const { id, personId } = disclosure;
      const document = JSON.stringify(disclosureDocument(disclosure));
      const created = await db.write(
        'INSERT INTO disclosures (person_id, id, document) VALUES ($personId, $id, $document)',
        { personId, id, document },
      );
      return created ? 'created' : 'exists';
    },
    async getDisclosure(personId, id) {
      const row = db.get('SELECT document FROM disclosures WHERE person_id = $personId AND id = $id', {
        personId,
        id,
      });
      return row && disclosureFrom(parseStored(row.document, { kind: 'disclosure', id }), id);
    },
  };
}

function certificateOf({ id, document }: Row): SealedCertificate {
  const label = { kind: 'certificate', id: String(id) };
  return certificateFrom(parseStored(document, label), label.id);
}
