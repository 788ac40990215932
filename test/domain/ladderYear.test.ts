import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { escalationsOf } from '../../src/domain/escalation.ts';
import { evolve } from '../../src/domain/evolve.ts';
import { nextReminderAt } from '../../src/domain/ladder.ts';
import type { Obligation } from '../../src/domain/obligation.ts';
import { dateAt, plusDays } from '../../src/domain/time.ts';
import { nextWithin, workingTimeOf } from '../../src/domain/workingHours.ts';
import { type Programme, readProgramme } from '../../src/programme.ts';
import { at, day } from '../helpers/clock.ts';
import { obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';

const FILE = fileURLToPath(new URL('../../src/content/programme.yaml', import.meta.url));
const { reminderRules, escalationRules, workingRules, timeZone } = readProgramme(FILE) as Programme;

const [BOSS, COMPLIANCE, CHAIR] = ['Boss', 'Compliance', 'Chair'].map(personId) as [
  ReturnType<typeof personId>,
  ReturnType<typeof personId>,
  ReturnType<typeof personId>,
];
const around = (offices: readonly ('chief-financial-officer' | 'treasurer')[]) => ({
  offices,
  managerChain: [BOSS],
  chainOf: () => [],
  compliance: [COMPLIANCE],
  auditCommitteeChair: CHAIR,
  auditCommittee: [CHAIR],
});
const WHO = new Map([
  [BOSS, 'manager'],
  [COMPLIANCE, 'compliance'],
  [CHAIR, 'chair'],
]);

/** Every message of the first weeks, by the person's own day, when nothing else happens. */
function table(from: Obligation, offices: Parameters<typeof around>[0], until: string, country = 'US') {
  const time = workingTimeOf({ usageLocation: country }, workingRules);
  const rows: string[] = [];
  let obligation = from;
  let next = nextWithin(obligation.issuedAt, time);
  for (let today = dateAt(obligation.issuedAt, timeZone); today <= day(until); today = plusDays(today, 1)) {
    while (dateAt(next, time.timeZone) <= today) {
      rows.push(`${dateAt(next, time.timeZone)} ${rows.length === 0 ? 'prompt' : 'reminder'}`);
      next = nextReminderAt(obligation, next, reminderRules, time);
    }
    const issuedOn = dateAt(obligation.issuedAt, timeZone);
    for (const { step, to } of escalationsOf(obligation, issuedOn, today, escalationRules, around(offices))) {
      rows.push(`${today} ${to.map((id) => WHO.get(id)).join()}`);
      const { overdueAfter } = obligation;
      obligation = evolve(obligation, {
        type: 'escalated',
        at: at(`${today}T15:00:00Z`),
        step,
        to,
        overdueAfter,
      });
    }
  }
  return rows;
}

describe('the ladder of the programme file that comes with the programme', () => {
  it('over the first weeks of a cycle', () => {
    assert.deepEqual(table(obligationOf('Ada'), [], '2027-01-08'), [
      '2026-11-02 prompt',
      '2026-12-03 reminder',
      '2026-12-10 reminder',
      '2026-12-16 reminder',
      '2026-12-17 reminder',
      '2026-12-21 reminder', // three days after is a Sunday
      '2026-12-24 manager',
      '2026-12-28 reminder', // a week after that is one too
      '2026-12-31 compliance',
      '2027-01-04 reminder',
    ]);
  });

  it('of the CFO', () => {
    const rows = table(obligationOf('Ada'), ['treasurer', 'chief-financial-officer'], '2027-06-30');
    assert.deepEqual(
      rows.filter((row) => !/prompt|reminder/.test(row)),
      ['2026-12-24 chair'],
    );
  });

  it('over a leap day', () => {
    const hire = obligationOf('Ada', { issuedAt: '2028-02-16T10:30:00Z', due: '2028-03-01' });
    assert.deepEqual(table(hire, [], '2028-03-16'), [
      '2028-02-16 prompt',
      '2028-02-23 reminder',
      '2028-02-29 reminder',
      '2028-03-01 reminder',
      '2028-03-06 reminder', // three days after is a Saturday
      '2028-03-08 manager',
      '2028-03-13 reminder',
      '2028-03-15 compliance',
    ]);
  });

  it('with the holidays of a country', () => {
    const due = { issuedAt: '2027-04-19T10:30:00Z', due: '2027-05-03' };
    const days = (country: string) => table(obligationOf('Ada', due), [], '2027-05-04', country);
    assert.deepEqual(days('DE'), [
      '2027-04-19 prompt',
      '2027-04-26 reminder',
      '2027-04-30 reminder',
      '2027-05-03 reminder',
    ]);
    assert.deepEqual(days('US'), days('DE'), 'the first of May is a Saturday anyway');
  });
});
