import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ObligationReason } from '../../src/domain/obligation.ts';
import { type CycleRules, cycleOn, dutyOf, type Membership } from '../../src/domain/schedule.ts';
import { plusDays, plusMonths } from '../../src/domain/time.ts';
import { day } from '../helpers/clock.ts';
import { FINANCE_STAFF } from '../helpers/people.ts';
import { CYCLE_RULES } from '../helpers/rules.ts';

type Facts = Partial<
  Record<
    'hiredOn' | 'firstSeenOn' | 'coveredSince' | 'lastCertifiedOn' | 'unmetSince' | 'amendmentDue',
    string
  >
> & { readonly lastReason?: ObligationReason; readonly lastDue?: string; readonly inBaseline?: boolean };

/** Someone known since 2024 unless facts say otherwise; opens on 2 November, 45 days, joiners 14. */
const member = ({ lastReason = 'annual', lastDue, ...facts }: Facts): Membership => {
  const due = day(lastDue ?? facts.lastCertifiedOn ?? '2024-01-08');
  return {
    coverage: FINANCE_STAFF,
    firstSeenOn: '2024-01-08',
    inBaseline: true,
    coveredSince: facts.firstSeenOn ?? '2024-01-08',
    ...facts,
    ...(facts.lastCertifiedOn && { lastCertifiedFor: { reason: lastReason, due, overdueAfter: due } }),
  } as Membership;
};
const duty = (today: string, facts: Facts, rules: Partial<CycleRules>) => {
  const all = { ...CYCLE_RULES, ...rules };
  const found = dutyOf(member(facts), cycleOn(day(today), all), day(today), all);
  return found && [found.reason, found.due, found.overdueAfter].join(' ');
};

describe('by anniversary, the annual certificate', () => {
  const on = (today: string, facts: Facts) => duty(today, facts, { anchor: 'anniversary' });
  const signed = { lastCertifiedOn: '2026-03-20' };

  it('is due twelve months after the last one, and asked for some weeks before', () => {
    assert.equal(on('2026-11-02', signed), undefined);
    assert.equal(on('2027-02-02', signed), undefined);
    assert.equal(on('2027-02-03', signed), 'annual 2027-03-20 2027-03-20');
    assert.equal(
      on('2027-03-15', signed),
      'annual 2027-03-29 2027-03-20',
      'asked late, overdue all the same',
    );
  });

  it('is asked for when the cycle opens at the earliest', () => {
    const early = { lastCertifiedOn: '2025-11-20' };
    assert.equal(on('2026-11-01', early), undefined, 'that is the cycle they signed in');
    assert.equal(on('2026-11-02', early), 'annual 2026-11-20 2026-11-20');
  });

  it('of somebody who never signed is due on the anniversary of their hire', () => {
    const hired = { hiredOn: '2014-05-01' };
    assert.equal(on('2026-11-02', hired), undefined);
    assert.equal(on('2027-03-17', hired), 'annual 2027-05-01 2027-05-01');
    assert.equal(on('2026-11-02', { hiredOn: '2014-11-10' }), 'annual 2026-11-16 2026-11-16', 'with notice');
  });

  it('of somebody without either is due on the day of the year since when a rule covers them', () => {
    assert.equal(on('2026-11-24', { coveredSince: '2024-01-08' }), 'annual 2027-01-08 2027-01-08');
    assert.equal(on('2026-11-23', { coveredSince: '2024-01-08' }), undefined);
  });

  it('of somebody hired on a leap day is due on the 28th in a common year', () => {
    const leap = { hiredOn: '2024-02-29' };
    assert.equal(on('2027-02-10', leap), 'annual 2027-02-28 2027-02-28');
    assert.equal(on('2028-02-10', leap), 'annual 2028-02-29 2028-02-29');
  });

  it('is asked for at once of whoever left an earlier one open', () => {
    const open = { ...signed, unmetSince: '2026-10-20' };
    assert.equal(on('2026-11-02', open), 'annual 2026-12-17 2026-10-20');
  });

  it('waits for no amendment that has to be signed anew', () => {
    const amended = { ...signed, amendmentDue: '2026-12-01' };
    assert.equal(on('2026-11-10', amended), 'amendment 2026-12-01 2026-12-01');
    assert.equal(on('2027-03-01', amended), 'annual 2027-03-20 2027-03-20', 'their own is asked by then');
  });

  it('does not change what joiners owe', () => {
    const hired = { hiredOn: '2027-03-01', firstSeenOn: '2027-03-01', inBaseline: false };
    assert.equal(on('2027-03-01', hired), 'hire 2027-03-15 2027-03-15');
  });
});

describe('a joiner’s signature shortly before the opening', () => {
  const on = (today: string, facts: Facts, days = 30) =>
    duty(today, facts, { hireServesAnnualWithinDays: days });
  const hire = { lastCertifiedOn: '2026-10-20', lastReason: 'hire', firstSeenOn: '2026-10-12' } as const;

  it('serves the cycle too, and the next is due when twelve months end', () => {
    assert.equal(on('2026-11-02', hire), undefined);
    assert.equal(on('2027-09-04', hire), undefined);
    assert.equal(on('2027-09-05', hire), 'annual 2027-10-20 2027-10-20');
  });

  it('serves it as the programme file says, and for joiners only', () => {
    assert.equal(on('2026-11-02', hire, 13), undefined);
    assert.equal(on('2026-11-02', hire, 12), 'annual 2026-12-17 2026-12-17');
    assert.equal(on('2026-11-02', hire, 0), 'annual 2026-12-17 2026-12-17');
    assert.equal(
      on('2026-11-02', { ...hire, lastReason: 'annual', lastDue: '2026-09-01' }),
      'annual 2026-12-17 2026-12-17',
    );
    for (const lastReason of ['transfer', 'rehire'] as const)
      assert.equal(on('2026-11-02', { ...hire, lastReason }), undefined);
  });

  it('goes on serving every year: the one that is asked for in its place serves the next cycle', () => {
    const again = { lastCertifiedOn: '2027-09-10', lastReason: 'annual', lastDue: '2027-10-20' } as const;
    assert.equal(on('2027-11-02', again), undefined);
    assert.equal(on('2028-07-27', again), 'annual 2028-09-10 2028-09-10');
  });

  it('after the opening is the only one that is asked for in the cycle', () => {
    const joined = { hiredOn: '2026-11-09', firstSeenOn: '2026-11-09', inBaseline: false };
    assert.equal(on('2026-11-09', joined), 'hire 2026-11-23 2026-11-23');
    assert.equal(
      on('2026-11-20', { ...joined, lastCertifiedOn: '2026-11-12', lastReason: 'hire' }),
      undefined,
    );
  });
});

describe('whatever a cycle hangs on,', () => {
  it('nobody is overdue later than twelve months after their last certificate, nor asked after that', () => {
    const rules = fc.record({
      anchor: fc.constantFrom('annual-date', 'anniversary'),
      annualOpensOn: fc.constantFrom('11-02', '01-01', '02-29', '06-30'),
      annualDueAfterDays: fc.integer({ min: 1, max: 364 }),
      joinerDueAfterDays: fc.integer({ min: 1, max: 90 }),
      hireServesAnnualWithinDays: fc.integer({ min: 0, max: 120 }),
    });
    const date = fc.integer({ min: 0, max: 1200 }).map((days) => plusDays(day('2024-01-08'), days));
    const reason = fc.constantFrom<ObligationReason>('hire', 'annual', 'transfer', 'amendment', 'rehire');
    fc.assert(
      fc.property(rules, date, reason, fc.nat({ max: 120 }), (some, lastCertifiedOn, lastReason, early) => {
        const all = { ...CYCLE_RULES, ...some } as CycleRules;
        const lastDue = plusDays(lastCertifiedOn, early);
        const limit = plusMonths(lastCertifiedOn, 12);
        const known = member({ lastCertifiedOn, lastReason, lastDue });
        const owed = (today: typeof limit) => dutyOf(known, cycleOn(today, all), today, all);
        assert.ok(owed(plusDays(limit, 1)), 'asked once the twelve months are over');
        const asked = owed(limit);
        if (asked) assert.ok(asked.overdueAfter <= limit);
      }),
      { numRuns: 1000 },
    );
  });
});
