import type { ProgrammeStore } from '../usecases/ports.ts';
import type { MutableContainer } from './container.ts';
import { encodeId, programmeDocument, programmeFrom } from './documents.ts';

/** The programme's own few documents, one partition for each kind. `get` 1 RU, writes see `container.ts`. */
export function cosmosProgramme(container: MutableContainer): ProgrammeStore {
  return {
    async get(kind, id) {
      const found = await container.read(keyOf(kind, id));
      return found && { value: programmeFrom(kind, found.document, id), etag: found.etag };
    },
    create: (kind, id, value) => container.create(keyOf(kind, id), programmeDocument(kind, id, value)),
    async replace(kind, id, { value, etag }) {
      await container.replace(keyOf(kind, id), programmeDocument(kind, id, value), etag);
    },
  };
}

function keyOf(kind: string, id: string) {
  return { id: encodeId(id), partition: kind };
}
