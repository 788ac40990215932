import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { obligationRow } from '../../src/sqlite/obligationRows.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { APPLICATION_ID, MIGRATIONS } from '../../src/sqlite/schema.ts';
import { StoreUnavailable, StoreUnusable } from '../../src/usecases/failures.ts';
import {
  CYCLE,
  certified,
  disclosureOf,
  NOON,
  obligationRecord,
  personRecord,
  signed,
  someone,
} from '../stores/fixtures.ts';

describe('a SQLite file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stores-'));
    file = join(folder, 'programme.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const isRefused = (path: string, why: RegExp): void => {
    assert.throws(
      () => openSqliteStores(path),
      (error) => {
        assert.ok(error instanceof StoreUnusable, String(error));
        assert.ok(error.message.includes(path), error.message);
        assert.match(error.message, why);
        return true;
      },
    );
  };
  const withRawSql = (work: (db: DatabaseSync) => void): void => {
    const db = new DatabaseSync(file);
    work(db);
    db.close();
  };

  it('is made with its folder, for this user alone, and found again', async () => {
    const path = join(folder, 'a', 'b', 'programme.sqlite');
    const record = personRecord();
    const first = openSqliteStores(path);
    await first.people.create(record);
    await first.close();
    await first.close();
    assert.equal(statSync(path).mode & 0o077, 0);
    const second = openSqliteStores(path);
    assert.deepEqual((await second.people.get(record.id))?.value, record);
    await second.close();
    await assert.rejects(second.ping(), StoreUnavailable);
    await assert.rejects(second.people.create(record), StoreUnavailable);
  });

  it('that is empty is made use of', async () => {
    writeFileSync(file, '');
    await openSqliteStores(file).close();
  });

  it('that is no database, or of another program, is refused and left as it is', () => {
    const text = 'Dear diary,\n'.repeat(100);
    writeFileSync(file, text);
    isRefused(file, /not a SQLite database.*another file/);
    assert.equal(readFileSync(file, 'utf8'), text);
    rmSync(file);
    withRawSql((db) => db.exec('CREATE TABLE recipes (name TEXT); PRAGMA user_version = 1'));
    const before = readFileSync(file);
    isRefused(file, /another program/);
    assert.deepEqual(readFileSync(file), before);
  });

  it('of a newer version is refused', async () => {
    await openSqliteStores(file).close();
    withRawSql((db) => db.exec('PRAGMA user_version = 99'));
    isRefused(file, /newer version.*schema 99/);
  });

  it('that is a folder, or in a place where no folder can be, is refused', () => {
    isRefused(folder, /is a folder/);
    writeFileSync(file, '');
    isRefused(join(file, 'inside.sqlite'), /cannot be written/);
  });

  it('that may not be written is refused', async function () {
    if (process.getuid?.() === 0) this.skip();
    await openSqliteStores(file).close();
    chmodSync(file, 0o400);
    isRefused(file, /cannot be written/);
    chmodSync(folder, 0o500);
    isRefused(join(folder, 'new.sqlite'), /cannot be written/);
    chmodSync(folder, 0o700);
  });

  it('of an earlier version is brought forward with those who could not be reached', async () => {
    const [first = ''] = MIGRATIONS;
    withRawSql((db) =>
      db.exec(`${first}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`),
    );
    const failed = { type: 'message-failed', at: NOON, kind: 'prompt', because: 'blocked-by-user' } as const;
    const unreached = obligationRecord({ name: 'Ada', events: [failed], below: [someone()] });
    const records = [
      unreached,
      obligationRecord(),
      obligationRecord({ events: [failed, certified({ withException: false })] }),
    ];
    withRawSql((db) => {
      for (const record of records) {
        const { unreachedKey: _, ...row } = obligationRow(record);
        db.prepare(
          `INSERT INTO obligations
             (person_id, id, version, cycle, tally_key, overdue_after, sort_key, message_key, document)
           VALUES ($personId, $id, 1, '${CYCLE}', $tallyKey, $overdueAfter, $sortKey, $messageKey, $document)`,
        ).run(row);
      }
    });
    const stores = openSqliteStores(file);
    const { items } = await stores.obligations.unreached({ cycle: CYCLE }, { limit: 9 });
    assert.deepEqual(items, [unreached]);
    assert.equal((await stores.obligations.unreachedCounts({ cycle: CYCLE }))['blocked-by-user'], 1);
    const listed = await stores.obligations.list({ cycle: CYCLE }, { limit: 9 });
    assert.equal(listed.items.length, records.length);
    await stores.close();
    withRawSql((db) => {
      assert.equal(db.prepare('PRAGMA user_version').get()?.user_version, MIGRATIONS.length);
      const keys = 'SELECT unreached_key AS key FROM obligations WHERE unreached_key IS NOT NULL';
      assert.deepEqual(
        db
          .prepare(keys)
          .all()
          .map(({ key }) => key),
        [obligationRow(unreached).unreachedKey],
        'the key a write would make',
      );
    });
  });

  it('of an earlier version keeps what was signed to the letter, in the order in which it came, and nothing of it twice', async () => {
    const PHRASE = 'a planted gift of a peacock';
    const { obligation } = obligationRecord();
    const [certificate, disclosure] = [signed(obligation), disclosureOf(obligation, PHRASE)];
    const other = signed(obligationRecord().obligation);
    const before = join(folder, 'before.sqlite');
    const source = openSqliteStores(before);
    for (const each of [other, certificate]) await source.certificates.create(each);
    await source.certificates.createDisclosure(disclosure);
    await source.close();
    withRawSql((db) => {
      db.exec(
        `${MIGRATIONS.slice(0, 4).join(';')}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 4`,
      );
      db.prepare('ATTACH ? AS source').run(before);
      // The one that came later has the smaller key, or not: the order is in `arrivals`.
      for (const table of ['certificates', 'disclosures'])
        db.exec(`INSERT INTO ${table} SELECT person_id, id, document FROM source.${table} ORDER BY number`);
    });
    const stores = openSqliteStores(file);
    const { personId, id } = obligation;
    assert.deepEqual(await stores.certificates.get(personId, id), certificate);
    assert.deepEqual(await stores.certificates.getDisclosure(personId, id), disclosure);
    assert.equal(await stores.certificates.create({ ...certificate, sha256: other.sha256 }), 'exists');
    const arrived: string[] = [];
    for await (const { subjects } of stores.certificates.added())
      for (const subject of subjects) if ('certificate' in subject) arrived.push(subject.certificate.id);
    assert.deepEqual(arrived, [other.certificate.id, certificate.certificate.id]);
    await stores.close();
    withRawSql((db) => {
      for (const table of ['certificates', 'disclosures'])
        assert.throws(() => db.exec(`DELETE FROM ${table}`), /never removed/);
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    });
    assert.equal(readFileSync(file, 'latin1').split(PHRASE).length - 1, 1, 'where it lay is overwritten');
  });

  it('that is gone before the first write is not made anew without its tables', async () => {
    const stores = openSqliteStores(file);
    rmSync(file);
    await assert.rejects(stores.people.create(personRecord()), isUnusable(/cannot be written/));
    assert.equal(statSync(file, { throwIfNoEntry: false }), undefined);
    await stores.close();
  });

  it('that is damaged is said to be', async () => {
    const stores = openSqliteStores(file);
    await Promise.all(Array.from({ length: 200 }, () => stores.people.create(personRecord())));
    await stores.close();
    const bytes = readFileSync(file);
    bytes.fill(0xee, 4096 * 2);
    writeFileSync(file, bytes);
    await assert.rejects(
      async () => {
        const damaged = openSqliteStores(file);
        try {
          for await (const _ of damaged.people.all());
        } finally {
          await damaged.close();
        }
      },
      isUnusable(/damaged.*restore it from a copy/),
    );
  });

  it('keeps certificates and disclosures against any SQL', async () => {
    const stores = openSqliteStores(file);
    const { obligation } = obligationRecord();
    const certificate = signed(obligation);
    const disclosure = disclosureOf(obligation, 'A gift.');
    await stores.certificates.create(certificate);
    await stores.certificates.createDisclosure(disclosure);
    withRawSql((db) => {
      for (const table of ['certificates', 'disclosures']) {
        assert.throws(() => db.exec(`UPDATE ${table} SET document = '{}'`), /never changes/);
        assert.throws(() => db.exec(`UPDATE ${table} SET person_id = 'x'`), /never changes/);
        assert.throws(() => db.exec(`DELETE FROM ${table}`), /never removed/);
        const into = `INTO ${table} (person_id, id, document) SELECT person_id, id, '{}' FROM ${table}`;
        db.exec(`INSERT OR REPLACE ${into}`);
        db.exec(`INSERT ${into} WHERE true ON CONFLICT DO UPDATE SET document = '{}'`);
        db.exec(`INSERT OR REPLACE INTO ${table} SELECT number, 'x', 'x', '{}' FROM ${table}`);
      }
    });
    assert.deepEqual(await stores.certificates.get(obligation.personId, obligation.id), certificate);
    assert.deepEqual(await stores.certificates.getDisclosure(obligation.personId, obligation.id), disclosure);
    await stores.close();
  });

  it('may hold a document that cannot be read: it is named, and its content is not', async () => {
    const stores = openSqliteStores(file);
    const { id } = personRecord();
    await stores.people.create(personRecord({ id }));
    for (const broken of ['{"Ada', '[]', 'null', '{"schema":7}', '{"schema":1,"kind":"person"}']) {
      withRawSql((db) => db.prepare('UPDATE people SET document = ?').run(broken));
      await assert.rejects(stores.people.get(id), (error) => {
        assert.ok(error instanceof StoreUnusable);
        assert.match(error.message, new RegExp(`person ${id}`));
        assert.doesNotMatch(error.message, /Ada/);
        return true;
      });
    }
    await stores.close();
  });
});

function isUnusable(message: RegExp) {
  return (error: unknown): boolean => error instanceof StoreUnusable && message.test(error.message);
}
