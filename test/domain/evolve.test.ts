import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide } from '../../src/domain/decide.ts';
import { begin, evolveAll } from '../../src/domain/evolve.ts';
import { isSignedHere } from '../../src/domain/obligation.ts';
import { paperNumber } from '../../src/domain/paperCertificate.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { at, day } from '../helpers/clock.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { personId } from '../helpers/people.ts';
import { anyCommand, lifeOf } from './anyCommand.ts';

const steps = fc.array(anyCommand(), { maxLength: 30 });

describe('through any sequence of commands an obligation', () => {
  it('that was signed here never changes', () => {
    fc.assert(
      fc.property(steps, (some) => {
        const life = lifeOf(some);
        const certified = life.findIndex(({ state }) => isSignedHere(state));
        if (certified < 0) return;
        for (const later of life.slice(certified)) assert.deepEqual(later, life[certified]);
      }),
      { numRuns: 1000 },
    );
  });

  it('that was met with a paper stays certified, and only a later record or a certificate takes its place', () => {
    fc.assert(
      fc.property(steps, (some) => {
        let number = 0;
        for (const { state } of lifeOf(some)) {
          if (number > 0) assert.equal(state.status, 'certified');
          if (state.status !== 'certified' || isSignedHere(state)) continue;
          assert.ok(paperNumber(state.onPaper?.record) >= number);
          number = paperNumber(state.onPaper?.record);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('follows from its history', () => {
    fc.assert(
      fc.property(steps, (some) => {
        const obligation = lifeOf(some).at(-1);
        assert.ok(obligation);
        const [issued, ...rest] = obligation.history;
        assert.ok(issued?.type === 'issued');
        const { personId: person, cycle, codeHash } = obligation;
        assert.deepEqual(evolveAll(begin({ personId: person, cycle, codeHash }, issued), rest), obligation);
      }),
      { numRuns: 1000 },
    );
  });

  it('is not signed by somebody who has not opened the Code', () => {
    fc.assert(
      fc.property(fc.array(anyCommand({ without: ['open-code'] }), { maxLength: 20 }), (some) => {
        for (const obligation of lifeOf(some))
          assert.ok(isRefusal(decide(obligation, { type: 'certify' }, at('2026-12-01'))));
      }),
    );
  });

  it('keeps its identity, and its history only grows', () => {
    fc.assert(
      fc.property(steps, (some) => {
        const life = lifeOf(some);
        life.forEach((obligation, index) => {
          const before = life[index - 1] ?? obligation;
          const { id, personId: person, cycle, codeHash, issuedAt } = obligation;
          assert.deepEqual(
            [id, person, cycle, codeHash, issuedAt],
            [before.id, before.personId, before.cycle, before.codeHash, before.issuedAt],
          );
          assert.deepEqual(obligation.history.slice(0, before.history.length), before.history);
        });
      }),
    );
  });

  it('has a message waiting only while it is outstanding', () => {
    fc.assert(
      fc.property(steps, (some) => {
        for (const { state, nextMessageAt, unreachable } of lifeOf(some)) {
          if (state.status === 'outstanding') continue;
          assert.equal(nextMessageAt, undefined);
          assert.equal(unreachable, undefined);
        }
      }),
    );
  });

  it('that is outstanding and not silenced has a message waiting or cannot be reached', () => {
    const kept = fc.array(anyCommand({ without: ['silence', 'record-sent'] }), { maxLength: 20 });
    fc.assert(
      fc.property(kept, (some) => {
        for (const { state, nextMessageAt, unreachable } of lifeOf(some))
          assert.ok(state.status !== 'outstanding' || nextMessageAt || unreachable);
      }),
    );
  });
});

describe('an obligation', () => {
  it('is prompted as soon as it is issued', () => {
    const { issuedAt, nextMessageAt, messagesSent } = obligationOf('Ada');
    assert.equal(nextMessageAt, issuedAt);
    assert.equal(messagesSent, 0);
  });

  it('remembers when the Code was opened first', () => {
    const events = [happened.opened('2026-11-03T10:00:00Z'), happened.opened('2026-11-09T10:00:00Z')];
    assert.equal(obligationOf('Ada', { events }).openedAt, '2026-11-03T10:00:00.000Z');
  });

  it('remembers since when somebody cannot be reached, and why at last', () => {
    const failed = (when: string, because: 'app-not-installed' | 'blocked-by-user') =>
      ({ type: 'message-failed', at: at(when), kind: 'prompt', because }) as const;
    const lost = [failed('2026-11-03', 'app-not-installed'), failed('2026-11-05', 'blocked-by-user')];
    assert.deepEqual(obligationOf('Ada', { events: lost }).unreachable, {
      since: at('2026-11-03'),
      because: 'blocked-by-user',
    });
    const found = [...lost, { type: 'reachable-again', at: at('2026-11-06') }] as const;
    const reached = obligationOf('Ada', { events: found });
    assert.equal(reached.unreachable, undefined);
    assert.equal(reached.nextMessageAt, at('2026-11-06'));
  });

  it('has a new due date after a pause, and a new reason when it is reopened', () => {
    const resumed = {
      type: 'resumed',
      at: at('2026-11-10'),
      by: personId('C'),
      due: day('2027-01-31'),
    } as const;
    const back = obligationOf('Ada', { events: [happened.paused(), resumed] });
    assert.deepEqual(
      [back.state.status, back.due, back.nextMessageAt],
      ['outstanding', '2027-01-31', resumed.at],
    );
    const reopened = {
      type: 'reopened',
      at: at('2026-11-10'),
      reason: 'rehire',
      due: day('2026-11-24'),
      overdueAfter: day('2026-11-20'),
    } as const;
    const again = obligationOf('Ada', { events: [happened.left(), reopened] });
    assert.deepEqual([again.reason, again.due, again.overdueAfter], ['rehire', '2026-11-24', '2026-11-20']);
  });
});
