import { personDocument, personFrom, searchKeyOf } from '../stored/documents.ts';
import { parseStored } from '../stored/unwrap.ts';
import { StoreConflict } from '../usecases/failures.ts';
import { unlessUnusable } from '../usecases/jobRun.ts';
import type { PeopleStore, PersonRecord, Versioned } from '../usecases/ports.ts';
import { type Connection, pages, type Row } from './connection.ts';

const BATCH = 200;

/** People by Entra object id. Point reads, except `named`, which reads through an index of all names. */
export function sqlitePeople(db: Connection): PeopleStore {
  return {
    async get(id) {
      const row = db.get('SELECT id, version, document FROM people WHERE id = $id', { id });
      return row && versioned(row);
    },
    async create(record) {
      const created = await db.write(
        `INSERT INTO people (id, version, covered, senior_officer, search_key, document)
         VALUES ($id, 1, $covered, $seniorOfficer, $searchKey, $document) ON CONFLICT DO NOTHING`,
        columns(record),
      );
      return created ? 'created' : 'exists';
    },
    async replace({ value, etag }) {
      const replaced = await db.write(
        `UPDATE people SET version = version + 1, covered = $covered, senior_officer = $seniorOfficer,
           search_key = $searchKey, document = $document
         WHERE id = $id AND version = $version`,
        { ...columns(value), version: Number(etag) },
      );
      if (!replaced) throw new StoreConflict(`The person ${value.id} changed meanwhile.`);
      return { value, etag: String(Number(etag) + 1) };
    },
    async *all({ coveredOnly = false } = {}) {
      const sql = `SELECT id, version, document FROM people
        WHERE id > $after ${coveredOnly ? 'AND covered = 1' : ''} ORDER BY id LIMIT ${BATCH}`;
      const rows = pages(
        (after) => db.all(sql, { after }),
        ({ id }) => String(id),
        BATCH,
      );
      for await (const page of rows) yield page.flatMap((row) => unlessUnusable(() => versioned(row)) ?? []);
    },
    async named(text, limit) {
      const key = searchKeyOf(text);
      if (key === '') return [];
      const rows = db.all(
        `SELECT id, version, document FROM people WHERE rowid IN (
           SELECT rowid FROM people WHERE instr(search_key, $key) > 0 ORDER BY search_key, id LIMIT $limit
         ) ORDER BY search_key, id`,
        { key, limit },
      );
      return rows.map((row) => versioned(row).value);
    },
    async seniorOfficers() {
      const rows = db.all('SELECT id, version, document FROM people WHERE senior_officer = 1 ORDER BY id');
      return rows.map((row) => versioned(row).value);
    },
  };
}

function columns(record: PersonRecord) {
  const document = personDocument(record);
  return {
    id: record.id,
    covered: Number(document.covered),
    seniorOfficer: Number(document.seniorOfficer),
    searchKey: document.searchKey,
    document: JSON.stringify(document),
  };
}

function versioned({ id, version, document }: Row): Versioned<PersonRecord> {
  const label = { kind: 'person', id: String(id) };
  return { value: personFrom(parseStored(document, label), label.id), etag: String(version) };
}
