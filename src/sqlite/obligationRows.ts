import { obligationDocument, obligationFrom } from '../stored/documents.ts';
import { parseStored } from '../stored/unwrap.ts';
import type { ObligationRecord, Versioned } from '../usecases/ports.ts';
import type { Row } from './connection.ts';

export function obligationRow(record: ObligationRecord) {
  const document = obligationDocument(record);
  return {
    id: record.obligation.id,
    personId: document.personId,
    tallyKey: document.tallyKey,
    overdueAfter: document.overdueAfter,
    sortKey: document.sortKey,
    messageKey: document.messageKey ?? null,
    unreachedKey: document.unreachedKey ?? null,
    document: JSON.stringify(document),
  };
}

/** @throws StoreUnusable when the document cannot be read. */
export function obligationOfRow({ id, version, document }: Row): Versioned<ObligationRecord> {
  const label = { kind: 'obligation', id: String(id) };
  return { value: obligationFrom(parseStored(document, label), label.id), etag: String(version) };
}
