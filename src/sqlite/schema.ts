/** `COEC` in ASCII: tells our file from another program's (`PRAGMA application_id`). */
export const APPLICATION_ID = 0x434f4543;

/** What is created once and never changed; what of it two migrations set up is written once, and as final as they are. */
const KEPT = ['certificates', 'disclosures', 'records'] as const;

const neverChange = (table: (typeof KEPT)[number], what: string): string =>
  `CREATE TRIGGER ${table}_never_change BEFORE UPDATE ON ${table}
  BEGIN SELECT RAISE(ABORT, '${what} never changes.'); END;`;

/** What a list that two people have confirmed names under a tombstone, where no hold is in force. */
const ERASABLE = `CREATE VIEW erasable AS
    SELECT records.person_id, substr(records.id, 11) AS id, records.document ->> '$.sealed.record.of.type' AS type,
      records.document ->> '$.sealed.record.of.sha256' AS sha256
    FROM records JOIN programme ON programme.kind = 'erasure'
      AND programme.id = records.document ->> '$.sealed.record.under.list'
    WHERE records.id LIKE 'tombstone.%' AND records.document ->> '$.sealed.record.type' = 'tombstone'
      AND programme.document ->> '$.value.confirmed.by' <> programme.document ->> '$.value.proposed.by'
      AND programme.document ->> '$.value.confirmed.sha256' = records.document ->> '$.sealed.record.under.sha256'
      AND programme.document -> '$.value.withdrawn' IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM programme AS holds
        WHERE holds.kind = 'hold' AND holds.document -> '$.value.released' IS NULL AND (
          holds.document ->> '$.value.scope.kind' = 'all'
          OR holds.document ->> '$.value.scope.personId' = records.person_id
          OR holds.document ->> '$.value.scope.cycle' IN (
            SELECT cycle FROM obligations WHERE obligations.person_id = records.person_id
          )
        )
      );`;

const STAY_UNLESS_ERASED = {
  certificates: `CREATE TRIGGER certificates_stay BEFORE DELETE ON certificates
  WHEN NOT EXISTS (
    SELECT 1 FROM erasable WHERE person_id = OLD.person_id AND id = OLD.id AND type = 'certificate'
      AND sha256 = OLD.document ->> '$.sealed.sha256'
  )
  BEGIN SELECT RAISE(ABORT, 'A certificate is never removed.'); END;`,
  disclosures: `CREATE TRIGGER disclosures_stay BEFORE DELETE ON disclosures
  WHEN NOT EXISTS (
    SELECT 1 FROM erasable WHERE person_id = OLD.person_id AND id = OLD.id AND type = 'disclosure'
  )
  BEGIN SELECT RAISE(ABORT, 'A disclosure is never removed.'); END;`,
  records: `CREATE TRIGGER records_stay BEFORE DELETE ON records
  WHEN OLD.document ->> '$.sealed.record.type' = 'tombstone' OR NOT EXISTS (
    SELECT 1 FROM erasable WHERE person_id = OLD.person_id AND id = OLD.id
      AND type = OLD.document ->> '$.sealed.record.type' AND sha256 = OLD.document ->> '$.sealed.sha256'
  )
  BEGIN SELECT RAISE(ABORT, 'A signed record is never removed.'); END;`,
} as const;

const ARRIVE = `CREATE TRIGGER certificates_arrive AFTER INSERT ON certificates
  BEGIN INSERT INTO arrivals (kind, person_id, id) VALUES ('certificate', NEW.person_id, NEW.id); END;
  CREATE TRIGGER records_arrive AFTER INSERT ON records
  BEGIN INSERT INTO arrivals (kind, person_id, id) VALUES ('record', NEW.person_id, NEW.id); END;`;

const copiedByKey = (table: string): string => `
  CREATE TABLE ${table}_by_key (
    number INTEGER PRIMARY KEY,
    person_id TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (person_id, id)
  ) STRICT;
  INSERT INTO ${table}_by_key (person_id, id, document) SELECT person_id, id, document FROM ${table};
  DROP TABLE ${table};
`;

/**
 * What brings a file from one schema to the next; the file's own is its `PRAGMA user_version`. Only ever append:
 * files in the field have run the earlier ones. Documents hold everything; the columns beside them are what queries
 * need, and are written in the same statement.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE people (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    covered INTEGER NOT NULL,
    senior_officer INTEGER NOT NULL,
    search_key TEXT NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX people_by_name ON people (search_key, id);
  CREATE INDEX people_covered ON people (id) WHERE covered = 1;
  CREATE INDEX senior_officers ON people (id) WHERE senior_officer = 1;

  CREATE TABLE obligations (
    number INTEGER PRIMARY KEY,
    person_id TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    cycle TEXT NOT NULL,
    tally_key TEXT NOT NULL,
    overdue_after TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    message_key TEXT,
    document TEXT NOT NULL,
    UNIQUE (person_id, id)
  ) STRICT;
  CREATE INDEX obligations_of_cycle ON obligations (cycle, id);
  CREATE INDEX obligations_by_part ON obligations (cycle, tally_key, overdue_after);
  CREATE INDEX obligations_in_order ON obligations (cycle, sort_key);
  CREATE INDEX messages_due ON obligations (message_key) WHERE message_key IS NOT NULL;

  -- One row per obligation and manager above it, clustered so that one range of it is a manager's organisation:
  -- counting it and listing its first page read only that range. The triggers keep it in step with the documents.
  CREATE TABLE organisation (
    manager_id TEXT NOT NULL,
    cycle TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    tally_key TEXT NOT NULL,
    overdue_after TEXT NOT NULL,
    obligation INTEGER NOT NULL,
    PRIMARY KEY (manager_id, cycle, sort_key)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER obligation_enters AFTER INSERT ON obligations BEGIN
    INSERT OR IGNORE INTO organisation
      SELECT value, NEW.cycle, NEW.sort_key, NEW.tally_key, NEW.overdue_after, NEW.number
      FROM json_each(NEW.document, '$.shown.managerChain');
  END;
  CREATE TRIGGER obligation_moves AFTER UPDATE ON obligations
  WHEN NEW.sort_key <> OLD.sort_key
    OR NEW.tally_key <> OLD.tally_key
    OR NEW.overdue_after <> OLD.overdue_after
    OR NEW.document -> '$.shown.managerChain' <> OLD.document -> '$.shown.managerChain'
  BEGIN
    DELETE FROM organisation
      WHERE manager_id IN (SELECT value FROM json_each(OLD.document, '$.shown.managerChain'))
        AND cycle = OLD.cycle AND sort_key = OLD.sort_key;
    INSERT OR IGNORE INTO organisation
      SELECT value, NEW.cycle, NEW.sort_key, NEW.tally_key, NEW.overdue_after, NEW.number
      FROM json_each(NEW.document, '$.shown.managerChain');
  END;

  -- Create-only, certificates and disclosures alike. WITHOUT ROWID leaves no second key by which a row could be
  -- replaced, and the triggers before INSERT make INSERT OR REPLACE, which fires no delete trigger, keep the first.
  CREATE TABLE certificates (
    person_id TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (person_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER certificates_keep_the_first BEFORE INSERT ON certificates
  WHEN EXISTS (SELECT 1 FROM certificates WHERE person_id = NEW.person_id AND id = NEW.id)
  BEGIN SELECT RAISE(IGNORE); END;
  ${neverChange('certificates', 'A certificate')}
  CREATE TRIGGER certificates_stay BEFORE DELETE ON certificates
  BEGIN SELECT RAISE(ABORT, 'A certificate is never removed.'); END;

  CREATE TABLE disclosures (
    person_id TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (person_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER disclosures_keep_the_first BEFORE INSERT ON disclosures
  WHEN EXISTS (SELECT 1 FROM disclosures WHERE person_id = NEW.person_id AND id = NEW.id)
  BEGIN SELECT RAISE(IGNORE); END;
  ${neverChange('disclosures', 'A disclosure')}
  CREATE TRIGGER disclosures_stay BEFORE DELETE ON disclosures
  BEGIN SELECT RAISE(ABORT, 'A disclosure is never removed.'); END;

  CREATE TABLE programme (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (kind, id)
  ) STRICT;
  `,
  // Those not reached, of whom there are few: `unreachedKeyOf` of the documents that are there already.
  `
  ALTER TABLE obligations ADD COLUMN unreached_key TEXT;
  UPDATE obligations SET unreached_key = document ->> '$.obligation.unreachable.because' || '|' || sort_key
    WHERE tally_key = 'outstanding' AND document ->> '$.obligation.unreachable.because' IS NOT NULL;
  CREATE INDEX unreached ON obligations (cycle, unreached_key) WHERE unreached_key IS NOT NULL;
  `,
  // What is signed beside certificates, create-only like them; in which order all of it arrived, which is committed in
  // the same transaction, so that none can be overlooked; and documents of the ledger that are written once.
  `
  CREATE TABLE records (
    person_id TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (person_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER records_keep_the_first BEFORE INSERT ON records
  WHEN EXISTS (SELECT 1 FROM records WHERE person_id = NEW.person_id AND id = NEW.id)
  BEGIN SELECT RAISE(IGNORE); END;
  ${neverChange('records', 'A signed record')}
  CREATE TRIGGER records_stay BEFORE DELETE ON records
  BEGIN SELECT RAISE(ABORT, 'A signed record is never removed.'); END;

  CREATE TABLE arrivals (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    person_id TEXT NOT NULL,
    id TEXT NOT NULL
  ) STRICT;
  INSERT INTO arrivals (kind, person_id, id) SELECT 'certificate', person_id, id FROM certificates
    ORDER BY document ->> '$.sealed.certificate.signedAt', id;
  ${ARRIVE}

  CREATE TRIGGER ledger_never_changes BEFORE UPDATE ON programme
  WHEN OLD.kind IN ('ledger-page', 'ledger-node', 'ledger-entry', 'checkpoint', 'signing-key')
  BEGIN SELECT RAISE(ABORT, 'The ledger never changes.'); END;
  CREATE TRIGGER ledger_stays BEFORE DELETE ON programme
  WHEN OLD.kind IN ('ledger-page', 'ledger-node', 'ledger-entry', 'checkpoint', 'signing-key')
  BEGIN SELECT RAISE(ABORT, 'The ledger stays.'); END;
  `,
  // What is kept still stays, except under a tombstone that names it and a list that two people have confirmed, and
  // never under a hold in force: whatever a program asks for, the file itself refuses everything else.
  `
  ${ERASABLE}
  DROP TRIGGER certificates_stay;
  ${STAY_UNLESS_ERASED.certificates}
  DROP TRIGGER disclosures_stay;
  ${STAY_UNLESS_ERASED.disclosures}
  DROP TRIGGER records_stay;
  ${STAY_UNLESS_ERASED.records}
  CREATE TRIGGER retention_stays BEFORE DELETE ON programme WHEN OLD.kind IN ('hold', 'erasure', 'erasure-step')
  BEGIN SELECT RAISE(ABORT, 'What was held and erased stays on record.'); END;
  CREATE TRIGGER a_confirmation_stays BEFORE UPDATE ON programme
  WHEN OLD.kind = 'erasure' AND (
    OLD.document -> '$.value.entries' <> NEW.document -> '$.value.entries'
    OR OLD.document -> '$.value.proposed' <> NEW.document -> '$.value.proposed'
    OR OLD.document -> '$.value.confirmed' <> coalesce(NEW.document -> '$.value.confirmed', '')
  )
  BEGIN SELECT RAISE(ABORT, 'What was proposed and confirmed never changes.'); END;
  `,
  // Rows of several kilobytes lay in trees whose search compares whole rows (`WITHOUT ROWID`): now an index of their keys
  // is searched. Every row is copied as it is, and the same triggers stand before them, which now also keep a row's number
  // from being taken; `openDatabase` has the old pages overwritten, so that what is erased one day is not left in them.
  `
  DROP VIEW erasable;

  ${KEPT.map(copiedByKey).join('')}
  ${KEPT.map((table) => `ALTER TABLE ${table}_by_key RENAME TO ${table};`).join('\n  ')}

  ${ERASABLE}
  CREATE TRIGGER certificates_keep_the_first BEFORE INSERT ON certificates
  WHEN EXISTS (SELECT 1 FROM certificates WHERE (person_id = NEW.person_id AND id = NEW.id) OR number = NEW.number)
  BEGIN SELECT RAISE(IGNORE); END;
  ${neverChange('certificates', 'A certificate')}
  ${STAY_UNLESS_ERASED.certificates}
  CREATE TRIGGER disclosures_keep_the_first BEFORE INSERT ON disclosures
  WHEN EXISTS (SELECT 1 FROM disclosures WHERE (person_id = NEW.person_id AND id = NEW.id) OR number = NEW.number)
  BEGIN SELECT RAISE(IGNORE); END;
  ${neverChange('disclosures', 'A disclosure')}
  ${STAY_UNLESS_ERASED.disclosures}
  CREATE TRIGGER records_keep_the_first BEFORE INSERT ON records
  WHEN EXISTS (SELECT 1 FROM records WHERE (person_id = NEW.person_id AND id = NEW.id) OR number = NEW.number)
  BEGIN SELECT RAISE(IGNORE); END;
  ${neverChange('records', 'A signed record')}
  ${STAY_UNLESS_ERASED.records}
  ${ARRIVE}
  `,
];
