import assert from 'node:assert/strict';
import { issueObligations } from '../../src/usecases/issueObligations.ts';
import { leaveDatesShown } from '../../src/usecases/readDirectory.ts';
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
    assert.equal((await night()).leaveDates, 0);
    assert.equal(await leaveDatesShown(programme.programme), 0);
    programme.directory.change(ada, { employeeLeaveDate: day('2027-01-31') });
    assert.equal((await night()).leaveDates, 1);
    assert.equal(await leaveDatesShown(programme.programme), 1);
    assert.equal((await night()).leaveDates, 1, 'also when nothing changed');
  });
});
