import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide, isExtended, type ObligationCommand } from '../../src/domain/decide.ts';
import { begin, evolveAll } from '../../src/domain/evolve.ts';
import {
  isSignedHere,
  type Obligation,
  type ObligationEvent,
  type ObligationStatus,
  obligationId,
  pausedBy,
} from '../../src/domain/obligation.ts';
import { tallyKeyOf } from '../../src/domain/progress.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { at, day } from '../helpers/clock.ts';
import { code } from '../helpers/code.ts';
import { CYCLE, happened, obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { anyCommand, after as became, LIMIT, lifeOf } from './anyCommand.ts';

const NOW = at('2026-11-20T12:00:00Z');
const TODAY = day('2026-11-20');
const ADA = personId('Ada');
const by = personId('Compliance');
const because = 'a reason';
const AGAIN = obligationId(ADA, CYCLE, code.hash, 2);

const ROADS: Readonly<Record<ObligationStatus, readonly ObligationEvent[]>> = {
  outstanding: [],
  paused: [happened.paused()],
  certified: [happened.opened(), happened.certified('Ada')],
  declined: [happened.opened(), happened.declined()],
  excused: [happened.excused()],
  left: [happened.left()],
  superseded: [happened.superseded()],
};

const comesOf = (obligation: Obligation, command: ObligationCommand) => {
  const decision = decide(obligation, command, NOW);
  return isRefusal(decision) ? decision.refused : decision.map(({ type }) => type).join() || 'nothing';
};
const outcomes = (command: ObligationCommand) =>
  Object.fromEntries(
    Object.entries(ROADS).map(([status, events]) => [
      status,
      comesOf(obligationOf('Ada', { events }), command),
    ]),
  );

const extend = (due: string, facts: { noLaterThan?: string; next?: string } = {}): ObligationCommand => ({
  type: 'extend',
  by,
  because,
  due: day(due),
  on: TODAY,
  noLaterThan: facts.noLaterThan ? day(facts.noLaterThan) : undefined,
  ...(facts.next && { next: at(facts.next) }),
});
const resume = (on: string, noLaterThan?: string): ObligationCommand => ({
  type: 'resume',
  by,
  because,
  on: day(on),
  noLaterThan: noLaterThan ? day(noLaterThan) : undefined,
});
const remind = (as: 'compliance' | 'manager', on = '2026-11-20T05:00:00Z'): ObligationCommand => ({
  type: 'remind',
  by,
  as,
  because,
  dayBegan: at(on),
});

const REFUSED = {
  outstanding: 'still-open',
  paused: 'paused',
  certified: 'already-certified',
  declined: 'already-declined',
  excused: 'excused',
  left: 'left',
  superseded: 'superseded',
};

describe('what compliance does about an obligation', () => {
  it('is possible from the states that allow it', () => {
    const notExcused = Object.fromEntries(Object.keys(ROADS).map((status) => [status, 'not-excused']));
    assert.deepEqual(outcomes({ type: 'withdraw-excuse', by, because }), {
      ...notExcused,
      excused: 'excuse-withdrawn',
    });
    assert.deepEqual(outcomes(extend('2027-01-31')), {
      ...REFUSED,
      outstanding: 'extended',
      declined: 'extended',
    });
    assert.deepEqual(outcomes({ type: 'withdraw-extension', by, because }), {
      ...REFUSED,
      outstanding: 'not-extended',
      declined: 'not-extended',
    });
    assert.deepEqual(outcomes({ type: 'reissue', by, because, as: AGAIN }), {
      ...REFUSED,
      certified: 'nothing',
      declined: 'reissued',
      excused: 'reissued',
    });
    assert.deepEqual(outcomes(remind('compliance')), { ...REFUSED, outstanding: 'reminder-requested' });
  });

  it('is never about their own, from any state', () => {
    const commands: readonly ObligationCommand[] = [
      { type: 'pause', by: ADA, because, on: TODAY },
      { ...(resume('2026-11-20') as Extract<ObligationCommand, { type: 'resume' }>), by: ADA },
      { type: 'excuse', by: ADA, because },
      { type: 'withdraw-excuse', by: ADA, because },
      { ...(extend('2027-01-31') as Extract<ObligationCommand, { type: 'extend' }>), by: ADA },
      { type: 'withdraw-extension', by: ADA, because },
      { ...(remind('compliance') as Extract<ObligationCommand, { type: 'remind' }>), by: ADA },
      { type: 'reissue', by: ADA, because, as: AGAIN },
    ];
    for (const command of commands)
      for (const outcome of Object.values(outcomes(command))) assert.equal(outcome, 'own-obligation');
  });

  it('keeps who did it and why', () => {
    for (const [command, events] of [
      [{ type: 'withdraw-excuse', by, because }, ROADS.excused],
      [extend('2027-01-31'), []],
      [remind('compliance'), []],
      [resume('2026-11-20'), ROADS.paused],
    ] as const) {
      const [event] = decide(obligationOf('Ada', { events }), command, NOW) as readonly ObligationEvent[];
      assert.ok(event && 'by' in event && 'because' in event, command.type);
      assert.deepEqual([event.at, event.by, event.because], [NOW, by, because]);
    }
  });
});

describe('a pause', () => {
  const paused = (facts: { due?: string; overdueAfter?: string } = {}) =>
    became(obligationOf('Ada', facts), { type: 'pause', by: 'directory', because, on: TODAY }, NOW)
      .obligation;

  it('stops the clock: what was left of the time is left afterwards', () => {
    const { due, overdueAfter, nextMessageAt } = became(paused(), resume('2026-12-20'), NOW).obligation;
    assert.deepEqual([due, overdueAfter, nextMessageAt], ['2027-01-16', '2027-01-16', NOW]);
  });

  it('does not stop twelve months since the last certificate', () => {
    const resumed = became(paused(), resume('2026-12-20', '2026-12-24'), NOW).obligation;
    assert.deepEqual([resumed.due, resumed.overdueAfter], ['2027-01-16', '2026-12-24']);
  });

  it('of an overdue one leaves it as many days overdue', () => {
    const late = paused({ due: '2026-12-17', overdueAfter: '2026-11-15' });
    const { due, overdueAfter } = became(late, resume('2026-11-30'), NOW).obligation;
    assert.deepEqual([due, overdueAfter], ['2026-12-27', '2026-11-25']);
  });

  it('tells who paused, so that the directory resumes only what it paused', () => {
    assert.equal(pausedBy(paused()), 'directory');
    assert.equal(pausedBy(obligationOf('Ada', { events: [happened.paused()] })), by);
    assert.equal(pausedBy(obligationOf('Ada')), undefined);
  });

  it('that was recorded before it kept its day, and resumed before it kept what is overdue, still counts', () => {
    const old = obligationOf('Ada', { events: [happened.paused()] });
    assert.equal(became(old, resume('2026-11-14'), NOW).obligation.due, '2026-12-27');
    const resumed = { type: 'resumed', at: NOW, by, due: day('2027-01-31') } as const;
    const { due, overdueAfter } = obligationOf('Ada', { events: [happened.paused(), resumed] });
    assert.deepEqual([due, overdueAfter], ['2027-01-31', '2027-01-31']);
  });
});

describe('an extension', () => {
  it('needs a later date that has not passed', () => {
    assert.equal(comesOf(obligationOf('Ada'), extend('2026-12-17')), 'not-later');
    assert.equal(comesOf(obligationOf('Ada', { due: '2026-11-01' }), extend('2026-11-19')), 'not-later');
  });

  it('ends twelve months after the last certificate, and is refused where it would change nothing', () => {
    const command = extend('2027-01-31', { noLaterThan: '2027-01-10' });
    const { due, overdueAfter } = became(obligationOf('Ada'), command, NOW).obligation;
    assert.deepEqual([due, overdueAfter], ['2027-01-31', '2027-01-10']);
    const held = obligationOf('Ada', { overdueAfter: '2026-12-01' });
    assert.equal(comesOf(held, extend('2027-01-31', { noLaterThan: '2026-12-01' })), 'twelve-months');
  });

  it('puts off the next reminder, but neither the first prompt nor what is not to be sent', () => {
    const next = '2027-01-17T14:00:00Z';
    const sent = { type: 'message-sent', at: at('2026-11-02T11:00:00Z'), kind: 'prompt' } as const;
    const waiting = obligationOf('Ada', { events: [{ ...sent, next: at('2026-12-03T14:00:00Z') }] });
    const nextOf = (obligation: Obligation) =>
      became(obligation, extend('2027-01-31', { next }), NOW).obligation.nextMessageAt;
    assert.equal(nextOf(waiting), at(next));
    assert.equal(nextOf(obligationOf('Ada')), obligationOf('Ada').nextMessageAt);
    assert.equal(nextOf(obligationOf('Ada', { events: [sent] })), undefined);
    assert.equal(nextOf(obligationOf('Ada', { events: ROADS.declined })), undefined);
  });

  it('can be withdrawn until something else moves the date', () => {
    const extended = became(obligationOf('Ada'), extend('2027-01-31'), NOW).obligation;
    assert.equal(isExtended(extended), true);
    const back = became(extended, { type: 'withdraw-extension', by, because }, NOW).obligation;
    assert.deepEqual([back.due, back.overdueAfter], ['2026-12-17', '2026-12-17']);
    assert.equal(comesOf(back, { type: 'withdraw-extension', by, because }), 'not-extended');
    const moved = evolveAll(extended, [
      { type: 'paused', at: NOW, by, because, on: TODAY },
      { type: 'resumed', at: NOW, by, because, due: day('2027-02-28'), overdueAfter: day('2027-02-28') },
    ]);
    assert.equal(comesOf(moved, { type: 'withdraw-extension', by, because }), 'not-extended');
  });
});

describe('an excuse that is withdrawn', () => {
  it('leaves everything as it was, and asks again where it was open', () => {
    for (const status of ['outstanding', 'declined', 'paused'] as const) {
      const before = obligationOf('Ada', { events: ROADS[status] });
      const excused = became(before, { type: 'excuse', by, because }, NOW).obligation;
      const back = became(excused, { type: 'withdraw-excuse', by, because }, NOW).obligation;
      assert.deepEqual(back.state, before.state);
      assert.equal(back.nextMessageAt, status === 'outstanding' ? NOW : undefined);
    }
  });
});

describe('a reminder on request', () => {
  it('goes out with the next delivery, and not later than what was waiting', () => {
    const sent = { type: 'message-sent', at: at('2026-11-02T11:00:00Z'), kind: 'prompt' } as const;
    const next = at('2026-12-03T14:00:00Z');
    const waiting = obligationOf('Ada', { events: [{ ...sent, next }] });
    assert.equal(became(waiting, remind('manager'), NOW).obligation.nextMessageAt, NOW);
    assert.equal(
      became(obligationOf('Ada'), remind('manager'), NOW).obligation.nextMessageAt,
      obligationOf('Ada').issuedAt,
    );
  });

  it('is one a day, whoever asks, also where a message went out today or is under way', () => {
    const first = became(obligationOf('Ada'), remind('manager'), NOW).obligation;
    assert.equal(comesOf(first, remind('compliance')), 'reminded-today');
    assert.equal(comesOf(first, remind('manager', '2026-11-21T05:00:00Z')), 'reminder-requested');
    const sent = { type: 'message-sent', at: at('2026-11-20T06:00:00Z'), kind: 'prompt' } as const;
    assert.equal(comesOf(obligationOf('Ada', { events: [sent] }), remind('manager')), 'reminded-today');
    const intended = {
      type: 'message-intended',
      at: at('2026-11-19T12:00:00Z'),
      kind: 'prompt',
      retryAt: at('2026-11-20T12:05:00Z'),
    } as const;
    assert.equal(comesOf(obligationOf('Ada', { events: [intended] }), remind('manager')), 'reminded-today');
  });

  it('that a manager asks for is answered the same for who declined, who is sent nothing (promise 7)', () => {
    const declined = obligationOf('Ada', { events: ROADS.declined });
    const asked = became(declined, remind('manager'), NOW).obligation;
    assert.equal(comesOf(declined, remind('manager')), comesOf(obligationOf('Ada'), remind('manager')));
    assert.equal(comesOf(asked, remind('manager')), 'reminded-today');
    assert.equal(asked.nextMessageAt, undefined);
    assert.deepEqual(asked.state, declined.state);
  });
});

describe('an obligation that is reissued', () => {
  it('is another one, with an id of its own that ends as the first does', () => {
    const first = obligationOf('Ada');
    const issued = {
      type: 'issued',
      at: NOW,
      reason: 'annual',
      due: day('2027-01-31'),
      overdueAfter: day('2027-01-31'),
      reissue: { of: first.id, by, because },
    } as const;
    const again = begin({ ...first, sequence: 2 }, issued);
    assert.equal(again.id, AGAIN);
    assert.notEqual(again.id, first.id);
    assert.ok(again.id.endsWith(`.${ADA}`));
    assert.equal(begin({ ...first, sequence: 1 }, issued).id, first.id);
  });

  it('leaves the first replaced, unless that was certified, which never changes', () => {
    const command = { type: 'reissue', by, because, as: AGAIN } as const;
    const declined = became(obligationOf('Ada', { events: ROADS.declined }), command, NOW).obligation;
    assert.deepEqual(declined.state, { status: 'superseded', at: NOW, by: code.hash, as: AGAIN });
    const certified = obligationOf('Ada', { events: ROADS.certified });
    assert.deepEqual(became(certified, command, NOW).obligation, certified);
  });
});

describe('whatever compliance, managers and the directory do,', () => {
  it('no more than twelve months since the last certificate are ever timely (promise 8)', () => {
    const steps = fc.array(anyCommand({ without: ['reopen'] }), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (some) => {
        for (const { overdueAfter } of lifeOf(some)) assert.ok(overdueAfter <= LIMIT, overdueAfter);
      }),
      { numRuns: 1000 },
    );
  });

  it('nobody is certified without a certificate', () => {
    const steps = fc.array(anyCommand({ without: ['record-certificate', 'record-paper'] }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, (some) => {
        for (const { state } of lifeOf(some)) assert.notEqual(state.status, 'certified');
      }),
      { numRuns: 1000 },
    );
  });

  it('nobody has signed here whose paper compliance recorded', () => {
    const steps = fc.array(anyCommand({ without: ['record-certificate'] }), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (some) => {
        for (const obligation of lifeOf(some)) {
          assert.ok(!isSignedHere(obligation.state));
          if (obligation.state.status === 'certified')
            assert.equal(tallyKeyOf(obligation), 'certified-on-paper');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
