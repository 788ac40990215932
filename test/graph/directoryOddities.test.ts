import assert from 'node:assert/strict';
import { closeAll, deltaAnswer, emulated, idOf, round, user, users } from './graphFixture.ts';

const ON = { path: /delta/ };

const whole = (number: number, more: object = {}) => ({
  id: idOf(number),
  accountEnabled: true,
  displayName: `Person ${number}`,
  ...more,
});

describe('directory changes, when Graph is odd', () => {
  afterEach(closeAll);

  it('skips an account without an id and says so', async () => {
    const { directory, emulator } = await emulated();
    emulator.faults.next(deltaAnswer([whole(1), { displayName: 'Nobody' }, { id: '' }, 'text', null]), ON);
    const { changed, skipped } = await round(directory);
    assert.deepEqual(
      changed.map(({ id }) => id),
      [idOf(1)],
    );
    assert.deepEqual(skipped, Array(4).fill({ reason: 'the account has no id' }));
  });

  it('reads an account anew that is listed in part, repeated on its page or on a later one', async () => {
    const people = [user(1), ...[2, 3, 4].map((number) => user(number, { managerId: idOf(1) }))];
    const { directory, emulator } = await emulated({ people });
    emulator.faults.next(
      deltaAnswer([whole(1), { id: idOf(2), 'manager@delta': [] }, whole(3), whole(3), whole(4)], {
        next: '2',
      }),
      ON,
    );
    emulator.faults.next(deltaAnswer([{ ...whole(4), department: 'a fact that is out of date' }]), ON);
    const { changed } = await round(directory);
    const latest = new Map(changed.map((person) => [person.id, person]));
    assert.equal(latest.size, 4);
    for (const number of [2, 3, 4]) assert.equal(latest.get(idOf(number) as never)?.managerId, idOf(1));
    assert.equal(latest.get(idOf(4) as never)?.department, undefined);
  });

  it('does not take somebody for gone who has been restored since, in whatever order the pages say it', async () => {
    const { directory, emulator } = await emulated({ people: users(1) });
    const { cursor } = await round(directory);
    const gone = { id: idOf(1), '@removed': { reason: 'changed' } };
    emulator.faults.next(deltaAnswer([whole(1)], { next: '2' }), ON);
    emulator.faults.next(deltaAnswer([gone]), ON);
    const second = await round(directory, cursor);
    assert.deepEqual(second.removed, []);
    assert.equal(second.changed.length, 2);
  });

  it('keeps somebody just created whom another replica cannot find yet', async () => {
    const { directory, emulator } = await emulated();
    const { cursor } = await round(directory);
    emulator.faults.next(
      deltaAnswer([whole(1, { 'manager@delta': [{ id: idOf(2) }] }), { id: idOf(3) }]),
      ON,
    );
    const { changed, skipped } = await round(directory, cursor);
    assert.deepEqual(
      changed.map(({ id, managerId }) => [id, managerId]),
      [[idOf(1), idOf(2)]],
    );
    assert.deepEqual(skipped, [{ id: idOf(3), reason: 'the account is listed in part and cannot be found' }]);
  });

  it('goes on past an empty page', async () => {
    const { directory, emulator } = await emulated();
    emulator.faults.next(deltaAnswer([], { next: '2' }), ON);
    emulator.faults.next(deltaAnswer([whole(1)]), ON);
    const { changed, pages } = await round(directory);
    assert.deepEqual([changed.length, pages], [1, 2]);
  });

  it('reads accounts one by one where there is no $batch', async () => {
    const { directory, emulator } = await emulated({ people: [user(1), user(2, { managerId: idOf(1) })] });
    const { cursor } = await round(directory);
    emulator.faults.next({ status: 501 }, { path: /batch/, times: 9 });
    emulator.organisation.changeUser(idOf(2), { department: 'Tax' });
    emulator.organisation.removeUser(idOf(1));
    const { changed, removed } = await round(directory, cursor);
    assert.deepEqual(
      changed.map(({ department, managerId }) => [department, managerId]),
      [['Tax', undefined]],
    );
    assert.deepEqual(removed, [{ id: idOf(1), reason: 'changed' }]);
  });
});
