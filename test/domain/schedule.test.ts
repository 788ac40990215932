import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cycleOn, dutyOf, type Membership } from '../../src/domain/schedule.ts';
import { earlier, plusDays, plusMonths } from '../../src/domain/time.ts';
import { day } from '../helpers/clock.ts';
import { FINANCE_STAFF, NOT_COVERED } from '../helpers/people.ts';
import { CYCLE_RULES } from '../helpers/rules.ts';

type Facts = Partial<
  Record<'hiredOn' | 'firstSeenOn' | 'coveredSince' | 'lastCertifiedOn' | 'unmetSince', string>
> &
  Partial<Pick<Membership, 'coverage' | 'inBaseline'>>;

/** Someone of the baseline of 2 November 2026, hired years before, unless `facts` say otherwise. */
const member = (facts: Facts): Membership =>
  ({
    coverage: FINANCE_STAFF,
    firstSeenOn: '2026-11-02',
    inBaseline: true,
    coveredSince: facts.firstSeenOn ?? '2026-11-02',
    ...facts,
  }) as Membership;

const dutyOn = (today: string, facts: Facts = {}) =>
  dutyOf(member(facts), cycleOn(day(today), CYCLE_RULES), day(today), CYCLE_RULES);

describe('the open cycle', () => {
  const on = (today: string, opensOn = '11-02') =>
    cycleOn(day(today), { ...CYCLE_RULES, annualOpensOn: opensOn });

  it('is the one that opened last', () => {
    assert.deepEqual(on('2026-11-02'), { id: '2026', opensOn: '2026-11-02', due: '2026-12-17' });
    assert.deepEqual(on('2026-11-01'), { id: '2025', opensOn: '2025-11-02', due: '2025-12-17' });
    assert.equal(on('2027-11-01').id, '2026');
    assert.equal(on('2026-12-31', '01-01').id, '2026');
  });

  it('may open on a leap day, which is the 28th in a common year', () => {
    assert.equal(on('2028-02-29', '02-29').opensOn, '2028-02-29');
    assert.equal(on('2028-02-28', '02-29').id, '2027');
    assert.equal(on('2027-02-28', '02-29').opensOn, '2027-02-28');
  });
});

describe('what somebody owes', () => {
  it('is nothing when no rule covers them', () => {
    assert.equal(dutyOn('2026-11-02', { coverage: NOT_COVERED }), undefined);
  });

  it('is the annual certificate for everybody of the baseline', () => {
    const annual = { reason: 'annual', due: '2026-12-17', overdueAfter: '2026-12-17' };
    assert.deepEqual(dutyOn('2026-11-02'), annual);
    assert.deepEqual(dutyOn('2026-11-20', { hiredOn: '2014-05-01' }), annual);
  });

  it('leaves whoever is asked late the notice a joiner gets', () => {
    assert.equal(dutyOn('2027-03-01')?.due, '2027-03-15');
    assert.equal(dutyOn('2026-12-10')?.due, '2026-12-24');
  });

  it('is a certificate on hire for somebody hired lately, also of the baseline', () => {
    const hired = { hiredOn: '2026-11-01', firstSeenOn: '2026-11-02' };
    assert.deepEqual(dutyOn('2026-11-02', hired), {
      reason: 'hire',
      due: '2026-11-16',
      overdueAfter: '2026-11-16',
    });
    const joined = { hiredOn: '2027-03-01', firstSeenOn: '2027-03-01', inBaseline: false };
    assert.deepEqual(dutyOn('2027-03-01', joined)?.due, '2027-03-15');
  });

  it('ends being one on hire when the hire window ends', () => {
    const hiredBefore = (days: number) => ({ hiredOn: plusDays(day('2026-11-02'), -days) });
    assert.equal(dutyOn('2026-11-02', hiredBefore(90))?.reason, 'hire');
    assert.equal(dutyOn('2026-11-02', hiredBefore(91))?.reason, 'annual');
  });

  it('waits for the day of a hire in the future', () => {
    const future = { hiredOn: '2026-12-01', firstSeenOn: '2026-11-02' };
    assert.equal(dutyOn('2026-11-30', future), undefined);
    assert.deepEqual(dutyOn('2026-12-01', future), {
      reason: 'hire',
      due: '2026-12-15',
      overdueAfter: '2026-12-15',
    });
  });

  it('on hire is due after the hire, or after joining the population', () => {
    const lateSeen = { hiredOn: '2026-12-01', firstSeenOn: '2026-12-20', inBaseline: false };
    assert.equal(dutyOn('2026-12-20', lateSeen)?.due, '2027-01-03');
    const lateIssued = dutyOn('2027-02-20', lateSeen);
    assert.equal(lateIssued?.due, '2027-02-21', 'not on the day they are asked');
  });

  it('of somebody who appears without a hire date is one on hire', () => {
    const appeared = { firstSeenOn: '2027-01-10', inBaseline: false };
    assert.equal(dutyOn('2027-01-10', appeared)?.reason, 'hire');
  });

  it('is one on transfer for somebody who was known and becomes covered', () => {
    const moved = { hiredOn: '2014-05-01', coveredSince: '2027-02-01' };
    assert.deepEqual(dutyOn('2027-02-01', moved), {
      reason: 'transfer',
      due: '2027-02-15',
      overdueAfter: '2027-02-15',
    });
  });

  it('in a later cycle is the annual one, also for those who never signed in their first', () => {
    const joiners: Facts[] = [
      { hiredOn: '2027-03-01', firstSeenOn: '2027-03-01', inBaseline: false },
      { firstSeenOn: '2027-03-01', inBaseline: false },
      { hiredOn: '2014-05-01', coveredSince: '2027-02-01' },
    ];
    for (const joiner of joiners)
      assert.deepEqual(
        dutyOn('2027-11-02', joiner),
        { reason: 'annual', due: '2027-12-17', overdueAfter: '2027-12-17' },
        JSON.stringify(joiner),
      );
  });

  it('stays one on hire over the opening of a cycle that comes within the hire window', () => {
    const hired = { hiredOn: '2027-10-25', firstSeenOn: '2027-10-25', inBaseline: false };
    assert.equal(dutyOn('2027-10-25', hired)?.due, '2027-11-08');
    assert.deepEqual(dutyOn('2027-11-02', hired), {
      reason: 'hire',
      due: '2027-11-08',
      overdueAfter: '2027-11-08',
    });
  });

  it('is annual for whoever has certified before', () => {
    const facts = { hiredOn: '2027-10-01', firstSeenOn: '2027-10-01', inBaseline: false };
    const duty = dutyOn('2027-11-02', { ...facts, lastCertifiedOn: '2027-10-03' });
    assert.deepEqual(duty, { reason: 'annual', due: '2027-12-17', overdueAfter: '2027-12-17' });
  });

  it('is overdue more than twelve months after the last certificate, whatever the cycle says', () => {
    const duty = (lastCertifiedOn: string) =>
      dutyOn('2026-11-02', { firstSeenOn: '2024-01-08', lastCertifiedOn });
    assert.equal(duty('2025-11-10')?.overdueAfter, '2026-11-10');
    assert.equal(duty('2025-11-10')?.due, '2026-12-17');
    assert.equal(duty('2025-08-01')?.overdueAfter, '2026-08-01', 'already when it is issued');
    assert.equal(duty('2026-01-20')?.overdueAfter, '2026-12-17');
  });

  it('is one on transfer or rehire for somebody who certified, was away, and came back', () => {
    const back = { firstSeenOn: '2024-01-08', lastCertifiedOn: '2025-11-20', coveredSince: '2027-02-01' };
    const notice = { due: '2027-02-15', overdueAfter: '2027-02-15' };
    assert.deepEqual(dutyOn('2027-02-01', back), { reason: 'transfer', ...notice });
    const hiredOn = '2027-02-01';
    assert.deepEqual(dutyOn('2027-02-01', { ...back, hiredOn }), { reason: 'rehire', ...notice });
  });

  it('is annual again for whoever came back before the cycle opened', () => {
    const back = { firstSeenOn: '2024-01-08', lastCertifiedOn: '2026-11-20', coveredSince: '2027-03-01' };
    assert.deepEqual(dutyOn('2027-11-02', back), {
      reason: 'annual',
      due: '2027-12-17',
      overdueAfter: '2027-11-20',
    });
  });

  it('waits for nobody who was back before their twelve months ended', () => {
    const back = { firstSeenOn: '2024-01-08', lastCertifiedOn: '2025-11-10', coveredSince: '2026-11-05' };
    assert.equal(dutyOn('2026-11-08', back)?.overdueAfter, '2026-11-10');
    assert.equal(dutyOn('2026-11-12', back)?.overdueAfter, '2026-11-10', 'whenever they are asked');
  });

  it('is overdue since an earlier cycle that is still unmet', () => {
    const duty = dutyOn('2027-11-02', { unmetSince: '2026-12-17' });
    assert.deepEqual([duty?.due, duty?.overdueAfter], ['2027-12-17', '2026-12-17']);
  });

  it('counts twelve months from a leap day to the 28th', () => {
    const rules = { ...CYCLE_RULES, annualOpensOn: '02-01' };
    const today = day('2029-02-01');
    const duty = dutyOf(
      member({ firstSeenOn: '2027-01-01', lastCertifiedOn: '2028-02-29' }),
      cycleOn(today, rules),
      today,
      rules,
    );
    assert.equal(duty?.overdueAfter, '2029-02-28');
  });

  it('is never due before tomorrow, and overdue by the earlier of due date and twelve months in it', () => {
    const date = fc.integer({ min: 0, max: 1500 }).map((days) => plusDays(day('2025-01-01'), days));
    const facts = fc.record({
      hiredOn: fc.option(date, { nil: undefined }),
      firstSeenOn: date,
      covered: fc.nat({ max: 400 }),
      inBaseline: fc.boolean(),
      lastCertifiedOn: fc.option(date, { nil: undefined }),
      wait: fc.nat({ max: 900 }),
    });
    fc.assert(
      fc.property(facts, ({ covered, wait, ...known }) => {
        const coveredSince = plusDays(known.firstSeenOn, covered);
        const today = plusDays(coveredSince, wait);
        const duty = dutyOn(today, { ...known, coveredSince } as Facts);
        if (known.hiredOn && known.hiredOn > today) return assert.equal(duty, undefined);
        // Whoever signed within the cycle has done what it asks for.
        const { lastCertifiedOn } = known;
        if (!duty)
          return assert.ok(lastCertifiedOn && lastCertifiedOn >= cycleOn(today, CYCLE_RULES).opensOn);
        assert.ok(duty.due > today);
        const limit = known.lastCertifiedOn && plusMonths(known.lastCertifiedOn, 12);
        const counts = limit && limit >= coveredSince;
        assert.equal(duty.overdueAfter, counts ? earlier(duty.due, limit) : duty.due);
      }),
    );
  });
});
