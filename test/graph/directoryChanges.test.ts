import assert from 'node:assert/strict';
import { closeAll, collect, emulated, idOf, round, user, users } from './graphFixture.ts';

describe('directory changes', () => {
  afterEach(closeAll);

  it('lists everybody in a first round with all their facts', async () => {
    const { directory } = await emulated({
      people: [
        user(1, { jobTitle: 'Chief Financial Officer' }),
        user(2, {
          displayName: 'Zoë Claes',
          givenName: 'Zoë',
          surname: 'Claes',
          mail: 'zoe@example.test',
          jobTitle: 'Accountant',
          department: 'Accounting',
          country: 'Belgium',
          employeeId: '42',
          employeeType: 'Employee',
          employeeHireDate: '2027-01-31T00:00:00Z',
          employeeOrgData: { costCenter: '9100', division: 'Corporate' },
          managerId: idOf(1),
        }),
      ],
    });
    const { changed, pages } = await round(directory);
    assert.equal(pages, 1);
    assert.deepEqual(changed[1], {
      id: idOf(2),
      displayName: 'Zoë Claes',
      givenName: 'Zoë',
      surname: 'Claes',
      userPrincipalName: 'person2@example.test',
      mail: 'zoe@example.test',
      jobTitle: 'Accountant',
      department: 'Accounting',
      country: 'Belgium',
      costCenter: '9100',
      division: 'Corporate',
      employeeType: 'Employee',
      employeeId: '42',
      employeeHireDate: '2027-01-31',
      accountEnabled: true,
      managerId: idOf(1),
      userType: 'member',
    });
  });

  it('asks for as few pages as Graph allows, and for nothing else', async () => {
    const { directory, emulator } = await emulated({ people: users(2_000) });
    const { changed, pages } = await round(directory);
    assert.equal(changed.length, 2_000);
    assert.equal(pages, Math.ceil(2_000 / 999));
    assert.deepEqual(emulator.requests.counts(), { 'GET /users/delta': 3 });
  });

  it('goes on from any page, as after a crash', async () => {
    const { directory } = await emulated({ people: users(1_500) });
    const [first] = await collect(directory.changes());
    assert.equal(first?.complete, false);
    const rest = await collect(directory.changes(first?.cursor));
    assert.equal(rest.flatMap((page) => page.changed).length, 1_500 - 999);
    assert.equal(rest.at(-1)?.complete, true);
  });

  it('lists nobody when nothing changed', async () => {
    const { directory, emulator } = await emulated({ people: users(3) });
    const { cursor } = await round(directory);
    emulator.requests.clear();
    const second = await round(directory, cursor);
    assert.deepEqual([second.changed, second.removed, second.skipped], [[], [], []]);
    assert.deepEqual(emulator.requests.counts(), { 'GET /users/delta': 1 });
  });

  it('gives complete facts of a changed person, the manager that did not change among them', async () => {
    const { directory, emulator } = await emulated({
      people: [user(1), user(2, { department: 'Tax', managerId: idOf(1) })],
    });
    const { cursor } = await round(directory);
    emulator.organisation.changeUser(idOf(2), { jobTitle: 'Tax Manager' });
    const [person] = (await round(directory, cursor)).changed;
    assert.deepEqual(
      [person?.jobTitle, person?.department, person?.managerId],
      ['Tax Manager', 'Tax', idOf(1)],
    );
  });

  it('notices a new manager and a manager who is gone', async () => {
    const { directory, emulator } = await emulated({
      people: [user(1), user(2), user(3, { managerId: idOf(1) })],
    });
    const { cursor } = await round(directory);
    emulator.organisation.changeUser(idOf(3), { managerId: idOf(2) });
    const moved = await round(directory, cursor);
    assert.deepEqual(
      moved.changed.map((person) => person.managerId),
      [idOf(2)],
    );
    emulator.organisation.removeUser(idOf(2));
    const alone = await round(directory, moved.cursor);
    assert.deepEqual(
      alone.changed.map((person) => [person.id, person.managerId]),
      [[idOf(3), undefined]],
    );
    assert.deepEqual(alone.removed, [{ id: idOf(2), reason: 'changed' }]);
  });

  it('reads as many accounts anew as changed, twenty to a request', async () => {
    const { directory, emulator } = await emulated({ people: users(200) });
    const { cursor } = await round(directory);
    emulator.requests.clear();
    for (let number = 1; number <= 45; number++) {
      emulator.organisation.changeUser(idOf(number), { department: 'Treasury' });
    }
    const { changed } = await round(directory, cursor);
    assert.equal(changed.filter((person) => person.department === 'Treasury').length, 45);
    assert.deepEqual(emulator.requests.counts(), { 'GET /users/delta': 1, 'POST /$batch': 3 });
  });

  it('tells the recycle bin from a final deletion, and brings back who is restored', async () => {
    const { directory, emulator } = await emulated({ people: users(3) });
    const { cursor } = await round(directory);
    emulator.organisation.removeUser(idOf(1));
    emulator.organisation.removeUser(idOf(2), 'deleted');
    const second = await round(directory, cursor);
    assert.deepEqual(second.removed, [
      { id: idOf(1), reason: 'changed' },
      { id: idOf(2), reason: 'deleted' },
    ]);
    emulator.organisation.restoreUser(idOf(1));
    const third = await round(directory, second.cursor);
    assert.deepEqual(
      third.changed.map(({ id }) => id),
      [idOf(1)],
    );
  });

  it('lists a replayed account with the facts it has', async () => {
    const { directory, emulator } = await emulated({ people: [user(1), user(2, { managerId: idOf(1) })] });
    const first = await round(directory);
    emulator.organisation.replay(idOf(2));
    const second = await round(directory, first.cursor);
    assert.deepEqual(second.changed, [first.changed[1]]);
  });
});
