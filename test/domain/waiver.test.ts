import assert from 'node:assert/strict';
import fc from 'fast-check';
import { businessDaysAfter, federalHolidays, isBusinessDay } from '../../src/domain/businessDays.ts';
import type { PersonId } from '../../src/domain/ids.ts';
import { daysBetween, plusDays } from '../../src/domain/time.ts';
import {
  APPROVERS,
  isWaiverRefusal,
  recordWaiver,
  stepWaiver,
  type Waiver,
  type WaiverFacts,
  waiverStatus,
} from '../../src/domain/waiver.ts';
import { at, day } from '../helpers/clock.ts';

const RULES = { implicitAfterDays: 30 };
const BY = { person: 'dana' as PersonId, at: at('2026-11-23'), today: day('2026-11-23'), number: 1 };
const WAIVER: WaiverFacts = {
  kind: 'waiver',
  what: 'Outside directorship at a customer',
  forWhom: 'Controller',
  executiveOfficer: true,
  approver: 'board-committee',
  on: day('2026-11-20'),
};
const recorded = (facts: Partial<WaiverFacts> = {}): Waiver => {
  const made = recordWaiver({ ...WAIVER, ...facts }, BY);
  assert.ok(!isWaiverRefusal(made));
  return made;
};
const refusedFor = (facts: Partial<WaiverFacts>) => {
  const made = recordWaiver({ ...WAIVER, ...facts }, BY);
  return isWaiverRefusal(made) ? made.waiverRefused : 'recorded';
};
const status = (waiver: Waiver, today: string) => waiverStatus(waiver, day(today), RULES);

describe('federal holidays', () => {
  it('are those the Office of Personnel Management publishes', () => {
    assert.deepEqual(federalHolidays(2026), [
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-07-03',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
    assert.ok(federalHolidays(2021).includes(day('2021-12-31')), 'New Year of 2022 was a Saturday');
    assert.ok(federalHolidays(2022).includes(day('2022-12-26')), 'Christmas of 2022 was a Sunday');
    assert.ok(!federalHolidays(2022).includes(day('2022-01-01')));
  });

  it('and weekends are no business days, and the count passes over them', () => {
    // Friday 20 November 2026, with Thanksgiving on Thursday the 26th.
    assert.equal(businessDaysAfter(day('2026-11-20'), 4), '2026-11-27');
    assert.equal(businessDaysAfter(day('2026-11-21'), 4), '2026-11-27', 'a Saturday starts on Monday');
    assert.equal(businessDaysAfter(day('2026-12-23'), 4), '2026-12-30');
    assert.equal(businessDaysAfter(day('2026-06-01'), 4), '2026-06-05');
  });

  it('never leave fewer than four business days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000 }), (offset) => {
        const from = plusDays(day('2020-01-01'), offset);
        const due = businessDaysAfter(from, 4);
        const between = Array.from({ length: daysBetween(from, due) }, (_, n) => plusDays(from, n + 1));
        assert.equal(between.filter(isBusinessDay).length, 4);
        assert.ok(isBusinessDay(due) && between.length <= 9);
      }),
    );
  });
});

describe('the register of waivers', () => {
  it('takes a waiver for an executive officer from the board or a committee of it, and from nobody else', () => {
    assert.equal(refusedFor({}), 'recorded');
    assert.equal(refusedFor({ approver: 'board' }), 'recorded');
    assert.equal(refusedFor({ approver: 'other' }), 'board-only');
    assert.equal(refusedFor({ approver: 'other', executiveOfficer: false }), 'recorded');
    for (const approver of APPROVERS) assert.equal(refusedFor({ approver, what: ' ' }), 'what-missing');
  });

  it('asks for whom, by whom and when', () => {
    const { approver: _, ...without } = WAIVER;
    assert.deepEqual(recordWaiver(without, BY), { waiverRefused: 'approver-missing' });
    assert.equal(refusedFor({ forWhom: '' }), 'who-missing');
    assert.equal(refusedFor({ on: day('2026-11-24') }), 'date-ahead');
    assert.equal(refusedFor({ notReportableBecause: 'technical' }), 'reason-only-for-amendments');
  });

  it('starts a clock of four business days for an executive officer, and none for others', () => {
    assert.deepEqual(status(recorded(), '2026-11-27'), {
      state: 'to-disclose',
      due: '2026-11-27',
      overdue: false,
    });
    assert.deepEqual(status(recorded(), '2026-11-28'), {
      state: 'to-disclose',
      due: '2026-11-27',
      overdue: true,
    });
    assert.deepEqual(status(recorded({ executiveOfficer: false }), '2027-11-28'), {
      state: 'not-reportable',
    });
  });

  it('starts it for a substantive amendment; a technical one is not reportable, for a reason that is kept', () => {
    const amendment = { kind: 'amendment', executiveOfficer: false, approver: 'board' } as const;
    assert.equal(status(recorded(amendment), '2026-11-23').state, 'to-disclose');
    const technical = recorded({ ...amendment, notReportableBecause: 'A telephone number changed.' });
    assert.deepEqual(status(technical, '2027-11-23'), { state: 'not-reportable' });
    assert.equal(technical.facts.notReportableBecause, 'A telephone number changed.');
  });

  it('lets a known departure age into a waiver by silence, unless something is done about it', () => {
    const implicit = recorded({ kind: 'implicit', on: day('2026-10-01') });
    assert.deepEqual(status(implicit, '2026-10-31'), { state: 'known', until: '2026-10-31' });
    // It became one on 1 November, a Sunday.
    assert.deepEqual(status(implicit, '2026-11-01'), {
      state: 'to-disclose',
      due: '2026-11-05',
      overdue: false,
    });
    const step = { type: 'act-on', because: 'The directorship was given up.' } as const;
    assert.deepEqual(stepWaiver(implicit, step, BY, RULES), { waiverRefused: 'nothing-to-act-on' });
    const recent = recorded({ kind: 'implicit', on: day('2026-11-01') });
    const acted = stepWaiver(recent, step, BY, RULES);
    assert.ok(!isWaiverRefusal(acted));
    assert.deepEqual(status(acted, '2027-11-01'), { state: 'acted-on' });
    assert.deepEqual(stepWaiver(acted, step, BY, RULES), { waiverRefused: 'nothing-to-act-on' });
  });

  it('keeps a website disclosure for twelve months and five years more, and says when one was late', () => {
    const step = {
      type: 'disclose',
      way: 'website',
      where: 'https://aleris.example',
      on: day('2026-11-23'),
    } as const;
    const done = stepWaiver(recorded(), step, BY, RULES);
    assert.ok(!isWaiverRefusal(done));
    assert.deepEqual(status(done, '2026-11-23'), {
      state: 'disclosed',
      on: '2026-11-23',
      way: 'website',
      late: false,
      stays: { until: '2027-11-23', keptUntil: '2032-11-23' },
    });
    const late = stepWaiver(recorded({ on: day('2026-11-02') }), { ...step, way: 'form-8-k' }, BY, RULES);
    assert.ok(!isWaiverRefusal(late));
    assert.deepEqual(status(late, '2026-11-23'), {
      state: 'disclosed',
      on: '2026-11-23',
      way: 'form-8-k',
      late: true,
    });
    assert.deepEqual(stepWaiver(done, step, BY, RULES), { waiverRefused: 'already-disclosed' });
  });

  it('takes no disclosure of what is not reportable, lies ahead, or came before', () => {
    const step = { type: 'disclose', way: 'form-8-k', where: 'x', on: day('2026-11-23') } as const;
    const refused = (waiver: Waiver, other: object = {}) => {
      const made = stepWaiver(waiver, { ...step, ...other }, BY, RULES);
      return isWaiverRefusal(made) ? made.waiverRefused : 'done';
    };
    assert.equal(refused(recorded({ executiveOfficer: false })), 'not-reportable');
    assert.equal(refused(recorded(), { on: day('2026-11-24') }), 'date-ahead');
    assert.equal(refused(recorded(), { on: day('2026-11-19') }), 'before-it-happened');
    assert.equal(refused(recorded(), { where: ' ' }), 'where-missing');
  });

  it('only ever adds to an entry', () => {
    const entry = recorded();
    const step = { type: 'disclose', way: 'form-8-k', where: 'x', on: day('2026-11-23') } as const;
    const done = stepWaiver(entry, step, BY, RULES);
    assert.ok(!isWaiverRefusal(done));
    assert.deepEqual(done.history.slice(0, 1), entry.history);
    assert.deepEqual(done.facts, entry.facts);
  });
});
