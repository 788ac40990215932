import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { groupCommit } from '../../src/sqlite/groupCommit.ts';

describe('writes committed as a group', () => {
  let db: DatabaseSync;
  beforeEach(() => {
    db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE numbers (number INTEGER PRIMARY KEY)');
  });
  afterEach(() => db.isOpen && db.close());

  const insert = (number: number) => () =>
    Number(db.prepare('INSERT INTO numbers VALUES (?)').run(number).changes);
  const count = (): unknown => db.prepare('SELECT COUNT(*) AS rows FROM numbers').get()?.rows;

  it('share one transaction', async () => {
    const commit = groupCommit(db, { patience: 100 });
    const inTransaction: boolean[] = [];
    const writes = Array.from({ length: 1_200 }, (_, number) =>
      commit(() => {
        inTransaction.push(db.isTransaction);
        return insert(number)();
      }),
    );
    assert.deepEqual(new Set(await Promise.all(writes)), new Set([1]));
    assert.deepEqual(new Set(inTransaction), new Set([true]));
    assert.equal(db.isTransaction, false);
    assert.equal(count(), 1_200);
  });

  it('fail alone', async () => {
    const commit = groupCommit(db, { patience: 100 });
    const outcomes = await Promise.allSettled([1, 1, 2].map((number) => commit(insert(number))));
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled'],
    );
    assert.equal(count(), 2);
  });

  it('fail together when the transaction does', async () => {
    const commit = groupCommit(db, { patience: 100 });
    const writes = [
      commit(insert(1)),
      commit(() => {
        db.exec('ROLLBACK');
        throw new Error('disk full');
      }),
      commit(insert(2)),
    ];
    for (const outcome of await Promise.allSettled(writes)) assert.equal(outcome.status, 'rejected');
    assert.equal(count(), 0);
    assert.equal(await commit(insert(3)), 1);
  });

  it('that say they succeeded did, and that say they failed did not, when the disk is full', async () => {
    db.exec('CREATE TABLE texts (number INTEGER PRIMARY KEY, text TEXT); PRAGMA max_page_count = 20');
    const commit = groupCommit(db, { patience: 100 });
    const texts = db.prepare('INSERT INTO texts VALUES (?, ?)');
    const write = async (number: number): Promise<boolean> =>
      commit(() => Number(texts.run(number, 'x'.repeat(3_000)).changes)).then(
        () => true,
        () => false,
      );
    const acknowledged = new Set<number>();
    for (let first = 0; first < 40; first += 5) {
      const numbers = [0, 1, 2, 3, 4].map((offset) => first + offset);
      const outcomes = await Promise.all(numbers.map(write));
      for (const [index, number] of numbers.entries()) if (outcomes[index]) acknowledged.add(number);
    }
    const rows = db.prepare('SELECT number FROM texts').all();
    assert.deepEqual(new Set(rows.map(({ number }) => number)), acknowledged);
    assert.ok(acknowledged.size > 5 && acknowledged.size < 40);
  });

  it('fail when the database is closed', async () => {
    const commit = groupCommit(db, { patience: 100 });
    const write = commit(insert(1));
    db.close();
    await assert.rejects(write);
    await assert.rejects(commit(insert(2)));
  });
});
