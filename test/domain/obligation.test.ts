import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CycleId, PersonId, Sha256 } from '../../src/domain/ids.ts';
import { isOpen, isOverdue, obligationId } from '../../src/domain/obligation.ts';
import { day } from '../helpers/clock.ts';
import { happened, obligationOf } from '../helpers/obligations.ts';
import { guid } from '../helpers/people.ts';

const hash = (letter: string) => letter.repeat(64) as Sha256;

describe('the id of an obligation', () => {
  it('is the same for the same person, cycle and Code version', () => {
    const ada = guid('Ada') as PersonId;
    assert.equal(obligationId(ada, '2026' as CycleId, hash('a')), `2026.aaaaaaaaaaaaaaaa.${guid('Ada')}`);
  });

  it('differs when the person, the cycle or the Code version does', () => {
    const facts = fc.record({
      person: fc.uuid(),
      cycle: fc.integer({ min: 2000, max: 2100 }).map(String),
      code: fc.constantFrom(...'0123456789abcdef').map(hash),
    });
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        const idOf = (f: typeof a) => obligationId(f.person as PersonId, f.cycle as CycleId, f.code);
        const same = a.person === b.person && a.cycle === b.cycle && a.code === b.code;
        assert.equal(idOf(a) === idOf(b), same);
      }),
    );
  });

  it('can stand in a card, an address and a store', () => {
    assert.match(obligationOf('Ada').id, /^[\w.-]{1,120}$/);
  });
});

describe('an obligation', () => {
  it('is overdue from the day after it was due, while nobody has signed', () => {
    const ada = obligationOf('Ada', { due: '2026-12-17', overdueAfter: '2026-12-10' });
    assert.equal(isOverdue(ada, day('2026-12-10')), false);
    assert.equal(isOverdue(ada, day('2026-12-11')), true);
    const declined = obligationOf('Ada', { events: [happened.declined()] });
    assert.equal(isOverdue(declined, day('2026-12-18')), true);
  });

  it('is not overdue once it is certified, paused, excused, left or superseded', () => {
    const { certified, paused, excused, left, superseded } = happened;
    for (const event of [certified('Ada'), paused(), excused(), left(), superseded()]) {
      const obligation = obligationOf('Ada', { events: [event] });
      assert.equal(isOverdue(obligation, day('2028-01-01')), false, event.type);
      assert.equal(isOpen(obligation), false, event.type);
    }
    assert.equal(isOpen(obligationOf('Ada')), true);
  });
});
