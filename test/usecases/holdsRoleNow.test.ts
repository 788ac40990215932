import assert from 'node:assert/strict';
import type { GroupId } from '../../src/domain/ids.ts';
import { DirectoryForbidden, DirectoryUnavailable } from '../../src/usecases/failures.ts';
import { type GrantedRole, holdsRoleNow } from '../../src/usecases/holdsRoleNow.ts';
import type { LiveRoles } from '../../src/usecases/ports.ts';
import { guid, personId } from '../helpers/people.ts';

const OFFICE = guid('compliance office') as GroupId;
const BOARD = guid('audit committee') as GroupId;
const [dana, named, chair] = [personId('dana'), personId('named'), personId('chair')];

const roleRules = {
  compliance: { groups: [OFFICE], people: [named] },
  auditCommittee: { groups: [BOARD], people: [] },
  auditCommitteeChair: chair,
};
const belonging =
  (groups: readonly GroupId[], active = true): LiveRoles['now'] =>
  async (_, among) => ({ active, groups: among.filter((group) => groups.includes(group)) });

const check = (now: LiveRoles['now'], person = dana, role: GrantedRole = 'compliance') => {
  const logged: object[] = [];
  const log = { warn: (facts: object) => void logged.push(facts) };
  return holdsRoleNow({ liveRoles: { now }, roleRules, log })({ person, role }).then((found) => ({
    found,
    logged,
  }));
};
const outcome = async (...asked: Parameters<typeof check>) => (await check(...asked)).found.outcome;

describe('a role checked live', () => {
  it('is held by a member of its group, until they leave it', async () => {
    assert.equal(await outcome(belonging([OFFICE])), 'holds');
    assert.equal(await outcome(belonging([])), 'lacks');
    assert.equal(await outcome(belonging([OFFICE]), dana, 'audit-committee'), 'lacks');
    assert.equal(await outcome(belonging([BOARD]), dana, 'audit-committee'), 'holds');
  });

  it('is held by whom the programme file names', async () => {
    assert.equal(await outcome(belonging([]), named), 'holds');
    assert.equal(await outcome(belonging([]), chair, 'audit-committee-chair'), 'holds');
    assert.equal(await outcome(belonging([OFFICE, BOARD]), dana, 'audit-committee-chair'), 'lacks');
  });

  it('is not held by an account that is gone or disabled, whatever it belongs to', async () => {
    assert.equal(await outcome(belonging([OFFICE], false)), 'lacks');
    assert.equal(await outcome(belonging([], false), named), 'lacks');
  });

  it('is unknown, which is no yes, when the directory refuses or does not answer; the log says so', async () => {
    for (const [error, because] of [
      [new DirectoryForbidden('A permission is missing.'), 'forbidden'],
      [new DirectoryUnavailable('No answer.'), 'unavailable'],
    ] as const) {
      const { found, logged } = await check(async () => {
        throw error;
      });
      assert.deepEqual(found, { outcome: 'unknown', because });
      assert.deepEqual(logged, [{ event: 'role-not-checked', err: error }]);
    }
  });

  it('does not hide a mistake of ours', async () => {
    await assert.rejects(
      check(async () => {
        throw new TypeError('A mistake.');
      }),
      TypeError,
    );
  });
});
