import { programmeDocument, programmeFrom } from '../stored/documents.ts';
import { parseStored } from '../stored/unwrap.ts';
import { StoreConflict } from '../usecases/failures.ts';
import type { ProgrammeStore } from '../usecases/ports.ts';
import type { Connection } from './connection.ts';

/** The programme's own few documents, by kind and id. */
export function sqliteProgramme(db: Connection): ProgrammeStore {
  return {
    async get(kind, id) {
      const row = db.get('SELECT version, document FROM programme WHERE kind = $kind AND id = $id', {
        kind,
        id,
      });
      if (!row) return undefined;
      const value = programmeFrom(kind, parseStored(row.document, { kind, id }), id);
      return { value, etag: String(row.version) };
    },
    async create(kind, id, value) {
      const created = await db.write(
        `INSERT INTO programme (kind, id, version, document) VALUES ($kind, $id, 1, $document)
         ON CONFLICT DO NOTHING`,
        { kind, id, document: JSON.stringify(programmeDocument(kind, id, value)) },
      );
      return created ? 'created' : 'exists';
    },
    async list(kind, { limit, after = '' }) {
      const rows = db.all(
        `SELECT id, version, document FROM programme WHERE kind = $kind AND id > $after ORDER BY id LIMIT $rows`,
        { kind, after, rows: limit + 1 },
      );
      const items = rows.slice(0, limit).map((row) => {
        const id = String(row.id);
        const value = programmeFrom(kind, parseStored(row.document, { kind, id }), id);
        return { id, value, etag: String(row.version) };
      });
      const last = items.at(-1);
      return rows.length > limit && last ? { items, next: last.id } : { items };
    },
    async replace(kind, id, { value, etag }) {
      const replaced = await db.write(
        `UPDATE programme SET version = version + 1, document = $document
         WHERE kind = $kind AND id = $id AND version = $version`,
        {
          kind,
          id,
          document: JSON.stringify(programmeDocument(kind, id, value)),
          version: Number(etag),
        },
      );
      if (!replaced) throw new StoreConflict(`The ${kind} ${id} changed meanwhile.`);
    },
  };
}
