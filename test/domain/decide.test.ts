import assert from 'node:assert/strict';
import { decide, type ObligationCommand } from '../../src/domain/decide.ts';
import type { Sha256 } from '../../src/domain/ids.ts';
import type { ObligationEvent, ObligationStatus } from '../../src/domain/obligation.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { at, day } from '../helpers/clock.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';

const NOW = at('2026-11-20T12:00:00Z');
const by = personId('Compliance');

const ROADS: Readonly<Record<ObligationStatus, readonly ObligationEvent[]>> = {
  outstanding: [],
  paused: [happened.paused()],
  certified: [happened.opened(), happened.certified('Ada')],
  declined: [happened.opened(), happened.declined()],
  excused: [happened.excused()],
  left: [happened.left()],
  superseded: [happened.superseded()],
};
const STATUSES = Object.keys(ROADS) as ObligationStatus[];

/** What comes of a command in every state: an event's type, a refusal's code, or nothing. */
const outcomes = (command: ObligationCommand, also: readonly ObligationEvent[] = []) =>
  Object.fromEntries(
    STATUSES.map((status) => {
      const decision = decide(obligationOf('Ada', { events: [...also, ...ROADS[status]] }), command, NOW);
      return [
        status,
        isRefusal(decision) ? decision.refused : decision.map(({ type }) => type).join() || 'nothing',
      ];
    }),
  );

const REFUSED = {
  paused: 'paused',
  certified: 'already-certified',
  declined: 'already-declined',
  excused: 'excused',
  left: 'left',
  superseded: 'superseded',
};
const NOTHING = Object.fromEntries(STATUSES.map((status) => [status, 'nothing']));

describe('an obligation', () => {
  it('lets the Code be opened while it awaits a signature, also after a decline', () => {
    const { declined: _, ...refused } = REFUSED;
    assert.deepEqual(outcomes({ type: 'open-code' }), {
      ...refused,
      outstanding: 'code-opened',
      declined: 'nothing',
    });
    const again = decide(obligationOf('Ada', { events: [happened.opened()] }), { type: 'open-code' }, NOW);
    assert.deepEqual(again, []);
  });

  it('is certified only once the Code was opened', () => {
    assert.equal(outcomes({ type: 'certify' }).outstanding, 'code-not-opened');
    assert.deepEqual(outcomes({ type: 'certify' }, [happened.opened()]), {
      ...REFUSED,
      outstanding: 'nothing',
      declined: 'nothing',
    });
  });

  it('gives way to a certificate that exists, whatever happened meanwhile', () => {
    const {
      at: signedAt,
      type: _,
      ...facts
    } = happened.certified('Ada') as Extract<ObligationEvent, { type: 'certified' }>;
    const all = Object.fromEntries(STATUSES.map((status) => [status, 'certified']));
    assert.deepEqual(outcomes({ type: 'record-certificate', signedAt, ...facts }), {
      ...all,
      certified: 'nothing',
    });
  });

  it('is declined, paused, excused, closed or superseded only from states that allow it', () => {
    const record = { id: 'd', sha256: 'd'.repeat(64) as Sha256 };
    assert.deepEqual(outcomes({ type: 'decline', record }), { ...REFUSED, outstanding: 'declined' });
    assert.deepEqual(outcomes({ type: 'pause', by, because: 'leave', on: day('2026-11-20') }), {
      ...REFUSED,
      outstanding: 'paused',
      paused: 'nothing',
    });
    assert.deepEqual(outcomes({ type: 'excuse', by, because: 'twice' }), {
      ...REFUSED,
      outstanding: 'excused',
      declined: 'excused',
      paused: 'excused',
      excused: 'nothing',
    });
    assert.deepEqual(outcomes({ type: 'close', because: 'left-company' }), {
      ...NOTHING,
      outstanding: 'left',
      declined: 'left',
      paused: 'left',
    });
    assert.deepEqual(outcomes({ type: 'supersede', by: record.sha256 }), {
      ...NOTHING,
      outstanding: 'superseded',
      declined: 'superseded',
      paused: 'superseded',
    });
  });

  it('comes back from a pause and from leaving, and from nothing else', () => {
    const due = day('2027-01-31');
    const notPaused = Object.fromEntries(STATUSES.map((status) => [status, 'not-paused']));
    const resume = {
      type: 'resume',
      by,
      because: 'back',
      on: day('2026-11-20'),
      noLaterThan: undefined,
    } as const;
    assert.deepEqual(outcomes(resume), { ...notPaused, paused: 'resumed' });
    assert.deepEqual(outcomes({ type: 'reopen', reason: 'rehire', due, overdueAfter: due }), {
      ...NOTHING,
      left: 'reopened',
    });
  });

  it('has messages only while it is outstanding', () => {
    const kind = 'prompt' as const;
    assert.deepEqual(outcomes({ type: 'intend-message', kind, retryAt: NOW }), {
      ...REFUSED,
      outstanding: 'message-intended',
    });
    assert.deepEqual(outcomes({ type: 'record-sent', kind }), { ...REFUSED, outstanding: 'message-sent' });
    assert.deepEqual(outcomes({ type: 'record-failed', kind, because: 'refused' }), {
      ...REFUSED,
      outstanding: 'message-failed',
    });
    assert.deepEqual(outcomes({ type: 'record-reachable' }), NOTHING);
    assert.deepEqual(outcomes({ type: 'silence' }), { ...NOTHING, outstanding: 'silenced' });
  });

  it('has no message before its time', () => {
    const retryAt = at('2026-11-20T12:10:00Z');
    const waiting = obligationOf('Ada', {
      events: [{ type: 'message-sent', at: at('2026-11-02T11:00:00Z'), kind: 'prompt', next: retryAt }],
    });
    const intend = { type: 'intend-message', kind: 'reminder', retryAt } as const;
    assert.deepEqual(decide(waiting, intend, NOW), []);
    assert.equal((decide(waiting, intend, retryAt) as readonly ObligationEvent[]).length, 1);
  });
});
