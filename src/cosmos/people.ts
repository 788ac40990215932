import { encodeId, personDocument, personFrom, searchKeyOf } from '../stored/documents.ts';
import type { PeopleStore, PersonRecord, Versioned } from '../usecases/ports.ts';
import { batches, type QueriedDocument } from './batches.ts';
import type { MutableContainer } from './container.ts';

/**
 * People by Entra object id, each in a partition of their own. `get` 1 RU, writes see `container.ts`; the others go
 * across partitions: `all` is for jobs, `named` reads through the index of names (some 10 RU per 10 000 people),
 * `seniorOfficers` some 5 RU.
 */
export function cosmosPeople(container: MutableContainer): PeopleStore {
  return {
    async get(id) {
      const found = await container.read(keyOf(id));
      return found && { value: personFrom(found.document, id), etag: found.etag };
    },
    create: (record) => container.create(keyOf(record.id), personDocument(record)),
    async replace({ value, etag }) {
      return { value, etag: await container.replace(keyOf(value.id), personDocument(value), etag) };
    },
    all: ({ coveredOnly = false } = {}) =>
      batches(
        container,
        { where: coveredOnly ? 'c.covered = true' : 'true', parameters: {}, key: 'id' },
        versioned,
      ),
    async named(text, limit) {
      const key = searchKeyOf(text);
      if (key === '') return [];
      const found = await container.query({
        text: `SELECT TOP ${limit} * FROM c WHERE CONTAINS(c.searchKey, @key) ORDER BY c.searchKey`,
        parameters: { key },
      });
      return recordsOf(found);
    },
    async seniorOfficers() {
      const found = await container.query({
        text: 'SELECT * FROM c WHERE c.seniorOfficer = true ORDER BY c.id',
        parameters: {},
      });
      return recordsOf(found);
    },
  };
}

function keyOf(personId: string) {
  const id = encodeId(personId);
  return { id, partition: id };
}

function recordsOf(found: readonly unknown[]): PersonRecord[] {
  return (found as readonly QueriedDocument[]).map((document) => personFrom(document, document.id));
}

function versioned(document: QueriedDocument): Versioned<PersonRecord> {
  return { value: personFrom(document, document.id), etag: document._etag };
}
