import assert from 'node:assert/strict';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { lastRead } from '../../src/usecases/readDirectory.ts';
import { syncDirectory } from '../../src/usecases/syncDirectory.ts';
import { day } from '../helpers/clock.ts';
import { directoryPerson, personId } from '../helpers/people.ts';
import { type TestProgramme, testProgramme } from '../helpers/testProgramme.ts';

const ada = personId('Ada');

describe('somebody whose last day the directory shows', () => {
  let programme: TestProgramme;
  beforeEach(() => {
    programme = testProgramme({ now: '2026-11-23T14:00:00.000Z' });
    programme.directory.put(directoryPerson('Ada'), directoryPerson('Bob'));
  });
  afterEach(() => programme.stores.close());

  const night = async () => {
    const report = await syncDirectory(programme)();
    await issueObligations(programme)();
    return report;
  };
  const obligation = async () => (await programme.obligations.ofPerson(ada))[0]?.value.obligation;

  it('has to certify until that day, and no longer the day after, though the account is still enabled', async () => {
    programme.directory.change(ada, { employeeLeaveDate: day('2026-11-24') });
    assert.equal((await night()).covered, 2);
    programme.clock.advance({ days: 1 });
    assert.equal((await night()).covered, 2);
    programme.clock.advance({ days: 1 });
    assert.equal((await night()).covered, 1);
    const { state } = (await obligation()) ?? {};
    assert.equal(state?.status === 'left' && state.because, 'left-company');
  });

  it('has not left when hired again after it', async () => {
    programme.directory.change(ada, {
      employeeLeaveDate: day('2025-01-31'),
      employeeHireDate: day('2026-11-02'),
    });
    assert.equal((await night()).covered, 2);
  });

  it('is counted: where nobody is, last days may be hidden from us and mean nothing', async () => {
    assert.equal((await night())['last-days'], 0);
    assert.equal((await lastRead(programme.programme)).leaveDates, 0);
    programme.directory.change(ada, { employeeLeaveDate: day('2027-01-31') });
    assert.equal((await night())['last-days'], 1);
    assert.equal((await lastRead(programme.programme)).leaveDates, 1);
    assert.equal((await night())['last-days'], 1, 'also when nothing changed');
  });

  it('is missed in the log, once for each start, where nobody’s is shown', async () => {
    const logged: object[] = [];
    const log = {
      logged,
      // pino's methods need the object they are called on.
      warn(facts: object) {
        this.logged.push(facts);
      },
    };
    const sync = syncDirectory({ ...programme, log });
    await sync();
    await sync();
    assert.deepEqual(logged, [{ event: 'no-last-days-shown', permission: 'User-LifeCycleInfo.Read.All' }]);
  });
});
