import { encodeId, programmeDocument, programmeFrom } from '../stored/documents.ts';
import type { ProgrammeStore } from '../usecases/ports.ts';
import type { QueriedDocument } from './batches.ts';
import type { MutableContainer } from './container.ts';

/**
 * The programme's own documents, one partition for each kind. `get` 1 RU, a page of `list` some 3 RU and what its
 * documents weigh; writes see `container.ts`.
 */
export function cosmosProgramme(container: MutableContainer): ProgrammeStore {
  return {
    async get(kind, id) {
      const found = await container.read(keyOf(kind, id));
      return found && { value: programmeFrom(kind, found.document, id), etag: found.etag };
    },
    create: (kind, id, value) => container.create(keyOf(kind, id), programmeDocument(kind, id, value)),
    async list(kind, { limit, after = '' }) {
      const found = (await container.query({
        text: `SELECT TOP ${limit + 1} * FROM c WHERE c.kind = @kind AND c.id > @after ORDER BY c.id`,
        parameters: { kind, after: encodeId(after) },
        partition: kind,
      })) as readonly QueriedDocument[];
      const items = found.slice(0, limit).map((document) => {
        const id = decodeURIComponent(document.id);
        return { id, value: programmeFrom(kind, document, id), etag: document._etag };
      });
      const last = items.at(-1);
      return found.length > limit && last ? { items, next: last.id } : { items };
    },
    async replace(kind, id, { value, etag }) {
      await container.replace(keyOf(kind, id), programmeDocument(kind, id, value), etag);
    },
  };
}

function keyOf(kind: string, id: string) {
  return { id: encodeId(id), partition: kind };
}
