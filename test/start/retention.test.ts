import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { isRefusal } from '../../src/domain/refusal.ts';
import { listHash } from '../../src/domain/retention.ts';
import { plusMilliseconds } from '../../src/domain/time.ts';
import { openSqliteStores } from '../../src/sqlite/openSqliteStores.ts';
import { erasures } from '../../src/usecases/erasures.ts';
import { findDue } from '../../src/usecases/findDue.ts';
import type { Stores } from '../../src/usecases/ports.ts';
import { NOT_COVERED, personId } from '../helpers/people.ts';
import { granted } from '../helpers/signing.ts';
import { signedCycle } from '../verify/exportWorld.ts';
import { type Machine, machine } from './service.ts';

describe('npm run retention -- execute', () => {
  let here: Machine;
  let stores: Stores;
  beforeEach(() => {
    here = machine();
    stores = openSqliteStores(here.database);
  });
  afterEach(async () => {
    await stores.close();
    here.clear();
  });

  /** A list that Dana has proposed, eight years after Cay and Eve have left. */
  const proposed = async () => {
    const programme = await signedCycle({ stores });
    for (const name of ['Cay', 'Eve']) {
      const found = await stores.people.get(personId(name));
      assert.ok(found);
      const removed = { at: programme.clock(), reason: 'deleted' } as const;
      await stores.people.replace({ ...found, value: { ...found.value, coverage: NOT_COVERED, removed } });
    }
    programme.clock.advance({ days: 8 * 366 });
    await findDue(programme)();
    const deciding = erasures({ ...programme, holdsRoleNow: async () => ({ outcome: 'holds' }) as const });
    const sha256 = listHash((await deciding.due())?.entries ?? []);
    const list = granted(await deciding.propose(personId('Dana'), { sha256 }));
    const confirm = () => deciding.confirm(personId('Paul'), { list: list.id, sha256 });
    return { list: list.id, confirm, now: programme.clock };
  };
  const kept = (table: string) => {
    const file = new DatabaseSync(here.database);
    const [row] = file.prepare(`SELECT count(*) AS n FROM ${table}`).all();
    file.close();
    return Number(row?.n);
  };

  it('says how it is used, and of what it cannot execute why', async () => {
    const { list } = await proposed();
    const used = await here.run(['retention']);
    assert.deepEqual([used.code, used.stdout], [78, '']);
    assert.match(used.stderr, /npm run retention -- execute <list>/);
    const unconfirmed = await here.run(['retention', 'execute', list]);
    assert.equal(unconfirmed.code, 78);
    assert.match(unconfirmed.stderr, /nobody else has confirmed it yet/);
    assert.equal(kept('certificates'), 5);
  });

  it('erases what two have confirmed, at the time that it is in the moved clock of local mode, and what is due is true again', async () => {
    const { list, confirm, now } = await proposed();
    granted(await confirm());
    assert.ok(Date.parse(now()) > Date.now(), 'years ahead of this machine');
    const done = await here.run(['retention', 'execute', list]);
    assert.deepEqual([done.code, done.stderr], [0, '']);
    assert.match(done.stdout, new RegExp(`the service's clock was moved[\\s\\S]*goes on from ${now()}`));
    assert.match(done.stdout, /2 people erased; \d+ records/);
    assert.equal(kept('certificates'), 3);
    const records = await stores.certificates.recordsOf(personId('Cay'));
    assert.ok(records.length > 0 && records.every(({ record }) => record.at >= now()));
    assert.deepEqual((await stores.programme.get('retention-due', 'now'))?.value.entries, []);

    const again = await here.run(['retention', 'execute', list]);
    assert.match(again.stdout, /2 people erased; 0 records/);
  });

  it('leaves whoever is held, and says so; released, they go, and not before that', async () => {
    const { list, confirm, now } = await proposed();
    assert.ok(!isRefusal(await confirm()));
    const scope = { kind: 'person', personId: personId('Cay') } as const;
    const hold = { id: 'h', scope, because: 'A lawsuit.', by: personId('Paul'), at: now() };
    await stores.programme.create('hold', 'h', hold);
    const { stdout } = await here.run(['retention', 'execute', list]);
    assert.match(stdout, /1 person erased[\s\S]*left out: 1 person: under a legal hold/);
    assert.equal(kept('certificates'), 4);

    const released = { by: personId('Dana'), at: plusMilliseconds(now(), 3_600_000), because: 'Settled.' };
    const found = await stores.programme.get('hold', 'h');
    assert.ok(found);
    await stores.programme.replace('hold', 'h', { ...found, value: { ...hold, released } });
    const then = await here.run(['retention', 'execute', list]);
    assert.match(then.stdout, new RegExp(`goes on from ${released.at}`));
    const records = await stores.certificates.recordsOf(personId('Cay'));
    assert.ok(
      records.length > 0 && records.every(({ record }) => record.at >= released.at),
      'no tombstone says that it went while it was held',
    );
  });
})
  .timeout(30_000)
  .slow(10_000);
