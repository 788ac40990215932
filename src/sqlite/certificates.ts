import type { SealedCertificate } from '../domain/certificate.ts';
import type { SealedRecord } from '../domain/signedRecord.ts';
import {
  certificateDocument,
  certificateFrom,
  disclosureDocument,
  disclosureFrom,
  recordDocument,
  recordFrom,
} from '../stored/documents.ts';
import { newestCertificateFirst } from '../stored/order.ts';
import { parseStored } from '../stored/unwrap.ts';
import type { AddedCursor, CertificateStore } from '../usecases/ports.ts';
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
    async createRecord(sealed) {
      const { id, personId } = sealed.record;
      const created = await db.write(
        'INSERT INTO records (person_id, id, document) VALUES ($personId, $id, $document)',
        { personId, id, document: JSON.stringify(recordDocument(sealed)) },
      );
      return created ? 'created' : 'exists';
    },
    async getRecord(personId, id) {
      const row = db.get('SELECT id, document FROM records WHERE person_id = $personId AND id = $id', {
        personId,
        id,
      });
      return row && recordOf(row);
    },
    async recordsOf(personId) {
      const sql = 'SELECT id, document FROM records WHERE person_id = $personId ORDER BY id';
      return db.all(sql, { personId }).map(recordOf);
    },
    async *added(cursor) {
      for (let after = Number(cursor ?? 0); ; ) {
        const rows = db.all(
          `SELECT arrivals.number AS number, kind, arrivals.id AS id, coalesce(certificates.document, records.document) AS document
           FROM arrivals
           LEFT JOIN certificates ON kind = 'certificate'
             AND certificates.person_id = arrivals.person_id AND certificates.id = arrivals.id
           LEFT JOIN records ON kind = 'record'
             AND records.person_id = arrivals.person_id AND records.id = arrivals.id
           WHERE arrivals.number > $after ORDER BY arrivals.number LIMIT ${BATCH}`,
          { after },
        );
        const last = rows.at(-1);
        if (!last) return;
        after = Number(last.number);
        // What retention has let go is no more, and has its leaf.
        const found = rows.filter(({ document }) => document !== null);
        const subjects = found.map((row) => (row.kind === 'record' ? recordOf(row) : certificateOf(row)));
        yield { subjects, cursor: String(after) as AddedCursor };
        if (rows.length < BATCH) return;
      }
    },
  };
}

const BATCH = 256;

function recordOf({ id, document }: Row): SealedRecord {
  const label = { kind: 'record', id: String(id) };
  return recordFrom(parseStored(document, label), label.id);
}

function certificateOf({ id, document }: Row): SealedCertificate {
  const label = { kind: 'certificate', id: String(id) };
  return certificateFrom(parseStored(document, label), label.id);
}
